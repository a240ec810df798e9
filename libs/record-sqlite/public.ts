export { RecordInUse } from './writer-lock.js';
export { inspectSettings, UnsafeSetting, type Access, type Durability } from './settings.js';
export { SqliteRecordStore, type SqliteRecordStoreOptions } from './sqlite-record-store.js';
