import { setImmediate } from 'node:timers/promises';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { civilDate, dayOf, fail, type Id, type Outcome, succeed } from '@remit/kernel';
import { type Entry, type EntryNumber, RecordStore } from '@remit/record';
import { ChoiceField, DateField, decode, Field, IdField } from '@remit/record/nest';
import {
  KnowledgeDto,
  knownAtEntry,
  PeopleNames,
  prepare,
  type Standing,
  TrustIndexes,
  type TrustIndexView,
} from '@remit/accountability/nest';
import { effectiveFrom, subjectOf } from '../domain/entry-subject.js';
import { entryKinds } from '../domain/entry-words.js';
import { entryView, type EntryView } from './entry-views.js';

const LIMIT_MAX = 200;
const LIMIT = 50;

/** Which entries of a record are wanted. What is left out does not matter. */
export class LogDto extends KnowledgeDto {
  @ChoiceField(entryKinds().map(({ type }) => type), 'Only entries of this type, without its version', {
    optional: true,
  })
  type?: string;
  @IdField('Only what this person or program recorded', { optional: true })
  actor?: string;
  @IdField('Only what is about this school', { optional: true })
  school?: string;
  @IdField('Only what is about this function', { optional: true })
  function?: string;
  @IdField('Only what is about this body or post', { optional: true })
  holder?: string;
  @DateField('Recorded on this day or later', { optional: true })
  recordedFrom?: string;
  @DateField('Recorded on this day or before', { optional: true })
  recordedTo?: string;
  @DateField('Takes effect on this day or later', { optional: true })
  effectFrom?: string;
  @DateField('Takes effect on this day or before', { optional: true })
  effectTo?: string;
  @Field(
    {
      accepts: isNumberUpTo(1_000_000_000),
      expected: 'the number of an entry',
      schema: { type: 'integer', minimum: 0 },
    },
    'Only entries before this number',
    { optional: true },
  )
  before?: number;
  @Field(
    {
      accepts: isNumberUpTo(LIMIT_MAX),
      expected: `a whole number up to ${String(LIMIT_MAX)}`,
      schema: { type: 'integer', minimum: 0, maximum: LIMIT_MAX },
    },
    `At most so many; left out: ${String(LIMIT)}`,
    { optional: true },
  )
  limit?: number;
}

function isNumberUpTo(most: number): (value: unknown) => boolean {
  return (value) => Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most;
}

/** Entries of a record, the newest first. */
export interface LogView extends Standing {
  readonly entries: readonly EntryView[];
  /** Whether earlier entries are wanted as well: ask again with `before` the last of these. */
  readonly more: boolean;
}

/** The entries of a trust's record that somebody looks for, the newest first, in words. */
export class GetLog extends Query<Outcome<LogView>> {
  constructor(
    readonly trust: Id,
    readonly question: unknown,
  ) {
    super();
  }
}

/** Entries looked at before other work of the process goes first. */
const BETWEEN_PAUSES = 2000;

/**
 * Looks through the index, which is in memory, and reads from the store only the entries that it gives back; who recorded
 * an entry stands in the store alone, so a search for that reads what nothing else rules out.
 */
@QueryHandler(GetLog)
export class GetLogHandler implements IQueryHandler<GetLog> {
  constructor(
    private readonly store: RecordStore,
    private readonly indexes: TrustIndexes,
    private readonly people: PeopleNames,
  ) {}

  async execute({ trust, question }: GetLog): Promise<Outcome<LogView>> {
    const prepared = await prepare(this.indexes, trust, LogDto, question);
    if (!prepared.ok) return prepared;
    const { dto, view, known, standing } = prepared.value;
    const range = rangeOf(view, known, dto);
    if (!range.ok) return range;
    const wanted = (dto.limit ?? LIMIT) + 1;
    const found: Entry[] = [];
    for (let n = range.value.last; n >= range.value.first && found.length < wanted; n -= 1) {
      if ((range.value.last - n) % BETWEEN_PAUSES === BETWEEN_PAUSES - 1) await setImmediate();
      if (!matches(view, n, dto)) continue;
      const [stored] = await this.store.read(trust, n, 1);
      const entry = stored === undefined ? undefined : decode(stored);
      if (entry !== undefined && (dto.actor === undefined || entry.actor.id === dto.actor)) found.push(entry);
    }
    const entries = found.slice(0, wanted - 1).map((entry) => entryView({ view, known, people: this.people }, entry));
    return succeed({ ...standing, entries, more: found.length === wanted });
  }
}

/** Between which entries to look. Entries are in the order of their recording. */
function rangeOf(
  view: TrustIndexView,
  known: EntryNumber,
  { before, recordedFrom, recordedTo }: LogDto,
): Outcome<{ readonly first: EntryNumber; readonly last: EntryNumber }> {
  const dayBefore = recordedFrom === undefined ? undefined : civilDate(dayOf(recordedFrom) - 1);
  const earlier = dayBefore === undefined ? succeed(-1) : knownAtEntry(view, dayBefore);
  if (!earlier.ok) return fail({ ...earlier.problem, field: 'recordedFrom' });
  const later = knownAtEntry(view, recordedTo);
  if (!later.ok) return fail({ ...later.problem, field: 'recordedTo' });
  return succeed({ first: earlier.value + 1, last: Math.min(known, later.value, (before ?? Infinity) - 1) });
}

/** Whether an entry is wanted, as far as the index knows. */
function matches({ index }: TrustIndexView, n: EntryNumber, dto: LogDto): boolean {
  if (dto.type !== undefined && index.standing(n)?.type !== dto.type) return false;
  if (dto.effectFrom !== undefined || dto.effectTo !== undefined) {
    const day = effectiveFrom(index, n);
    if (day === undefined || day < (dto.effectFrom ?? day) || day > (dto.effectTo ?? day)) return false;
  }
  if (dto.school === undefined && dto.function === undefined && dto.holder === undefined) return true;
  const about = subjectOf(index, n);
  return (
    (dto.school === undefined || about.schools.includes(dto.school)) &&
    (dto.function === undefined || about.functions.includes(dto.function)) &&
    (dto.holder === undefined || about.holder === dto.holder)
  );
}
