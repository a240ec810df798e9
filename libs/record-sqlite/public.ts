export { type OpenedRaw, RawEntries } from './raw-entries.js';
export { RecordInUse } from './writer-lock.js';
export { UnsafeSetting, type Access, type Durability, type RecordSettings } from './settings.js';
export { SqliteRecordStore, type SqliteRecordStoreOptions } from './sqlite-record-store.js';
