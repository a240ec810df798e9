export * from './write/coverage-field.js';
export * from './write/structure-commands.dto.js';
