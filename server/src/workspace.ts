import type { Circuit, FormatSettings } from '@nodal/protocol';
import type { ClientCapabilities } from 'vscode-languageserver';
import { circuitFindingsInSlices, type Design, type DialectChoice, elaborate, type Finding, type LintLayer, ParseCache, type ParsedText, PROJECT_FILE } from '@nodal/language';
import type { FileSource } from './files/file-source.js';
import { loadDesign } from './files/load-design.js';
import { Projects } from './files/projects.js';
import type { LibraryIndex } from './library-index/library-index.js';
import { Settings } from './settings.js';
import { inSlices } from './slices.js';

/** Circuits of decks with at most so many cards of elements are made while an answer waits. */
const MOST_ELABORATED_AT_ONCE = 2000;

/** A document of the editor, by what it is to the circuit. */
export interface OpenDocument { uri: string; version: number; role: 'deck' | 'part' }

/** A deck with its meaning; the circuit comes later, after typing stopped. */
export interface CheckedDeck {
  design: Design;
  /** Findings of elaboration; undefined until it is done. */
  elaboration: { circuit: Circuit | undefined; findings: Finding[] } | undefined;
}

/**
 * The open documents and the designs made of them. Visibility follows includes
 * only: documents are the open ones and their include closure, nothing is
 * scanned. A part is checked in the context of an open deck that includes it.
 */
export class Workspace {
  private readonly documents = new Map<string, OpenDocument>();
  private readonly decks = new Map<string, Promise<CheckedDeck>>();
  private readonly chosenDeck = new Map<string, string>();
  private readonly cache = new ParseCache();
  private readonly fileListeners: ((uri: string | undefined) => void)[] = [];
  private readonly elaborating = new WeakMap<CheckedDeck, Promise<CheckedDeck | undefined>>();
  /** Decks whose circuits somebody had to do without. */
  private readonly awaited = new Set<string>();
  private readonly circuitListeners: (() => void)[] = [];
  readonly settings = new Settings();
  /** What the client can do. */
  client: ClientCapabilities = {};
  /** What the files of the workspace and of libraries declare, whether a deck includes them or not; absent where nothing is indexed. */
  library: LibraryIndex | undefined;
  /** What `nodal.json` says for each document. */
  readonly projects: Projects;
  /** The user's choice for all files whose project makes none. */
  dialect: DialectChoice = 'auto';
  /** URIs of the folders of the workspace. */
  folders: readonly string[] = [];
  /** Whether the client can make files by an edit. */
  createsFiles = false;
  /** URIs of the folders with libraries that the settings name. */
  libraries: readonly string[] = [];
  /** The choice of the project of each document that was looked at. */
  private readonly dialects = new Map<string, DialectChoice>();

  constructor(readonly source: FileSource, private readonly pause: () => Promise<void>) {
    this.projects = new Projects(source, () => this.folders);
  }

  get openDocuments(): OpenDocument[] {
    return [...this.documents.values()];
  }

  /** A document was opened or its text changed: what was made of it is stale. */
  change(document: OpenDocument): void {
    this.documents.set(document.uri, document);
    this.invalidate(document.uri);
  }

  close(uri: string): void {
    this.documents.delete(uri);
    this.chosenDeck.delete(uri);
    this.dialects.delete(uri);
    this.source.invalidate(uri);
    this.invalidate(uri);
  }

  /** Lets go of the texts and trees that no open document needs any more. */
  async forgetClosed(): Promise<void> {
    const used = new Set<string>();
    for (const { uri, role } of [...this.documents.values()]) {
      const { design } = await this.check(uri, role);
      for (const file of design.files) used.add(file.uri);
    }
    // One that was opened meanwhile is not known to any design yet.
    for (const uri of this.documents.keys()) used.add(uri);
    this.cache.retain(used);
  }

  /** How many texts are kept. */
  get kept(): number {
    return this.cache.size;
  }

  /** A file changed on disk, or the context of a part was chosen anew. */
  fileChanged(uri: string): void {
    this.source.invalidate(uri);
    if (uri.endsWith(`/${PROJECT_FILE}`)) this.projects.forget();
    this.invalidate(uri);
    for (const listener of this.fileListeners) listener(uri);
  }

  /** The editor's settings for rules, which a project wins over. */
  configureRules(layer: LintLayer): void {
    this.projects.set({ below: layer });
    this.decks.clear();
    for (const listener of this.fileListeners) listener(undefined);
  }

  /** Calls a listener after each change that no document event announces, with the file where it is one. */
  onFileChanged(listener: (uri: string | undefined) => void): void {
    this.fileListeners.push(listener);
  }

  /** The tree of an open document's text, the one that its design has too. */
  parse(uri: string, text: string): ParsedText {
    const document = this.documents.get(uri);
    const { dialect } = this.cache.dialectOf(uri, text, this.dialects.get(uri) ?? this.dialect);
    return this.cache.get(uri, document?.version ?? 0, text, document?.role === 'deck', true, dialect);
  }

  /** The user's choice of the deck in whose context a part is checked. */
  chooseDeck(part: string, deck: string | undefined): void {
    if (deck === undefined) this.chosenDeck.delete(part);
    else this.chosenDeck.set(part, deck);
  }

  /** Designs hold texts of their whole closure; any change may reach any of them, and parsing is cached by card. */
  private invalidate(_uri: string): void {
    this.decks.clear();
  }

  /** The design in which a document has its meaning: its own when it is a deck, else its deck's, else its own as a part. */
  async contextOf(uri: string): Promise<{ deck: string; checked: CheckedDeck }> {
    const document = this.documents.get(uri);
    if (document?.role === 'part') {
      for (const deck of await this.decksIncluding(uri)) return { deck, checked: await this.check(deck, 'deck') };
      return { deck: uri, checked: await this.check(uri, 'part') };
    }
    return { deck: uri, checked: await this.check(uri, 'deck') };
  }

