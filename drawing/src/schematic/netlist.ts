/** What is drawn: devices with named pins, and the nets that join them. */

/** UTF-16 range of a card in a document. */
export interface Origin {
  uri: string;
  start: number;
  end: number;
}

export type DeviceKind =
  | 'resistor' | 'capacitor' | 'inductor' | 'coupling' | 'diode'
  | 'voltage-source' | 'current-source' | 'vcvs' | 'cccs' | 'vccs' | 'ccvs'
  | 'bjt' | 'jfet' | 'mosfet' | 'voltage-switch' | 'current-switch'
  /** An instance of a subcircuit, drawn as a block. */
  | 'block';

/** The glyph inside an independent source. */
export type Waveform = 'dc' | 'sine' | 'pulse' | 'exp' | 'pwl' | 'modulated';

export interface SchematicDevice {
  /** Full path in the user's spelling, `x1.r1`. */
  name: string;
  /** What stands beside the symbol: the last part of the path. */
  label: string;
  kind: DeviceKind;
  pins: { name: string; /** index into `nets` */ net: number }[];
  /** In engineering notation, `4.7kΩ`; empty when there is nothing to say. */
  value: string;
  origin: Origin;
  /** Independent sources only. */
  waveform?: Waveform;
  /** Transistors only: of which charge the carriers are. */
  polarity?: 'n' | 'p';
  /** The principal number: gain of a controlled source, coefficient of a coupling. */
  gain?: number;
  /** Names of the coupled inductors, or of the source whose current controls F, H and W. */
  references?: string[];
  /** Blocks only: the subcircuit's name. */
  definition?: string;
}

export interface SchematicNet {
  /** As the user wrote it, local to the sheet. */
  name: string;
  ground: boolean;
  /** Declared by `.global`: known by its name on every sheet. */
  global: boolean;
  /** Whether the sheet's subcircuit has it as a port. */
  port: boolean;
}

/** One sheet: the top circuit, or the inside of a subcircuit's instance. */
export interface SchematicNetlist {
  /** Path of the instance; empty for the top. */
  path: string;
  /** Stands above the sheet's frame; empty for the top. */
  title: string;
  devices: SchematicDevice[];
  nets: SchematicNet[];
}
