import type { NetlistSymbol } from '@nodal/language';
import { LSPErrorCodes, MessageType, type PrepareRenameResult, ResponseError, ShowMessageNotification, type TextEdit, type WorkspaceEdit } from 'vscode-languageserver';
import { isWithin } from '../files/file-source.js';
import { locationOf, type NameAt, namesAt, rangeIn, sharedBy, type SharedSymbol } from '../occurrences.js';
import { type EditableFile, type FileEdits, planRename, refusedSymbol, RenameRefusal, shownName } from '../rename/plan-rename.js';
import { unopenedUsers } from '../rename/unopened-users.js';
import type { Workspace } from '../workspace.js';
import type { Feature } from './feature.js';

/** Gives a thing another name wherever the name stands: in its deck, in what that includes, and in all open decks that share it. */
export const rename: Feature = {
  capabilities: { renameProvider: { prepareProvider: true } },
  register({ connection, documents, workspace, client }) {
    connection.onPrepareRename(async (params): Promise<PrepareRenameResult | ResponseError> => {
      const [name] = await namesAt(workspace, documents, params);
      if (name === undefined) return refusal('Nothing with a name stands here: put the cursor on the name of a node, element, parameter, model or subcircuit.');
      const refused = refusedSymbol(name.symbol, name.design);
      if (refused !== undefined) return refusal(refused);
      const { file, start, end } = name.occurrence;
      return { range: rangeIn(file, start, end), placeholder: file.text.slice(start, end) };
    });

    connection.onRenameRequest(async (params): Promise<WorkspaceEdit | ResponseError> => {
      const names = await namesAt(workspace, documents, params);
      const newName = params.newName.trim();
      if (names.length === 0) return refusal('Nothing with a name stands here.');
      try {
        const shared = await sharedByAll(names, (name) => sharedBy(workspace, name));
        const edits = await planRename(workspace, shared, newName, editableFiles(workspace, (uri) => documents.get(uri) !== undefined));
        const users = await unopenedUsers(workspace, names[0]!.symbol, edits, workspace.folders);
        if (users.length > 0) void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message: warningOf(names[0]!.symbol, users) });
        return workspaceEdit(edits, newName, client().workspace?.workspaceEdit?.documentChanges === true, (uri) => documents.get(uri)?.version ?? null);
      } catch (error) {
        if (error instanceof RenameRefusal) return refusal(error.message);
        throw error;
      }
    });
  },
};

function refusal(message: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, message);
}

/** A card in a file that is included in several scopes names several things, which have one name in the text. */
async function sharedByAll(names: readonly NameAt[], sharedOf: (name: NameAt) => Promise<SharedSymbol[]>): Promise<SharedSymbol[]> {
  const all: SharedSymbol[] = [];
  const [first] = names;
  for (const name of names) {
    if (name.symbol.kind !== first!.symbol.kind || name.occurrence.start !== first!.occurrence.start) continue;
    for (const shared of await sharedOf(name)) if (!all.some((known) => known.uri === shared.uri && known.symbols.some((symbol) => shared.symbols.includes(symbol)))) all.push(shared);
  }
  return all;
}

/** Open files may be edited, and those of the folders that are open; libraries of the settings belong to all decks of this machine. */
function editableFiles({ folders, libraries }: Workspace, isOpen: (uri: string) => boolean): EditableFile {
  return (uri) => {
    if (isOpen(uri)) return undefined;
    if (isWithin(uri, libraries)) return `The name also stands in ${shownName(uri)}, which is in a folder of nodal.library.paths and is not changed from a deck. Open that file to rename it there.`;
    if (folders.length > 0 && !isWithin(uri, folders)) return `The name also stands in ${shownName(uri)}, which lies outside of the folders that are open. Open that file to rename it there.`;
    return undefined;
  };
}

function workspaceEdit(edits: readonly FileEdits[], newText: string, versioned: boolean, versionOf: (uri: string) => number | null): WorkspaceEdit {
  const files = edits.map(({ file, places }) => ({ uri: file.uri, edits: places.map(({ start, end }): TextEdit => ({ range: locationOf({ file, start, end }).range, newText })) }));
  if (versioned) return { documentChanges: files.map(({ uri, edits: changes }) => ({ textDocument: { uri, version: versionOf(uri) }, edits: changes })) };
  return { changes: Object.fromEntries(files.map(({ uri, edits: changes }) => [uri, changes])) };
}

function warningOf({ name }: NetlistSymbol, users: readonly string[]): string {
  const shown = users.slice(0, 3).map(shownName).join(', ');
  const more = users.length > 3 ? ` and ${users.length - 3} more` : '';
  return `${shown}${more} ${users.length === 1 ? 'is not open and mentions' : 'are not open and mention'} ${name} too; ${users.length === 1 ? 'it was' : 'they were'} not changed.`;
}
