export * from './write/command-shapes.js';
export * from './write/correct.dto.js';
export * from './write/engine-trust-model.js';
