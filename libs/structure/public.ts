export * from './domain/holders.js';
export * from './domain/lineage.js';
export * from './domain/structure-commands.js';
export * from './domain/structure-entries.js';
export * from './domain/structure-head.js';
export * from './domain/structure-index.js';
export * from './domain/structure-refusals.js';
