/** Drawing circuits: encoded circuit in, picture out. */
export { decodeCircuitBytes, fromCircuit } from './circuit-input.js';
export { type DrawnSchematic, drawSchematic, drawSheets, type SchematicState } from './draw.js';
export type { Counters } from './layout-sheet.js';
export type { DeviceKind, Origin, SchematicDevice, SchematicNet, SchematicNetlist } from './netlist.js';
export { SCHEMATIC_STYLE, standaloneSvg } from './style.js';
