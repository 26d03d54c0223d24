import { canonicalUri, explainDialect } from '@nodal/language';
import { DOCUMENT_STATUS_NOTIFICATION, type DocumentStatus, SET_ACTIVE_DECK_NOTIFICATION, type SetActiveDeckParams } from '@nodal/protocol';
import type { Feature } from './feature.js';

/** Tells the client what each document is, and takes the user's choice of a part's deck. */
export const documentStatus: Feature = {
  register({ connection, documents, workspace }) {
    const told = new Map<string, string>();
    const tell = async (uri: string) => {
      const { deck, checked } = await workspace.contextOf(uri);
      const part = workspace.openDocuments.some((d) => d.uri === uri && d.role === 'part');
      const file = checked.design.files.find((candidate) => candidate.uri === canonicalUri(uri));
      if (file === undefined) return;
      const decision = file.dialect;
      const { foreign } = file.parsed;
      const status: DocumentStatus = {
        uri,
        role: foreign !== undefined ? 'not-spice' : part ? 'part' : 'deck',
        ...(part && checked.design.role === 'deck' ? { deck } : {}),
        dialect: decision.dialect.title,
        why: foreign === undefined ? explainDialect(decision) : `This is ${foreign.what}.`,
      };
      const text = JSON.stringify(status);
      if (told.get(uri) === text) return;
      told.set(uri, text);
      await connection.sendNotification(DOCUMENT_STATUS_NOTIFICATION, status);
    };
    documents.onDidOpen(({ document }) => {
      told.delete(document.uri);
      void tell(document.uri);
    });
    // The dialect follows the text.
    documents.onDidChangeContent(({ document }) => void tell(document.uri));
    connection.onNotification(SET_ACTIVE_DECK_NOTIFICATION, ({ part, deck }: SetActiveDeckParams) => {
      workspace.chooseDeck(part, deck);
      workspace.fileChanged(part);
      void tell(part);
    });
  },
};
