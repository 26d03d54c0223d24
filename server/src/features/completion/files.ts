import { type ParsedFile, resolveReference, sectionsOf, unquoted, parseText } from '@nodal/language';
import { CompletionItemKind } from 'vscode-languageserver';
import type { FolderEntry } from '../../files/file-source.js';
import { NETLIST_NAME } from '../../library-index/library-files.js';
import { quoted } from '../../library-index/include-edit.js';
import type { TypedPlace } from '../../typed-place.js';
import type { Workspace } from '../../workspace.js';
import { nameOf } from './declared.js';
import type { Offer } from './offer.js';

/** Files and folders where a card names a file: those beside the netlist, then those in the folders of libraries. Netlists come first. */
export async function fileOffers(place: TypedPlace, workspace: Workspace): Promise<Offer[]> {
  const { file, word, quote } = place;
  const typed = word.text.replace(/\\/g, '/');
  const path = typed.slice(0, typed.lastIndexOf('/') + 1);
  const closed = quote !== undefined && /["']/.test(file.text[word.end] ?? '');
  const seen = new Set<string>();
  const offers: Offer[] = [];
  const add = (entry: FolderEntry, rank: number, description: string | undefined, folder: string) => {
    if (seen.has(entry.name) || entry.name.startsWith('.') || folder + encodeURIComponent(entry.name) === file.uri) return;
    seen.add(entry.name);
    const name = `${path}${entry.name}${entry.folder ? '/' : ''}`;
    const mark = quote === undefined ? '' : file.text[quote]!;
    offers.push({
      label: `${entry.name}${entry.folder ? '/' : ''}`,
      kind: entry.folder ? CompletionItemKind.Folder : CompletionItemKind.File,
      rank: rank + (entry.folder ? 1 : NETLIST_NAME.test(entry.name) ? 0 : 2),
      insert: quote === undefined ? (entry.folder ? name : quoted(name, file.parsed.dialect)) : `${name}${entry.folder || closed ? '' : mark}`,
      filter: `${word.text.slice(0, path.length)}${entry.name}`,
      ...(description === undefined ? {} : { description }),
    });
  };
  const disk = workspace.library?.disk;
  if (disk === undefined) return [];
  const own = resolveReference(file.uri, `${path}x`)?.replace(/x$/, '');
  if (own !== undefined) for (const entry of await disk.entries(own)) add(entry, 0, undefined, own);
  if (/^(?:\/|~|[a-z]:|\.\.?\/)/i.test(path)) return offers;
  for (const library of workspace.library!.libraryFolders) {
    const folder = `${library.endsWith('/') ? library : `${library}/`}${path.split('/').map(encodeURIComponent).join('/')}`;
    for (const entry of await disk.entries(folder)) add(entry, 5, nameOf(library.replace(/\/$/, '')), folder);
  }
  return offers;
}

/** The sections of the library that the card names. */
export async function sectionOffers(place: TypedPlace, workspace: Workspace): Promise<Offer[]> {
  const { file, items, design } = place;
  const name = unquoted(items[0]?.text ?? '');
  const uri = resolveReference(file.uri, name);
  if (uri === undefined) return [];
  const document = await workspace.source.read(uri, { name, from: file.uri, deck: design.files[0]!.uri, folders: [], dialect: file.parsed.dialect.name });
  if ('error' in document) return [];
  const { parsed } = design.files.find((known: ParsedFile) => known.uri === (document.found?.uri ?? uri)) ?? { parsed: parseText(document.text, false, undefined, file.parsed.dialect, false) };
  const names = [...new Set([...sectionsOf(parsed).byStart.values()].map((section) => section.name))];
  return names.map((label, i) => ({ label, kind: CompletionItemKind.Module, rank: i / 1000, detail: `section of ${nameOf(uri)}` }));
}
