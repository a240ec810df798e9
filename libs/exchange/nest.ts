export * from './write/exchange.module.js';
export * from './write/plan-gias-import.query.js';
export * from './write/read-extract.js';
export * from './write/record-plan.js';
