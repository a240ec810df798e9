import { MemoryRecordStore } from '@remit/record';
import { recordStoreContract } from '../../libs/record/testing/record-store.contract.js';

recordStoreContract('MemoryRecordStore', async () => {
  const store = new MemoryRecordStore();
  return { store, dispose: () => store.close() };
});
