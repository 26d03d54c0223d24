/** Settings of the extension, resource-scoped, read by the server by `workspace/configuration`. */
export interface NodalSettings {
  library: { paths: string[] };
  results: { memoryLimit: number };
  trace: { server: 'off' | 'messages' | 'verbose' };
}
export const DEFAULT_SETTINGS: NodalSettings = {
  library: { paths: [] },
  results: { memoryLimit: 1024 },
  trace: { server: 'off' },
};
