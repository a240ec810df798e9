export * from './diagram-layouts.js';
export * from './templates.js';
