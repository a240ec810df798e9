export * from './domain/correct.js';
export * from './domain/engine-commands.js';
export * from './domain/engine-model.js';
export * from './domain/entry-subject.js';
export * from './domain/entry-words.js';
export * from './domain/recordables.js';
