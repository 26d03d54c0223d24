import { formatQuantity } from '@nodal/drawing/numbers/index';
import { panesByUnit } from '../shared/plot-model.js';
import type { ViewProfile } from '../shared/view-profile.js';

/** Values over time or over a swept source, one pane for each unit; the values of an operating point as a list. */
export const WAVEFORM: ViewProfile = {
  kind: 'waveform',
  accepts: (plot) => plot.analysis !== 'ac',
  log: false,
  parts: ['value'],
  panes: (plot, traces) => panesByUnit(plot, traces).map((pane) => ({ ...pane, part: 'value' })),
  corners: () => [],
  valueText: (trace, [value]) => (value === undefined ? '' : formatQuantity(value, trace.unit, { digits: 5 })),
  nothingToShow: 'This run has no transient, DC or operating-point results. The results of .ac are in the Bode view.',
};
