import { describe, expect, it } from 'vitest';
import { structure } from './structure.fixture.js';

/** What an engineer would draw; the picture itself is in columns from left to right. */
describe('the picture of', () => {
  const draws = (title: string, text: string): void => {
    it(title, () => expect(structure(text)).toMatchSnapshot());
  };
  draws('a divider', 'v1 in 0 10; r1 in out 1k; r2 out 0 2k');
  draws('a low-pass', 'v1 in 0 sine; r1 in out 1k; c1 out 0 100n');
  draws('a series resonance', 'v1 in 0 pulse; r1 in a 50; l1 a out 1m; c1 out 0 10n');
  draws('a bridge rectifier behind a transformer', 'v1 line 0 sine; rp line p 10; lp p 0 10; ls a b 27m; k1 lp ls 0.999; d1 a out; d2 b out; d3 0 a; d4 0 b; c1 out 0 1m; rl out 0 220');
  draws('a rectifier with a floating source', 'v1 a b sine; d1 a p; d2 b p; d3 n a; d4 n b; c1 p n 100u; rl p n 1k; rg n 0 10k');
  draws('a voltage doubler', 'v1 in 0 sine; c1 in a 10u; d1 0 a; d2 a out; c2 out 0 10u; rl out 0 100k');
  draws('a full-wave rectifier with a centre tap', 'v1 line 0 sine; lp line 0 10; ls1 a 0 27m; ls2 0 b 27m; k1 lp ls1 ls2 0.999; d1 a out; d2 b out; c1 out 0 470u');
  draws('an inverting amplifier', 'v1 in 0 sine; r1 in minus 1k; r2 minus out 10k; e1 out 0 0 minus 100000; rl out 0 2k');
  draws('a non-inverting amplifier', 'v1 in 0 sine; e1 out 0 in fb 100000; r1 fb 0 1k; r2 out fb 9k; rl out 0 2k');
  draws('a current source into a stack of diodes', 'i1 0 a 1m; d1 a b; d2 b c; d3 c 0');
  draws('a ladder', 'v1 in 0 sine; rs in a 50; c1 a 0 2n; l2 a b 13u; c3 b 0 6n; l4 b out 13u; c5 out 0 2n; rl out 0 50');
  draws("Wheatstone's bridge", 'v1 top 0 10; r1 top a 1k; r2 a 0 1k; r3 top b 1k; r4 b 0 1k; rg a b 10k');
  draws('a clipper with a bias', 'v1 in 0 sine; r1 in out 1k; d1 out bias; vb bias 0 2; d2 0 out');
  draws('a voltage multiplier', 'v1 in 0 sine; c1 in a; d1 0 a; d2 a b; c2 b 0; c3 a c; d3 b c; d4 c out; c4 out b; rl out 0');
  draws('supplies', 'vp vcc 0 15; vm vee 0 −15; v1 in 0 sine; x1 in+=in in-=fb v+=vcc v-=vee out=out amp; r1 fb 0 1k; r2 out fb 9k; d1 out vcc; d2 vee out');
  draws('controlled sources', 'v1 in 0 exp; r0 in 0 1k; e1 a 0 in 0 10; r1 a 0 1k; g1 0 b a 0 0.001; r2 b 0 1k; f1 0 c 5·i(v1); r3 c 0 1k; h1 d 0 1k·i(v1); r4 d 0 1k');
  draws('a common-emitter amplifier', 'v1 in 0 sine; vcc vcc 0 12; c1 in b 10u; r1 vcc b 47k; r2 b 0 10k; q1 c b e npn; rc vcc c 2.2k; re e 0 470; ce e 0 100u; c2 c out 10u; rl out 0 10k');
  draws('a CMOS inverter', 'vdd vdd 0 3.3; vin in 0 pulse; m1 out in vdd vdd pmos 20µ/1µ; m2 out in 0 0 nmos 10µ/1µ; cl out 0 1p');
  draws('a relay driver', 'v1 in 0 pulse; vcc vcc 0 12; r1 in b 1k; q1 c b 0 npn; l1 vcc c 100m; d1 c vcc dx; s1 x 0 c 0 sw; rl vcc x 10; w1 y 0 csw·i(v1); r2 vcc y 10');
  draws('separate circuits', 'v1 a 0 sine; r1 a 0 1k; v2 b 0 pulse; r2 b 0 1k');
});
