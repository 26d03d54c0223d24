import { expect, test } from 'vitest';
import { languageCheck } from '../check.js';
import { RULES } from './registry.js';

const OWN = new Set(RULES.filter(({ group }) => ['values', 'analyses', 'portability', 'style'].includes(group)).map(({ code }) => code));
/** Elsewhere they are told on purpose. */
const QUIET = new Set(['missing-operand', 'missing-value', 'trailing-blanks']);

/** The findings of these groups, each as `severity code [text]`. */
function told(cards: string): string[] {
  const text = `title\n${cards}\n`;
  const { findings } = languageCheck('file:///a.cir', (uri) => ({ uri, version: 1, text }));
  return findings.filter(({ code }) => OWN.has(code) && !QUIET.has(code)).map(({ severity, code, start, end }) => `${severity} ${code} [${text.slice(start, end)}]`);
}

test.each([
  ['mega in a deck of small letters', 'r1 a 0 1M\nr2 a 0 2.2Mohm\nr3 a 0 1m\nr4 a 0 1Meg\nr5 a 0 10MEGohm', ['warning milli-for-mega [1M]', 'warning milli-for-mega [2.2Mohm]']],
  ['milli in a deck of capitals', 'R1 A 0 1M\nR2 A 0 1K', []],
  ['capitals with a number in small letters', 'R1 A 0 1M\nR2 A 0 1k', ['warning milli-for-mega [1M]']],
  ['megahertz', 'v1 a 0 sin(0 1 1MHz)\nr1 a 0 1k\n.model 10MHz d\nd1 a 0 10MHz\n.ac dec 10 1 10mhz\nv2 b 0 ac 1\nr2 b 0 1k', ['warning milli-for-mega [1MHz]', 'warning milli-for-mega [10mhz]']],
  ['farads', 'c1 a 0 1F\nc2 a 0 1uF\nc3 a 0 100f\nc4 a 0 1farad\nc5 a 0 10fF', ['warning femto-for-farad [1F]', 'warning femto-for-farad [1farad]']],
  ['units', 'r1 a 0 10uF\nr2 a 0 1kOhm\nr3 a 0 10F\nc1 a 0 1kOhm\nc2 a 0 10uH\nl1 a 0 1uF\nl2 a 0 1f\nr4 a 0 4megs\nv1 b 0 5A\nv2 c 0 5V\nv3 d 0 sin(0 1V 1kHz 1ms)\nv4 e 0 pulse(0 5 1V)', [
    'warning contradicting-unit [10uF]', 'warning contradicting-unit [10F]', 'warning contradicting-unit [1kOhm]', 'warning contradicting-unit [10uH]', 'warning contradicting-unit [1uF]', 'warning contradicting-unit [5A]',
    'hint pulse-edges [pulse(0 5 1V)]', 'warning contradicting-unit [1V]']],
  ['two factors', 'r1 a 0 1kk\nr2 a 0 4k7k\nc1 a 0 10muF\nc2 a 0 1uuF\nc3 a 0 1pF\nl1 a 0 1uH\nr3 a 0 1meg\nr4 a 0 1kohm', [
    'warning double-suffix [1kk]', 'warning double-suffix [4k7k]', 'warning double-suffix [10muF]', 'warning double-suffix [1uuF]']],
  ['a factor apart', 'r1 a 0 10 k\nc1 a 0 1 uF\nv1 b 0 5 V\nr2 a 0 10 rmod\n.model rmod r\n.model u c\nc2 a 0 1n u', ['error suffix-apart [k]', 'error suffix-apart [uF]', 'error suffix-apart [V]']],
  ['commas', 'r1 a 0 4,7k\nr2 a 0 1k, tc=1m,2u\nv1 a 0 pwl(0,0,1m,5)', ['error decimal-comma [4,7k]']],
  ['negative and zero', 'r1 a 0 -1k\nr2 a 0 0\nc1 a 0 0\nl1 a 0 0\nr3 a 0 {0}\nx1 a s\n.subckt s p\nr1 p 0 -1k\n.ends', ['warning negative-value [-1k]', 'information zero-value [0]', 'information zero-value [0]', 'information zero-value [0]', 'hint negative-value [-1k]']],
  ['couplings', 'l1 a 0 1m\nl2 b 0 1m\nk1 l1 l2 1.2\nk2 l1 l2 0\nk3 l1 l2 -1\nk4 l1 l2 {x}\n.param x=3', ['error coupling-coefficient [1.2]', 'information coupling-coefficient [0]']],
  ['pulses', 'v1 a 0 pulse(0 5 0 1n 1n 10u 5u)\nv2 a 0 pulse(0 5 0 1n 1n 5u 10u)\nv3 a 0 pulse 0 5 0 0 0 1u 2u\nv4 a 0 pulse(0 5 0 {tr} {tr} 1u 2u)\n.param tr=1n', ['warning pulse-period [5u]', 'hint pulse-edges [0 0]']],
  ['sines', 'v1 a 0 sin(0 1)\nv2 a 0 sin(0 1 0)\nv3 a 0 sin(0 1 -1k)\nv4 a 0 sin(5 0)\nv5 a 0 sin(0 1 1k)', ['information sine-frequency [sin(0 1)]', 'information sine-frequency [0]', 'information sine-frequency [-1k]']],
  ['lines of points', 'v1 a 0 pwl(0 0 2m 1 1m 0)\nv2 a 0 pwl(0 0 1m 1 1m 2)\nv3 a 0 pwl(0 0 1m 1 +1m 2)\nv4 a 0 pwl 0 0 1m 1 2m 0 r=0', ['error pwl-times [1m]', 'information pwl-times [1m]']],
  ['temperatures', '.temp -300\n.options tnom=-280 temp=27\nr1 a 0 1k temp=-273.15\nr2 a 0 1k temp=-400', ['error absolute-zero [-300]', 'error absolute-zero [tnom=-280]', 'warning option-given-twice [temp=27]', 'error absolute-zero [temp=-400]']],
  ['parameters twice', 'r1 a 0 1k tc1=1m tc1=2m\nr2 a 0 1k tc1=1m tc1=1m\nd1 a 0 dm ic=0.6\n.model dm d', ['warning value-given-twice [tc1=2m]', 'information value-given-twice [tc1=1m]']],
  ['how many', 'r1 a 0 1k m=0\nr2 a 0 1k m=-1\nr3 a 0 1k m=2', ['warning zero-multiplier [m=0]', 'warning zero-multiplier [m=-1]']],
  ['lines', 't1 a 0 b 0 td=1n\nt2 a 0 b 0 z0=50\nt3 a 0 b 0 z0=0 td=1n\nt4 a 0 b 0 z0=50 f=1g nl=0.25', ['error line-impedance [t1]', 'warning line-impedance [t2]', 'error line-impedance [z0=0]']],
  ['models', '.model d1 d(is=0 n=1 m=1.2 rs=-1)\n.model q1 npn bf=100 vaf=-5 mje=0.3 bff=2\n.model m1 nmos level=54 u0=-1\n.model dz d(rss=1)\nd1 a 0 d1\nd2 a 0 dz', [
    'warning model-parameter-range [is=0]', 'warning model-parameter-range [m=1.2]', 'warning model-parameter-range [rs=-1]', 'warning model-parameter-range [vaf=-5]', 'warning model-parameter-spelling [rss]']],
  ['switches', '.model s1 sw(ron=1 roff=1M)\n.model s2 sw(ron=1meg roff=1)\n.model s3 sw(ron=1 roff=1meg)', ['warning switch-resistance [roff=1M]', 'information switch-resistance [roff=1]']],
  ['sizes', 'm1 d g 0 0 nch w=10 l=1\nm2 d g 0 0 nch w=10u l=1u\n.model nch nmos', ['warning transistor-size [10]', 'warning transistor-size [1]']],
  ['sizes in a deck with a scale', '.options scale=1u\nm1 d g 0 0 nch w=10 l=1\n.model nch nmos', []],
  ['tolerances', '.options reltol=1 abstol=1p vntol=1 gmin=1n', ['warning option-range [reltol=1]', 'warning option-range [vntol=1]']],
  ['a letter for the point', 'r1 a 0 4k7\nr2 a 0 4R7\nr3 a 0 4.7k\n* nodal: dialect=ngspice', ['warning scale-as-point [4k7]', 'warning scale-as-point [4R7]']],
  ['a letter for the point in LTspice', 'r1 a 0 4k7\n* nodal: dialect=ltspice', []],
  ['carets', '* nodal: dialect=ltspice\nb1 a 0 v=v(b)^2\nb2 a 0 v=(v(b)>1)^(v(a)>1)\ne1 a 0 laplace={v(b)} {1/(1+s^2)}\nr1 b 0 1k', ['warning caret-as-power [^]']],
])('%s', (_, cards, expected) => expect(told(`v0 in 0 1\n${cards}`)).toEqual(expected));
