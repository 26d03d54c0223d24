export * from './quantity.js';
export * from './table-text.js';
export * from './ticks.js';
