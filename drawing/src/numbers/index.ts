export * from './quantity.js';
export * from './ticks.js';
