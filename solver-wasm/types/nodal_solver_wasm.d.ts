/* tslint:disable */
/* eslint-disable */

/**
 * A run of points, copied out of the solver.
 */
export class Chunk {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * All columns, one after the other, a complex one with two doubles a
     * point. Empties the chunk.
     */
    takeData(): Float64Array;
    /**
     * Index of the first point.
     */
    readonly first: number;
    readonly plot: number;
    readonly points: number;
}

/**
 * An open circuit, on which jobs run one at a time.
 */
export class Session {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Works for about `budget` milliseconds: 0 running, 1 done, 2 failed.
     */
    advance(budget: number): number;
    /**
     * Changes a number for all jobs that follow; throws a text when the path
     * is not in the circuit.
     */
    alter(path: string, value: number): void;
    /**
     * Indices of the jobs in the order in which they are to be run.
     */
    jobs(): Uint32Array;
    /**
     * Opens an encoded circuit; throws the JSON of a `RunDiagnostic`.
     */
    constructor(circuit: Uint8Array | number[]);
    /**
     * Begins a job, with a number for each of `paths` that holds for this run only;
     * throws a text when a path is not in the circuit. False when the job could
     * not begin; the events then say why.
     */
    start(job: number, paths: string[], numbers: Float64Array | number[]): boolean;
    /**
     * Ends the job where it is; its plot is finished as incomplete.
     */
    stop(): void;
    /**
     * The points since the last call; call until there are none.
     */
    takeChunk(): Chunk | undefined;
    /**
     * JSON of the list of `RunEvent` since the last call.
     */
    takeEvents(): string;
}

/**
 * What this solver can do: JSON of `{analyses, devices, models}`, lists of names.
 */
export function capabilities(): string;

/**
 * A panic leaves as a JavaScript error that says where it was. The instance
 * must not be used after it.
 */
export function report_panics(): void;

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
    readonly __wbg_chunk_free: (a: number, b: number) => void;
    readonly __wbg_get_chunk_first: (a: number) => number;
    readonly __wbg_get_chunk_plot: (a: number) => number;
    readonly __wbg_get_chunk_points: (a: number) => number;
    readonly __wbg_session_free: (a: number, b: number) => void;
    readonly capabilities: () => [number, number];
    readonly chunk_takeData: (a: number) => [number, number];
    readonly report_panics: () => void;
    readonly session_advance: (a: number, b: number) => number;
    readonly session_alter: (a: number, b: number, c: number, d: number) => [number, number];
    readonly session_jobs: (a: number) => [number, number];
    readonly session_new: (a: number, b: number) => [number, number, number];
    readonly session_start: (a: number, b: number, c: number, d: number, e: number, f: number) => [number, number, number];
    readonly session_stop: (a: number) => void;
    readonly session_takeChunk: (a: number) => number;
    readonly session_takeEvents: (a: number) => [number, number];
    readonly __wbindgen_malloc: (a: number, b: number) => number;
    readonly __wbindgen_realloc: (a: number, b: number, c: number, d: number) => number;
    readonly __wbindgen_free: (a: number, b: number, c: number) => void;
    readonly __wbindgen_externrefs: WebAssembly.Table;
    readonly __externref_table_dealloc: (a: number) => void;
    readonly __externref_table_alloc: () => number;
    readonly __externref_drop_slice: (a: number, b: number) => void;
    readonly __wbindgen_start: () => void;
}

export type SyncInitInput = BufferSource | WebAssembly.Module;

/**
 * Instantiates the given `module`, which can either be bytes or
 * a precompiled `WebAssembly.Module`.
 *
 * @param {{ module: SyncInitInput }} module - Passing `SyncInitInput` directly is deprecated.
 *
 * @returns {InitOutput}
 */
export function initSync(module: { module: SyncInitInput } | SyncInitInput): InitOutput;

/**
 * If `module_or_path` is {RequestInfo} or {URL}, makes a request and
 * for everything else, calls `WebAssembly.instantiate` directly.
 *
 * @param {{ module_or_path: InitInput | Promise<InitInput> }} module_or_path - Passing `InitInput` directly is deprecated.
 *
 * @returns {Promise<InitOutput>}
 */
export default function __wbg_init (module_or_path?: { module_or_path: InitInput | Promise<InitInput> } | InitInput | Promise<InitInput>): Promise<InitOutput>;
