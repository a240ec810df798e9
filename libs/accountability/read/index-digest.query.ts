import { createHash } from 'node:crypto';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Id, type Outcome, succeed } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import { knownFacts } from '../domain/index-dump.js';
import { prepare } from './asking.js';
import { KnowledgeDto } from './asking.dto.js';
import { TrustIndexes } from './trust-indexes.js';

/** What an index comes to: two indexes that know the same at an entry have the same sum there. */
export interface IndexDigest {
  readonly trust: Id;
  /** The entry up to which it is taken. */
  readonly position: EntryNumber;
  /** SHA-256 of the lines of the index, each with a newline, in lower-case hexadecimal. */
  readonly sha256: string;
}

/** The sum over the index in memory, as known at an entry. */
export class GetIndexDigest extends Query<Outcome<IndexDigest>> {
  constructor(
    readonly trust: Id,
    readonly question: unknown,
  ) {
    super();
  }
}

/** Lines between which other work of the process goes first. */
const LINES_AT_ONCE = 2000;

/** The SHA-256 of lines, each with a newline. */
export async function digestOf(lines: Iterable<string>): Promise<string> {
  const sum = createHash('sha256');
  let batch: string[] = [];
  for (const line of lines) {
    batch.push(line, '\n');
    if (batch.length < LINES_AT_ONCE * 2) continue;
    sum.update(batch.join(''));
    batch = [];
    await new Promise((resolve) => setImmediate(resolve));
  }
  return sum.update(batch.join('')).digest('hex');
}

@QueryHandler(GetIndexDigest)
export class GetIndexDigestHandler implements IQueryHandler<GetIndexDigest> {
  constructor(private readonly indexes: TrustIndexes) {}

  async execute({ trust, question }: GetIndexDigest): Promise<Outcome<IndexDigest>> {
    const prepared = await prepare(this.indexes, trust, KnowledgeDto, question);
    if (!prepared.ok) return prepared;
    const { index, known } = prepared.value;
    return succeed({ trust, position: known, sha256: await digestOf(knownFacts(index, known)) });
  }
}
