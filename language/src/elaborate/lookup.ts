import type { Frame } from './frame.js';
import { existingNode } from './nodes.js';
import type { Elaboration } from './elaboration.js';

/**
 * Finds things by the paths that people and other simulators write: `x1.n3`,
 * `x1:n3`, ports by their inner name (`x1.in`), ngspice's `v.x1.v2` for a device.
 */
export class Lookup {
  private nodesByPath: Map<string, number> | undefined;

  constructor(private readonly elaboration: Elaboration, private readonly top: Frame) {}

  node(name: string): number | undefined {
    const direct = existingNode(this.elaboration, this.top, name);
    if (direct !== undefined) return direct;
    const path = name.toLowerCase().replaceAll(':', '.');
    if (!this.nodesByPath) {
      const { nodes, strings } = this.elaboration.builder.circuit;
      this.nodesByPath = new Map(nodes.name.map((text, index) => [strings[text]!.toLowerCase(), index]));
    }
    const known = this.nodesByPath.get(path);
    if (known !== undefined) return known;
    const inside = this.inside(path);
    return inside && existingNode(this.elaboration, inside.frame, inside.rest);
  }

  device(name: string): number | undefined {
    const path = name.toLowerCase().replaceAll(':', '.');
    return this.deviceAt(path) ?? (/^[a-z]\./.test(path) ? this.deviceAt(path.slice(2)) : undefined);
  }

  /** Whether an instance of a subcircuit has this path. */
  hasInstance(name: string): boolean {
    const inside = this.inside(`${name.toLowerCase().replaceAll(':', '.')}.`);
    return inside !== undefined && inside.rest === '';
  }

  private deviceAt(path: string): number | undefined {
    const direct = this.top.devices?.get(path);
    if (direct !== undefined) return direct;
    const inside = this.inside(path);
    return inside?.frame.devices?.get(inside.rest);
  }

  /** The deepest instance that a path leads into, and what is left of it. */
  private inside(path: string): { frame: Frame; rest: string } | undefined {
    let frame = this.top;
    let rest = path;
    for (;;) {
      const next = this.step(frame, rest);
      if (!next) return frame === this.top ? undefined : { frame, rest };
      ({ frame, rest } = next);
    }
  }

  private step(frame: Frame, path: string): { frame: Frame; rest: string } | undefined {
    for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      const child = frame.children?.get(path.slice(0, dot));
      if (child) return { frame: child, rest: path.slice(dot + 1) };
    }
    return undefined;
  }

  /** Names of nodes, for suggestions. */
  nodeNames(): string[] {
    const { nodes, strings } = this.elaboration.builder.circuit;
    return nodes.name.slice(0, 2000).map((text) => strings[text]!);
  }

  deviceNames(): string[] {
    const { devices, strings } = this.elaboration.builder.circuit;
    return devices.name.slice(0, 2000).map((text) => strings[text]!);
  }
}
