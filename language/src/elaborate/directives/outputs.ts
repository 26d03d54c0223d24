import type { DirectiveCheck } from './operand-reader.js';

/** `frequency [harmonics [periods]] v(out) …` */
export const four: DirectiveCheck = (operands) => {
  const first = operands.peek();
  const frequency = operands.number('the frequency');
  if (frequency !== undefined && !(frequency > 0)) operands.wrong(first, `The frequency is ${frequency} Hz; it must be greater than 0.`);
  for (let counts = 0; counts < 2 && operands.isNumber() && operands.peek()!.$type === 'Word'; counts++) operands.number('a count');
  if (operands.done) operands.wrong(undefined, 'The result to analyse is missing.');
  operands.signals();
};

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
