import { type FolderEntry, LIST_FOLDER_REQUEST, type ListFolderParams, READ_FILE_REQUEST, type ReadFileParams, type ReadFileResult } from '@nodal/protocol';
import type { SuppliedDocument } from '@nodal/language';
import type { Connection } from 'vscode-languageserver';
import { decodeNetlist } from './decode.js';
import { RememberingFileSource } from './remembering-file-source.js';

/** Reads by request to the client, whose `workspace.fs` knows every scheme. */
export class ClientFileSource extends RememberingFileSource {
  private version = 0;

  constructor(private readonly connection: Connection) {
    super();
  }

  protected async load(uri: string): Promise<SuppliedDocument> {
    try {
      const result = await this.connection.sendRequest<ReadFileResult>(READ_FILE_REQUEST, { uri } satisfies ReadFileParams);
      if ('error' in result) return { uri, error: result.error };
      const bytes = Uint8Array.from(atob(result.base64), (c) => c.charCodeAt(0));
      return { uri, version: --this.version, text: decodeNetlist(bytes).text };
    } catch (error) {
      return { uri, error: error instanceof Error ? error.message : String(error) };
    }
  }

  async entries(folder: string): Promise<readonly FolderEntry[]> {
    try {
      return await this.connection.sendRequest<FolderEntry[]>(LIST_FOLDER_REQUEST, { uri: folder } satisfies ListFolderParams);
    } catch {
      // A client that is not VS Code knows no such request.
      return [];
    }
  }

  protected override async loadFolder(folder: string): Promise<readonly string[]> {
    return (await this.entries(folder)).map(({ name }) => name);
  }
}
