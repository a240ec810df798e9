import { SqliteRecordStore } from '@remit/record-sqlite';
import { recordStoreContract } from '../../libs/record/testing/record-store.contract.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

recordStoreContract('SqliteRecordStore', async () => {
  const directory = temporaryDirectory();
  const open = () => new SqliteRecordStore({ directory: directory.path, access: 'write' });
  let store = open();
  return {
    store,
    reopen: async () => {
      await store.close();
      store = open();
      return store;
    },
    dispose: async () => {
      await store.close();
      directory.remove();
    },
  };
});
