import { eecircuitInChild } from './simulators/eecircuit.js';
import { nodalInChild } from './simulators/nodal.js';
import { streamInChild } from './stream.js';

/** What a benchmark's own bundle does in a fresh process. */
export async function inChild([task, file, ...rest]: readonly string[]): Promise<void> {
  if (task === 'eecircuit') await eecircuitInChild(file!, Number(rest[0]), rest[1] === 'loop');
  else if (task === 'nodal' || task === 'nodal-ready') await nodalInChild(file!, Number(rest[0]), rest[1], rest.slice(2), task === 'nodal-ready');
  else if (task === 'stream') await streamInChild(file!);
  else throw new Error(`There is no task ${task}.`);
}
