export * from './read/shown-person.js';
export * from './write/carry-out-erasures.js';
export * from './write/node-sealing.js';
export * from './write/people-commands.dto.js';
export * from './write/person-keys.js';
export * from './write/person-sealing.js';
export * from './write/sqlite-person-keys.js';
