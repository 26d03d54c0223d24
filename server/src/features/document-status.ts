import { DOCUMENT_STATUS_NOTIFICATION, type DocumentStatus, SET_ACTIVE_DECK_NOTIFICATION, type SetActiveDeckParams } from '@nodal/protocol';
import type { Feature } from './feature.js';

/** Tells the client what each document is, and takes the user's choice of a part's deck. */
export const documentStatus: Feature = {
  register({ connection, documents, workspace }) {
    const tell = async (uri: string) => {
      const { deck, checked } = await workspace.contextOf(uri);
      const part = workspace.openDocuments.some((d) => d.uri === uri && d.role === 'part');
      await connection.sendNotification(DOCUMENT_STATUS_NOTIFICATION, {
        uri,
        role: part ? 'part' : 'deck',
        deck: part && checked.design.role === 'deck' ? deck : undefined,
        dialect: 'ngspice',
      } satisfies DocumentStatus);
    };
    documents.onDidOpen(({ document }) => void tell(document.uri));
    connection.onNotification(SET_ACTIVE_DECK_NOTIFICATION, ({ part, deck }: SetActiveDeckParams) => {
      workspace.chooseDeck(part, deck);
      workspace.fileChanged(part);
      void tell(part);
    });
  },
};
