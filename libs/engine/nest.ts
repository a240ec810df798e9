export * from './engine.module.js';
export * from './read/preview.query.js';
export * from './read/record.query.js';
export * from './write/command-shapes.js';
export * from './write/correct.dto.js';
export * from './write/describe-commands.js';
export * from './write/engine-trust-model.js';
export * from './write/record-command.js';
