export * from './domain/correct.js';
export * from './domain/engine-commands.js';
export * from './domain/engine-model.js';
