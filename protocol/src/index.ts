export * from './generated/index.js';
export * from './circuit.js';
export * from './language-server.js';
export * from './solver-host.js';
export * from './store.js';
export * from './views.js';
export * from './layout.js';
export * from './settings.js';
