import { decode } from '@msgpack/msgpack';
import { type Circuit, CIRCUIT_MAGIC, CIRCUIT_VERSION } from '@nodal/protocol';

/** Opens an encoded circuit. Throws when the bytes are no circuit of this layout. */
export function decodeCircuit(bytes: Uint8Array): Circuit {
  const magic = String.fromCharCode(...bytes.subarray(0, 4));
  const version = bytes.length >= 8 ? new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true) : 0;
  if (magic !== CIRCUIT_MAGIC || version !== CIRCUIT_VERSION) throw new Error(`not a circuit of layout ${CIRCUIT_VERSION} (found ${magic} ${version})`);
  return decode(bytes.subarray(8)) as Circuit;
}
