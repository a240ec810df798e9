export * from './charts/structure-diagram.js';
export * from './charts/swimlane.js';
export * from './table.js';
