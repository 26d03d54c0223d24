import type { DirectiveCheck } from './operand-reader.js';

/** `v(out) start=… stop=… np=…` */
export const fft: DirectiveCheck = (operands) => {
  operands.signal('the result');
  while (operands.takeAssignment());
  operands.end();
};

/** `file bits rate v(out) …` */
export const wave: DirectiveCheck = (operands) => {
  const file = operands.take();
  if (file === undefined || file.$type === 'Assignment' || file.$type === 'Call') operands.wrong(file, 'The name of the file is missing.');
  const bitsAt = operands.peek();
  const bits = operands.number('the number of bits');
  if (bits !== undefined && !(Number.isInteger(bits) && bits >= 1 && bits <= 32)) operands.wrong(bitsAt, `A sample has 1 to 32 bits, not ${bits}.`);
  operands.number('the sampling rate');
  if (operands.done) operands.wrong(undefined, 'The result to write is missing.');
  operands.signals();
};
