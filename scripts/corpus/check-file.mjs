// The worker of scripts/corpus.mjs: checks one file as `nodal lint` does and answers
// with its findings. What a deck includes is read with it.
import { parentPort, workerData } from 'node:worker_threads';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { elaborateSync, isLimit, joinFindings, LineIndex, lintFindings, ParseCache } from '@nodal/language';
import { NETLIST_EXTENSIONS } from '../../cli/src/lint/find-files.js';
import { loadDesign } from '@nodal/server/files/load-design';
import { NodeFileSource } from '@nodal/server/files/node-file-source';
import { SearchingSource } from '@nodal/server/files/searching-source';
import { roleOf } from '@nodal/server/role';

/** The names of files that `nodal lint` looks for in folders. */
const NETLIST_NAME = new RegExp(`\\.(?:${NETLIST_EXTENSIONS.join('|')})$`, 'i');

/** Texts and trees are kept for so many files: those of one folder share their includes. */
const KEPT = 200;

const places = { libraries: workerData.libraries.map((folder) => pathToFileURL(folder).href), home: undefined, variable: (name) => process.env[name] };
const newSource = () => new SearchingSource(new NodeFileSource(), places);

let source = newSource();
let cache = new ParseCache();
let checked = 0;

parentPort.on('message', async ({ path, anew }) => {
  try {
    // A file that changed is not taken from those that were read.
    if (anew) source = newSource();
    parentPort.postMessage(await check(path));
  } catch (error) {
    parentPort.postMessage({ broken: error instanceof Error ? error.stack ?? error.message : String(error) });
  }
});

async function check(path) {
  if (++checked % KEPT === 0) {
    source = newSource();
    cache = new ParseCache();
  }
  const uri = pathToFileURL(path).href;
  const document = await source.read(uri);
  if ('error' in document) return { unreadable: document.error };
  const role = roleOf(uri, document.text);
  const design = await loadDesign(uri, source, { role, cache });
  const findings = joinFindings(design, role === 'deck' ? elaborateSync(design, {}).findings : []);
  const lines = new Map(design.files.map((file) => [file.uri, { text: file.text, index: new LineIndex(file.text) }]));
  const parsed = design.files[0]?.parsed;
  if (parsed?.foreign) return { other: parsed.foreign.kind };
  if (parsed?.encrypted) return { other: 'encrypted' };
  if (parsed?.binaryAt !== undefined) return { other: 'binary' };
  return {
    role,
    cards: design.files.map((file) => [placeOf(file.uri), file.parsed.count]),
    // What a library offers to instances, with the number of its ports.
    offers: role !== 'part' ? [] : [
      ...[...design.top.subcircuits.values()].filter(({ placed }) => placed.file === design.files[0]).map(({ name, ports }) => ({ name, ports: ports.length })),
      ...[...design.top.models.values()].filter(({ placed }) => placed.file === design.files[0]).map(({ name, type }) => ({ name, type: type.toLowerCase() })),
    ],
    findings: lintFindings(design, findings, { complete: true }).map((finding) => {
      const line = lines.get(finding.uri)?.index.positionAt(finding.start).line ?? 0;
      return { file: placeOf(finding.uri), line: line + 1, start: finding.start, severity: finding.severity, code: finding.code, limit: isLimit(finding.code), linted: NETLIST_NAME.test(finding.uri), message: finding.message, text: lineOf(lines.get(finding.uri)?.text ?? '', finding.start) };
    }),
  };
}

function placeOf(uri) {
  try { return fileURLToPath(uri); } catch { return uri; }
}

/** The line that holds an offset, as far as a reader wants it. */
function lineOf(text, offset) {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const end = text.slice(start, start + 400).search(/[\r\n]/);
  return text.slice(start, start + (end < 0 ? 400 : end));
}
