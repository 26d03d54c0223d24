import type { DialectSetting } from './settings.js';
import type { Presentation } from './generated/index.js';

/**
 * Messages between the extension (client) and the language server beyond LSP.
 * Each says who sends it and why.
 */

/** Client → server: the circuit of a deck, for a run or a drawing. */
export const ELABORATE_REQUEST = 'nodal/elaborate';
export interface ElaborateParams {
  /** URI of the deck. */
  uri: string;
  /** Overrides as of `--set`: parameter, `r1`, `x1.r1`, `temp`, `option.reltol`. */
  set?: Record<string, string>;
}
export interface ElaborateResult {
  /** The encoded `Circuit` in base64, passed on unopened; absent when an error stopped the elaboration. */
  circuit?: string;
  /** The version of each document that went into it, by URI. */
  versions: Record<string, number>;
  /** How many findings of severity error there are in the deck's closure. */
  errors: number;
  /** When nothing is wrong with the text and Nodal cannot simulate it: the first reason, as a sentence. */
  limit?: string;
  /** URI of the deck; another than asked for when a part was. */
  deck: string;
  /** What `.print`, `.plot` and `.probe` ask for: the views' first traces. */
  presentations: Presentation[];
  /** Number of this elaboration, for `nodal/places`. */
  elaboration: number;
}

/**
 * Client → server: where origins of a circuit stand in the text, for the
 * findings of a run. The server keeps the origins of its last elaborations.
 */
export const PLACES_REQUEST = 'nodal/places';
export interface PlacesParams {
  elaboration: number;
  /** Indices into `Circuit.origins`, or `NONE`. */
  origins: number[];
}
export interface Place {
  uri: string;
  /** 0-based lines, UTF-16 characters. */
  range: { start: { line: number; character: number }; end: { line: number; character: number } };
}
/** One for each origin, the deck's first line for `NONE`; null when the elaboration is forgotten. */
export type PlacesResult = Place[] | null;

/** Client → server: the analysis cards of a deck, for code lenses and commands. */
export const ANALYSES_REQUEST = 'nodal/analyses';
export interface AnalysesParams { uri: string }
export interface AnalysisCard {
  /** `op`, `dc`, `ac`, `tran` */
  kind: string;
  /** 0-based line. */
  line: number;
  /** Index among the circuit's analyses, for a run of this one alone. */
  job: number;
}

/** Server → client: content of a document that the server cannot read itself (schemes other than `file:`). */
export const READ_FILE_REQUEST = 'nodal/readFile';
export interface ReadFileParams { uri: string }
export type ReadFileResult = { base64: string } | { error: string };
/** The `error` of a file that is not there; it is looked for elsewhere then. */
export const FILE_NOT_THERE = 'the file does not exist';

/** Server → client: what stands in a folder that the server cannot list itself (schemes other than `file:`). Nothing when it may not be read. */
export const LIST_FOLDER_REQUEST = 'nodal/listFolder';
export interface ListFolderParams { uri: string }
/** A file or folder within a folder. */
export interface FolderEntry {
  name: string;
  folder: boolean;
  /** Bytes. */
  size: number;
  /** When its content changed, in milliseconds. */
  modified: number;
}

/** Client → server: whether a document of another language is a netlist, by its content or because an open deck includes it. */
export const IS_NETLIST_REQUEST = 'nodal/isNetlist';
export interface IsNetlistParams {
  uri: string;
  /** The beginning of its text. */
  text: string;
}

/** Server → client: which deck checks a document, and why its dialect is what it is. */
export const DOCUMENT_STATUS_NOTIFICATION = 'nodal/documentStatus';
export interface DocumentStatus {
  uri: string;
  role: 'deck' | 'part' | 'not-spice';
  /** The active deck of a part. */
  deck?: string;
  /** The open decks that include a part, to choose from. */
  decks?: string[];
  /** As people write it: `LTspice`. */
  dialect: string;
  /** Why it is that dialect, in one line. */
  why: string;
}

/** Client → server: choose the deck in whose context a part is checked. */
export const SET_ACTIVE_DECK_NOTIFICATION = 'nodal/setActiveDeck';
export interface SetActiveDeckParams { part: string; deck: string | undefined }

/** What the client tells the server when it starts it. */
export interface InitializationOptions {
  /** Whether the workspace is trusted; when not, includes stay within its folders and the user's library paths. */
  trusted: boolean;
  /** URIs of the folders of `nodal.library.paths`. */
  libraryPaths: string[];
  /** The setting `nodal.dialect`. */
  dialect: DialectSetting;
}

/** Client → server: a deck as one file in another dialect, with what is lost as comments at its top. */
export const CONVERT_REQUEST = 'nodal/convert';
export interface ConvertParams {
  uri: string;
  /** The only dialect that is written. */
  to: 'ngspice';
  /** Every device with numbers, without subcircuits and formulas. */
  flat: boolean;
}
export interface ConvertResult {
  /** Absent when the deck cannot be written. */
  text?: string;
  /** What is lost, each as a sentence with file and line. */
  losses: string[];
  /** Why there is no text. */
  problem?: string;
}
