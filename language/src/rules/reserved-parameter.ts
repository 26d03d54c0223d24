import type { Rule } from './rule.js';

/** Names that mean something in ngspice's expressions whatever a parameter says; each was tried with ngspice 39. */
const RESERVED: Readonly<Record<string, string>> = { time: 'the time of the analysis', hertz: 'the frequency of the analysis', temper: 'the temperature' };

/**
 * A parameter has a name that means nothing else.
 *
 * What ngspice knows while it runs hides the parameter.
 */
export const reservedParameter: Rule = {
  group: 'portability',
  code: 'reserved-parameter',
  severity: 'warning',
  summary: 'A parameter has a name that means nothing else.',
  why: 'In expressions time, temper and hertz are the time, the temperature and the frequency of the run. A parameter of that name is not read, and a resistor of {time} changes with the time.',
  example: '.param time=1k\nr1 a 0 {time}',
  counterExample: '.param delay=1k\nr1 a 0 {delay}',
  check(design, report) {
    for (const scope of design.scopes) {
      for (const name of Object.keys(RESERVED)) {
        const declared = scope.parameters.get(name);
        if (declared === undefined || declared.placed.file.parsed.dialect.name !== 'ngspice') continue;
        report({ uri: declared.placed.file.uri, start: declared.nameStart, end: declared.nameEnd }, `In expressions ${name} is ${RESERVED[name]}, and ngspice does not read this parameter. Give it another name.`);
      }
    }
  },
};
