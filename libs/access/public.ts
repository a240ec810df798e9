export * from './domain/policy.js';
export * from './domain/roles.js';
export * from './domain/people-commands.js';
export * from './domain/people-entries.js';
export * from './domain/people-index.js';
export * from './domain/sealed.js';
