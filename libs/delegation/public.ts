export * from './domain/catalogue-function.js';
export * from './domain/delegation-commands.js';
export * from './domain/delegation-entries.js';
export * from './domain/delegation-head.js';
export * from './domain/delegation-index.js';
export * from './domain/function-catalogue.js';
export * from './domain/instrument.js';
export * from './domain/variations.js';