  /** Open decks whose closure holds a part, the chosen one first. */
  async decksIncluding(part: string): Promise<string[]> {
    const including: string[] = [];
    for (const { uri, role } of this.documents.values()) {
      if (role !== 'deck') continue;
      const { design } = await this.check(uri, 'deck');
      if (design.files.some((file) => file.uri === part)) including.push(uri);
    }
    const chosen = this.chosenDeck.get(part);
    return including.sort((a, b) => Number(b === chosen) - Number(a === chosen));
  }

  /** The design of a deck or part; the same object until something changes. */
  check(uri: string, role: 'deck' | 'part'): Promise<CheckedDeck> {
    const key = `${role} ${uri}`;
    let deck = this.decks.get(key);
    if (!deck) {
      deck = this.load(uri, role);
      this.decks.set(key, deck);
    }
    return deck;
  }

  /** How a document is formatted: as its project says, else as the user does. */
  async formatOf(uri: string): Promise<FormatSettings> {
    const project = await this.projects.of(uri);
    return { ...this.settings.current.format, ...project?.format };
  }

  private async load(uri: string, role: 'deck' | 'part'): Promise<CheckedDeck> {
    const project = await this.projects.of(uri);
    const dialect = project?.dialect ?? this.dialect;
    this.dialects.set(uri, dialect);
    const design = await loadDesign(uri, this.source, { role, cache: this.cache, dialect, lint: this.projects.configurationOf(project), libraries: project?.libraries ?? [] });
    return { design, elaboration: undefined };
  }

  /** The design with all that its files hold, also the subcircuits of libraries that no instance names: where every use of a name is wanted. */
  async checkWhole(uri: string, role: 'deck' | 'part'): Promise<Design> {
    const key = `whole ${role} ${uri}`;
    let deck = this.decks.get(key);
    if (!deck) this.decks.set(key, (deck = this.designWith(uri, role, new Map(), true).then((design) => ({ design, elaboration: undefined }))));
    return (await deck).design;
  }

  /** The design as it would be with other texts in some files, by their URIs. */
  async designWith(uri: string, role: 'deck' | 'part', texts: ReadonlyMap<string, string>, whole: boolean): Promise<Design> {
    const project = await this.projects.of(uri);
    const source: FileSource = {
      read: async (wanted, reference) => {
        const document = await this.source.read(wanted, reference);
        if ('error' in document) return document;
        const text = texts.get(document.found?.uri ?? wanted);
        return { ...document, ...(whole && { open: true }), ...(text !== undefined && { text }) };
      },
      invalidate: () => {},
    };
    return loadDesign(uri, source, { role, cache: this.cache, dialect: project?.dialect ?? this.dialect, lint: this.projects.configurationOf(project), libraries: project?.libraries ?? [] });
  }

  /** The names of the files in a folder, and a file's text as it is now, for what looks beyond the closures of open documents. */
  list(folder: string): Promise<readonly string[]> {
    return this.source.list?.(folder) ?? Promise.resolve([]);
  }

  async textOf(uri: string): Promise<string | undefined> {
    const document = await this.source.read(uri);
    return 'error' in document ? undefined : document.text;
  }

  /**
   * Elaborates a deck in slices, so that other requests are answered meanwhile.
   * Undefined when the text moved on before it was done.
   */
  async elaborate(uri: string): Promise<CheckedDeck | undefined> {
    const current = this.check(uri, 'deck');
    const checked = await current;
    if (checked.elaboration) return checked;
    // Several features may want the circuit of one text at once; it is made once.
    const running = this.elaborating.get(checked);
    if (running) return running;
    const elaborating = this.elaborateChecked(uri, checked, () => this.decks.get(`deck ${uri}`) !== current).finally(() => this.elaborating.delete(checked));
    this.elaborating.set(checked, elaborating);
    return elaborating;
  }

  /** Runs the rules for whole circuits in slices. False when the text moved on before they were done. */
  async judge(uri: string, role: 'deck' | 'part'): Promise<boolean> {
    const current = this.check(uri, role);
    const { design } = await current;
    return await inSlices(circuitFindingsInSlices(design), this.pause, () => this.decks.get(`${role} ${uri}`) !== current) !== undefined;
  }

  /** The circuit of a deck if it is there or quickly made. Of a large one it comes when typing has stopped, which `onLateCircuit` tells. */
  async circuitNow(deck: string, { design, elaboration }: CheckedDeck): Promise<Circuit | undefined> {
    if (elaboration !== undefined) return elaboration.circuit;
    if (design.role !== 'deck') return undefined;
    let elements = 0;
    for (const scope of design.scopes) elements += scope.elements.length;
    if (elements <= MOST_ELABORATED_AT_ONCE) return (await this.elaborate(deck))?.elaboration?.circuit;
    this.awaited.add(deck);
    return undefined;
  }

  /** Calls a listener when there is a circuit that somebody had to do without. */
  onLateCircuit(listener: () => void): void {
    this.circuitListeners.push(listener);
  }

  private async elaborateChecked(uri: string, checked: CheckedDeck, moved: () => boolean): Promise<CheckedDeck | undefined> {
    const result = await inSlices(elaborate(checked.design, {}), this.pause, moved);
    if (!result) return undefined;
    checked.elaboration = { circuit: result.circuit, findings: result.findings };
    if (this.awaited.delete(uri)) for (const listener of this.circuitListeners) listener();
    return checked;
  }
}
