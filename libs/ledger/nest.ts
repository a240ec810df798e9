export * from './write/node-primitives.js';
