import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { decodeNetlist } from '@nodal/server/files/decode';

/** A deck that mutations begin with. */
export interface Seed {
  /** Its path from the project's or the corpus's folder. */
  name: string;
  text: string;
}

/** Where netlists of the project stand. */
const FOLDERS = ['language/fuzz/seeds', 'examples', 'test/reference', 'test/closed-form', 'language/test/fixtures'];
const NETLIST = /\.(?:cir|ckt|sp|spi|spice|net|lib|inc|mod|sub|asy)$/i;
/** Larger files of a corpus are left out: one would take the time of thousands of decks. */
const LARGEST = 2_000_000;

/** The project's own decks, and those below the folder of a corpus, always in the same order. */
export function readSeeds(root: string, corpus: string | undefined): Seed[] {
  const own = FOLDERS.flatMap((folder) => netlistsBelow(join(root, folder), root));
  return corpus === undefined ? own : [...own, ...netlistsBelow(corpus, corpus)];
}

function netlistsBelow(folder: string, base: string): Seed[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => NETLIST.test(name)).sort();
  const seeds: Seed[] = [];
  for (const name of files) {
    const path = join(folder, name);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat?.isFile() && stat.size > 0 && stat.size <= LARGEST) seeds.push({ name: relative(base, path), text: decodeNetlist(readFileSync(path)).text });
  }
  return seeds;
}
