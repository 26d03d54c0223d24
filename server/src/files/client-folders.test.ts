import { expect, it } from 'vitest';
import type { InitializeParams } from 'vscode-languageserver';
import { clientFolders } from './client-folders.js';

const params = (sent: object) => ({ processId: null, capabilities: {}, ...sent }) as InitializeParams;
const libraries = (...libraryPaths: unknown[]) => clientFolders(params({ workspaceFolders: [{ uri: 'file:///w/my%20project', name: '' }], initializationOptions: { libraryPaths } }), 'file:///home/me').libraries;

it.each([
  ['a URI', 'file:///lib/a%20b', 'file:///lib/a%20b'],
  ['a path', '/lib/a b', 'file:///lib/a%20b'],
  ['one with a tilde', '~/spice', 'file:///home/me/spice'],
  ['the tilde alone', '~', 'file:///home/me'],
  ['one relative to the workspace', 'models/../lib', 'file:///w/my%20project/lib'],
  ['one of Windows', 'C:\\spice\\lib', 'file:///c%3A/spice/lib'],
  ['a share of Windows', '\\\\server\\share\\lib', 'file://server/share/lib'],
])('a library folder may be %s', (_name, written, uri) => {
  expect(libraries(written)).toEqual([uri]);
});

it('what is no path is no folder', () => {
  expect(libraries(1, null, '/lib')).toEqual(['file:///lib']);
  expect(clientFolders(params({ initializationOptions: { libraryPaths: '/lib' } }), undefined)).toEqual({ folders: [], libraries: [] });
  expect(clientFolders(params({ initializationOptions: null }), undefined)).toEqual({ folders: [], libraries: [] });
});

it('the folder of a client that knows one', () => {
  expect(clientFolders(params({ rootUri: 'file:///w' }), undefined).folders).toEqual(['file:///w']);
  expect(clientFolders(params({ rootUri: 'file:///w', workspaceFolders: [{ uri: 'file:///a', name: '' }] }), undefined).folders).toEqual(['file:///a']);
  expect(clientFolders(params({ rootUri: null, workspaceFolders: null }), undefined).folders).toEqual([]);
});
