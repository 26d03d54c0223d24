import { DEFAULT_SETTINGS, type NodalSettings } from '@nodal/protocol';

/**
 * The user's settings that need no restart, as clients send them by
 * `workspace/didChangeConfiguration`. What a client does not send, or sends in
 * another shape, is as by default.
 */
export class Settings {
  private settings: NodalSettings = DEFAULT_SETTINGS;
  private readonly listeners: (() => void)[] = [];

  get current(): NodalSettings {
    return this.settings;
  }

  /** Takes what stands below `nodal`. */
  take(sent: unknown): void {
    const next = shapedLike(DEFAULT_SETTINGS, sent);
    if (JSON.stringify(next) === JSON.stringify(this.settings)) return;
    this.settings = next;
    for (const listener of this.listeners) listener();
  }

  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }
}

/** The values of `sent` where they are of the type of the defaults, else the defaults. A default without properties takes any object. */
function shapedLike<T>(defaults: T, sent: unknown): T {
  if (!isObject(defaults)) return typeof sent === typeof defaults && Array.isArray(sent) === Array.isArray(defaults) ? (sent as T) : defaults;
  if (!isObject(sent)) return defaults;
  const names = Object.keys(defaults);
  return (names.length === 0 ? sent : Object.fromEntries(names.map((name) => [name, shapedLike((defaults as Record<string, unknown>)[name], sent[name])]))) as T;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
