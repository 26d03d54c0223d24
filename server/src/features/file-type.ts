import { looksLikeNetlist } from '@nodal/language';
import { IS_NETLIST_REQUEST, type IsNetlistParams } from '@nodal/protocol';
import type { Feature } from './feature.js';

/** Says of a document whose name does not tell it whether it is a netlist. */
export const fileType: Feature = {
  register({ connection, workspace }) {
    connection.onRequest(IS_NETLIST_REQUEST, async ({ uri, text }: IsNetlistParams): Promise<boolean> => {
      return looksLikeNetlist(text) || (await workspace.decksIncluding(uri)).length > 0;
    });
  },
};
