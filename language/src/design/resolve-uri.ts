import { URI } from 'langium';

/**
 * The URI of the file that a netlist names, relative to the folder of the
 * netlist. All identities of files pass through here: blanks, quotes,
 * backslashes, drive letters and UNC paths give the URI that an editor gives
 * for the same file. Undefined when the netlist has no folder (an untitled
 * document) and the name is relative.
 */
export function resolveReference(baseUri: string, reference: string): string | undefined {
  const base = URI.parse(baseUri);
  // Half of a character cannot be escaped.
  const name = reference.replace(/\\/g, '/').replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(name)) return canonicalUri(name);
  if (/^[a-z]:/i.test(name)) {
    // `C:file` without a slash is relative to the drive's current folder, which nobody knows here: take its root.
    return withPath(URI.from({ scheme: base.scheme === 'untitled' ? 'file' : base.scheme, authority: base.authority, path: '/' }), `/${name.slice(0, 2)}/${name.slice(2)}`);
  }
  if (name.startsWith('//')) {
    const [authority = '', ...rest] = name.slice(2).split('/');
    return withPath(URI.from({ scheme: 'file', authority, path: '/' }), `/${rest.join('/')}`);
  }
  const root = base.scheme === 'untitled' ? URI.from({ scheme: 'file', path: '/' }) : base;
  if (name.startsWith('/')) return withPath(root, name);
  const basePath = base.path.replace(/\\/g, '/');
  const slash = basePath.lastIndexOf('/');
  if (slash < 0) return undefined;
  return withPath(root, `${basePath.slice(0, slash)}/${name}`);
}

/** The one spelling of a URI: escaped as editors do, the drive letter in lower case. */
export function canonicalUri(uri: string): string {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'untitled' ? uri : withPath(parsed, parsed.path);
}

function withPath(base: URI, path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') kept.push(segment);
    else if (kept.length > 1 || (kept.length === 1 && !/^[a-z]:$/i.test(kept[0]!))) kept.pop();
  }
  if (kept[0] !== undefined && /^[a-z]:$/i.test(kept[0])) kept[0] = kept[0].toLowerCase();
  return base.with({ path: `/${kept.join('/')}`, query: '', fragment: '' }).toString();
}

/** A file name without the quotes around it. */
export function unquoted(text: string): string {
  const first = text.charAt(0);
  if (first !== '"' && first !== "'") return text;
  return text.slice(1, text.length > 1 && text.endsWith(first) ? -1 : undefined);
}
