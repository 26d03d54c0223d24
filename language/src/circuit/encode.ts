import { decode, Encoder } from '@msgpack/msgpack';
import { CIRCUIT_HEADER as HEADER, CIRCUIT_MAGIC, CIRCUIT_VERSION, type Circuit, SOLVER_MODULES, type SolverModule } from '@nodal/protocol';
import { findDevice } from '../reference/devices.js';

/**
 * The byte string of a circuit: `NDLC`, the layout's version as a little-endian
 * u32, the module of the solver that it needs as another, then MessagePack with named fields.
 */
export function encodeCircuit(circuit: Circuit): Uint8Array {
  const body = new Encoder({ initialBufferSize: 1 << 20, maxDepth: 32 }).encodeSharedRef(circuit);
  const bytes = new Uint8Array(HEADER + body.length);
  for (let i = 0; i < 4; i++) bytes[i] = CIRCUIT_MAGIC.charCodeAt(i);
  const header = new DataView(bytes.buffer);
  header.setUint32(4, CIRCUIT_VERSION, true);
  header.setUint32(8, SOLVER_MODULES.indexOf(neededModule(circuit)), true);
  bytes.set(body, HEADER);
  return bytes;
}

/** The circuit of a byte string. Throws when the bytes are no circuit of this version. */
export function decodeCircuit(bytes: Uint8Array): Circuit {
  if (bytes.length < HEADER || String.fromCharCode(...bytes.subarray(0, 4)) !== CIRCUIT_MAGIC) {
    throw new Error('These bytes are no circuit: they do not begin with NDLC.');
  }
  const version = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
  if (version !== CIRCUIT_VERSION) {
    throw new Error(`This circuit has version ${version} of the layout; this build reads version ${CIRCUIT_VERSION}.`);
  }
  return decode(bytes.subarray(HEADER)) as Circuit;
}

/** The module of the solver that has all devices of a circuit. */
export function neededModule({ strings, devices }: Circuit): SolverModule {
  const kinds = new Set(devices.kind);
  return [...kinds].some((kind) => findDevice(strings[kind]!)?.module === 'bsim') ? 'bsim' : 'usual';
}
