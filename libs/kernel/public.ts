export * from './canonical-json.js';
export * from './civil-date.js';
export * from './ids.js';
export * from './instant.js';
export * from './invariant.js';
export * from './pence.js';
export * from './problem.js';
export * from './strict-json.js';
