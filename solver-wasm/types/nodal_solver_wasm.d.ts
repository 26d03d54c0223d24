export class Chunk {
  free(): void;
  readonly plot: number;
  readonly first: number;
  readonly points: number;
  takeData(): Float64Array;
}
export class Session {
  free(): void;
  constructor(circuit: Uint8Array);
  jobs(): Uint32Array;
  start(job: number, overrides?: string | null): boolean;
  advance(budget: number): number;
  takeEvents(): string;
  takeChunk(): Chunk | undefined;
  stop(): void;
  alter(path: string, value: number): void;
}
export function capabilities(): string;
export function initSync(module: { module: BufferSource | WebAssembly.Module }): unknown;
