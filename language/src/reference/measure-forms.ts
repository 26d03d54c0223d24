/** A form of `.meas` behind the analysis and the name of the measure. */
export interface MeasureForm {
  /** The word that begins it, in lower case. */
  name: string;
  /** The form with what is to be filled in between `<` and `>`, what may be left out in brackets. */
  form: string;
  meaning: string;
}

const form = (name: string, rest: string, meaning: string): MeasureForm => ({ name, form: `${name} ${rest}`, meaning });
const WINDOW = '[from=<0> to=<1m>]';

/** The forms that Nodal measures, the usual ones first. */
export const MEASURE_FORMS: readonly MeasureForm[] = [
  form('avg', `<v(out)> ${WINDOW}`, 'The mean over the window: the integral divided by its length.'),
  form('max', `<v(out)> ${WINDOW}`, 'The greatest value in the window.'),
  form('min', `<v(out)> ${WINDOW}`, 'The least value in the window.'),
  form('pp', `<v(out)> ${WINDOW}`, 'From the least to the greatest value in the window.'),
  form('rms', `<v(out)> ${WINDOW}`, 'The effective value over the window.'),
  form('integ', `<v(out)> ${WINDOW}`, 'The integral over the window.'),
  form('max_at', `<v(out)> ${WINDOW}`, 'Where the greatest value stands.'),
  form('min_at', `<v(out)> ${WINDOW}`, 'Where the least value stands.'),
  form('trig', '<v(in)> val=<0.5> [td=<0>] rise=<1> targ <v(out)> val=<0.5> rise=<1>', 'From a crossing of one signal to a crossing of another: a delay, a rise time.'),
  form('find', '<v(out)> when <v(in)>=<0.5> [rise=<1>]', 'The value of one signal where another crosses a level.'),
  form('find', '<v(out)> at=<1m>', 'The value of a signal at a point of the axis.'),
  form('when', '<v(out)>=<0.5> [rise=<1>]', 'Where a signal crosses a level.'),
  form('deriv', '<v(out)> at=<1m>', 'The slope of a signal at a point of the axis.'),
  form('deriv', '<v(out)> when <v(in)>=<0.5> [rise=<1>]', 'The slope of a signal where another crosses a level.'),
  form('avg', `'<v(out)*i(r1)>' ${WINDOW}`, 'Of a formula of results. Every form takes formulas; spaces in them need quotes or braces.'),
  form('avg', '<v(out)> trig <v(in)>=<0.5> rise=<1> targ <v(in)>=<0.5> rise=<2>', 'The mean from one crossing to another; min, max, pp, rms and integ take such a window too.'),
  form('param', "'<expression>'", 'Computed from parameters and other measures.'),
];

/** Words and settings within the forms. */
export const MEASURE_WORDS: readonly { name: string; meaning: string }[] = [
  { name: 'targ', meaning: 'Begins the event at which the measure ends.' },
  { name: 'when', meaning: 'Where a signal crosses a level, or another signal.' },
  { name: 'at=', meaning: 'A point of the axis.' },
  { name: 'from=', meaning: 'Where the window begins.' },
  { name: 'to=', meaning: 'Where the window ends.' },
  { name: 'val=', meaning: 'The level that is crossed: a number, another signal, a formula, an earlier measure.' },
  { name: 'frac_max=', meaning: 'The level that is crossed, as a part of the greatest value of the signal.' },
  { name: 'td=', meaning: 'Crossings before this time do not count, and windows begin there.' },
  { name: 'rise=', meaning: 'Which rising crossing counts, or last.' },
  { name: 'fall=', meaning: 'Which falling crossing counts, or last.' },
  { name: 'cross=', meaning: 'Which crossing counts in either direction, or last.' },
];

/** The form as people read it: the places to fill in by what stands there as an example. */
export function formLabel({ form: text }: MeasureForm): string {
  return text.replace(/[<>]/g, '');
}

/** The form as a snippet; what may be left out is in it. */
export function formSnippet({ form: text }: MeasureForm): string {
  let place = 0;
  return text.replace(/[[\]]/g, '').replace(/<([^>]*)>/g, (_, example: string) => `\${${++place}:${example}}`);
}
