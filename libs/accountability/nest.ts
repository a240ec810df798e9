export * from './read/accountability.module.js';
export * from './read/asking.dto.js';
export * from './read/asking.js';
export * from './read/known-at.js';
export * from './read/trust-indexes.js';
export * from './read/views.query.js';
export * from './read/who.query.js';
