import type { DirectiveCheck, OperandReader } from './operand-reader.js';

/** Two pairs of nodes and what is looked for; HSPICE names an output and a source. */
export const pz: DirectiveCheck = (operands) => {
  if (operands.peek()?.$type === 'Call') {
    operands.signal('the output');
    operands.device('the source', /^[vi]/i);
    operands.end();
    return;
  }
  for (const what of ['the first node of the input', 'the second node of the input', 'the first node of the output', 'the second node of the output']) operands.node(what);
  if (operands.takeWord('cur', 'vol') === undefined) operands.wrong(operands.peek(), 'The kind of the input, cur or vol, is missing.');
  if (operands.takeWord('pol', 'zer', 'pz') === undefined) operands.wrong(operands.peek(), 'What is looked for is pol, zer or pz.');
  operands.end();
};

/** `dec points start stop [f2overf1]`; HSPICE names a load. */
export const disto: DirectiveCheck = (operands) => {
  const word = operands.word();
  if (word !== undefined && /^r/.test(word)) {
    operands.device('the load', /^r/i);
    return;
  }
  operands.frequencies();
  if (operands.isNumber()) operands.number('the ratio of the frequencies');
  operands.end();
};

/** `dec points start stop [donoise]` */
export const sp: DirectiveCheck = (operands) => {
  operands.frequencies();
  if (operands.isNumber()) operands.number('whether noise is computed');
  while (operands.takeAssignment());
  operands.end();
};

/** `gfreq tstab oscnob psspoints harms sciter steadycoeff [uic]` */
export const pss: DirectiveCheck = (operands) => {
  const parts = ['the guessed frequency', 'the time before', 'the oscillating node', 'the number of points', 'the number of harmonics', 'the number of trials', 'the accuracy'];
  for (const part of parts) {
    if (part === 'the oscillating node') operands.node(part);
    else operands.number(part);
  }
  operands.takeWord('uic');
  operands.end();
};

/** `[v(out) or i(r)] source [rin=] [rout=]` */
export const net: DirectiveCheck = (operands) => {
  if (operands.peek()?.$type === 'Call') operands.signal('the output');
  operands.device('the source');
  while (takenTermination(operands));
  operands.end();
};

function takenTermination(operands: OperandReader): boolean {
  return operands.takeAssignment('rin', 'rout') !== undefined;
}
