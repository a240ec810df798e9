export * from './read/delegation.module.js';
export * from './write/delegation-commands.dto.js';
