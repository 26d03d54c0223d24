/** Settings of the extension, resource-scoped, read by the server by `workspace/configuration`. */
export interface NodalSettings {
  dialect: 'auto' | 'ngspice' | 'ltspice' | 'pspice' | 'hspice' | 'xyce' | 'spice3';
  library: { paths: string[] };
  results: { memoryLimit: number };
  trace: { server: 'off' | 'messages' | 'verbose' };
}
export const DEFAULT_SETTINGS: NodalSettings = {
  dialect: 'auto',
  library: { paths: [] },
  results: { memoryLimit: 1024 },
  trace: { server: 'off' },
};
