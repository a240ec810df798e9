import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { civilDate, type Id, type Outcome, succeed } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import type { Verdict } from '../domain/answer.js';
import { outlook } from '../domain/outlook.js';
import { functionFor, momentOn, prepare } from './asking.js';
import { QuestionDto } from './asking.dto.js';
import { inTurns } from './in-turns.js';
import { TrustIndexes } from './trust-indexes.js';

/** What surrounds an answer. */
export interface OutlookView {
  /** Changes already recorded for later days: the first day of each, and what then holds. */
  readonly next: readonly (Verdict & { readonly from: string })[];
  /** Later entries that gave the day another answer. */
  readonly since: readonly EntryNumber[];
}

/** What would change the answer to a question: later days, and later entries. */
export class GetOutlook extends Query<Outcome<OutlookView>> {
  constructor(
    readonly trust: Id,
    readonly question: unknown,
  ) {
    super();
  }
}

@QueryHandler(GetOutlook)
export class GetOutlookHandler implements IQueryHandler<GetOutlook> {
  constructor(private readonly indexes: TrustIndexes) {}

  async execute({ trust, question }: GetOutlook): Promise<Outcome<OutlookView>> {
    const prepared = await prepare(this.indexes, trust, QuestionDto, question);
    if (!prepared.ok) return prepared;
    const { dto, view } = prepared.value;
    const moment = momentOn(prepared.value, dto.on);
    const fn = functionFor(prepared.value, moment, dto.function, dto.school);
    if (!fn.ok) return fn;
    const asked = { school: dto.school, amount: dto.amount };
    const { next, since } = await inTurns(outlook(moment, fn.value, asked, view.head));
    return succeed({ next: next.map(({ from, verdict }) => ({ from: civilDate(from), ...verdict })), since });
  }
}
