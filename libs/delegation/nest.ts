export * from './write/delegation-commands.dto.js';
