/** Settings of the extension, by their names below `nodal.`; their meaning stands in the manifest, which is tested against these defaults. */
export interface NodalSettings {
  dialect: DialectSetting;
  library: { paths: string[] };
  lint: { /** As `rules` of a `nodal.json`. */ rules: Record<string, unknown> };
  results: { /** Megabytes. */ memoryLimit: number };
  trace: { server: 'off' | 'messages' | 'verbose' };
  outline: { elements: boolean };
  inlayHints: {
    pinNames: 'off' | 'instances' | 'all';
    values: boolean;
    parameterNames: boolean;
  };
  codeLens: {
    run: boolean;
    /** `definitions` are subcircuits and models; `all` has parameters too. */
    references: 'off' | 'definitions' | 'all';
    instances: boolean;
  };
  format: FormatSettings;
}

/** How a netlist is formatted, in the editor and by `nodal format`. */
export interface FormatSettings {
  /** Longest line; longer cards go on in lines that begin with a plus sign. */
  width: number;
  /** Blanks for each block around a card. */
  indent: number;
  /** Whether names, nodes and values of consecutive elements stand below each other. */
  alignColumns: boolean;
  /** Letters of dot cards, waveforms and other keywords. */
  letterCase: LetterCase;
}
export const LETTER_CASES = ['keep', 'lower', 'upper'] as const;
export type LetterCase = (typeof LETTER_CASES)[number];

export const DEFAULT_SETTINGS: NodalSettings = {
  dialect: 'auto',
  library: { paths: [] },
  lint: { rules: {} },
  results: { memoryLimit: 1024 },
  trace: { server: 'off' },
  outline: { elements: true },
  inlayHints: { pinNames: 'instances', values: true, parameterNames: true },
  codeLens: { run: true, references: 'definitions', instances: true },
  format: { width: 100, indent: 2, alignColumns: true, letterCase: 'keep' },
};

/** The dialect that netlists are read in; `auto` decides from each text. */
export type DialectSetting = 'auto' | 'ngspice' | 'ltspice' | 'pspice' | 'hspice' | 'xyce' | 'spice3';
