/** Settings of the extension, by their names below `nodal.`; their meaning stands in the manifest, which is tested against these defaults. */
export interface NodalSettings {
  library: { paths: string[] };
  results: { /** Megabytes. */ memoryLimit: number };
  trace: { server: 'off' | 'messages' | 'verbose' };
}
export const DEFAULT_SETTINGS: NodalSettings = {
  library: { paths: [] },
  results: { memoryLimit: 1024 },
  trace: { server: 'off' },
};
