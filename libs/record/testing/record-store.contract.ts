import { appendingContract } from './appending.contract.js';
import { boundsContract } from './bounds.contract.js';
import { followingContract } from './following.contract.js';
import type { Given, StoreUnderTest } from './given.js';
import { openingContract } from './opening.contract.js';
import { racingContract } from './racing.contract.js';
import { readingContract } from './reading.contract.js';
import { repeatingContract } from './repeating.contract.js';

export type { StoreUnderTest } from './given.js';

/**
 * What every `RecordStore` must do, as tests for Jest. Source: the port, `../domain/record-store.ts`.
 * @param makeStore makes an empty store; called for every test.
 */
export function recordStoreContract(name: string, makeStore: () => Promise<StoreUnderTest>): void {
  describe(`${name}, by the contract of the record store`, () => {
    let made: StoreUnderTest;
    beforeEach(async () => {
      made = await makeStore();
    });
    afterEach(async () => {
      await made.dispose();
    });
    const given: Given = { store: () => made.store, made: () => made };

    describe('appending', () => appendingContract(given));
    describe('repeating an append', () => repeatingContract(given));
    describe('what an append may hold', () => boundsContract(given));
    describe('reading', () => readingContract(given));
    describe('many at once', () => racingContract(given));
    describe('following', () => followingContract(given));
    describe('opening and closing', () => openingContract(given));
  });
}
