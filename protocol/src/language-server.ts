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
  /** Whether there are findings of severity error in the deck's closure. */
  errors: number;
}

/** Client → server: the analysis cards of a deck, for code lenses and commands. */
export const ANALYSES_REQUEST = 'nodal/analyses';
export interface AnalysesParams { uri: string }
export interface AnalysisCard {
  /** `op`, `dc`, `ac`, `tran` */
  kind: string;
  /** 0-based line. */
  line: number;
}

/** Server → client: content of a document that the server cannot read itself (schemes other than `file:`). */
export const READ_FILE_REQUEST = 'nodal/readFile';
export interface ReadFileParams { uri: string }
export type ReadFileResult = { base64: string } | { error: string };

/** Server → client: which deck checks a document, and why its dialect is what it is. */
export const DOCUMENT_STATUS_NOTIFICATION = 'nodal/documentStatus';
export interface DocumentStatus {
  uri: string;
  role: 'deck' | 'part' | 'not-spice';
  /** The active deck of a part. */
  deck?: string;
  dialect: string;
}

/** Client → server: choose the deck in whose context a part is checked. */
export const SET_ACTIVE_DECK_NOTIFICATION = 'nodal/setActiveDeck';
export interface SetActiveDeckParams { part: string; deck: string | undefined }

/** Client → server: findings of a run, to be shown beside the server's own until the text changes. */
export interface TextRange { uri: string; start: number; end: number }
