import type { Analysis, Frequencies } from '@nodal/protocol';
import type { DirectiveCard } from '../../generated/ast.js';
import type { PlacedCard } from '../../design/design.js';
import { findDirective } from '../../reference/directives.js';
import { data } from './data-table.js';
import { type DirectiveCheck, type DirectiveContext, OperandReader } from './operand-reader.js';
import { fft, wave } from './outputs.js';
import { disto, net, pss, pz, sp } from './further-analyses.js';
import { smallSignalReader } from './small-signal.js';
import { mc, wcase } from './statistics.js';

/** The cards whose operands are checked although Nodal does not act on them yet. */
const CHECKS = new Map<string, DirectiveCheck>([
  ['.data', data], ['.disto', disto], ['.fft', fft], ['.mc', mc], ['.net', net], ['.pss', pss], ['.pz', pz],
  ['.sp', sp], ['.wave', wave], ['.wcase', wcase],
]);

/** The analyses of `.noise`, `.tf` or `.sens`; undefined for another card. */
export function smallSignalAnalyses(keyword: string, placed: PlacedCard<DirectiveCard>, context: DirectiveContext, frequenciesOfAc: Frequencies | undefined): Analysis[] | undefined {
  return smallSignalReader(keyword)?.(new OperandReader(context, placed, findDirective(keyword)?.signature ?? keyword, true), frequenciesOfAc);
}

/** Checks the operands of a card by its canonical keyword. */
export function checkDirective(keyword: string, placed: PlacedCard<DirectiveCard>, context: DirectiveContext): void {
  CHECKS.get(keyword)?.(new OperandReader(context, placed, findDirective(keyword)?.signature ?? keyword));
}
