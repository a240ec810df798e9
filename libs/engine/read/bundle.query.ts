import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { fail, type Id, type Outcome, succeed } from '@remit/kernel';
import { TrustIndexes } from '@remit/accountability/nest';
import { BUNDLE_LIMITS, type BundleScope } from '@remit/ledger';
import { type BundleContents, BundleWriter } from '@remit/ledger/nest';
import { checkShape } from '@remit/record/nest';
import { type BundleAnswer, bundleAnswer, type BundleAsked, refuseUnproven } from './bundle-answers.js';
import { BundleDto } from './bundle.dto.js';

/** A bundle that is ready to be written. */
export interface ReadyBundle {
  readonly trust: Id;
  readonly scope: BundleScope;
  /** How many entries the last checkpoint covers; a bundle ends there. */
  readonly size: number;
  /** The number of the newest entry, covered or not. */
  readonly head: number;
  readonly answers: number;
  /** How many entries are in it. */
  readonly entries: number;
  readonly fileName: string;
  /** The file, in pieces of one line or many. */
  readonly pieces: () => AsyncGenerator<string>;
}

/** A bundle of a trust's record, or of answers with the entries that they rest on. See docs/bundle-format.md. */
export class GetBundle extends Query<Outcome<ReadyBundle>> {
  constructor(
    readonly trust: Id,
    readonly asked: unknown,
  ) {
    super();
  }
}

@QueryHandler(GetBundle)
export class GetBundleHandler implements IQueryHandler<GetBundle> {
  constructor(
    private readonly writer: BundleWriter,
    private readonly indexes: TrustIndexes,
  ) {}

  async execute({ trust, asked }: GetBundle): Promise<Outcome<ReadyBundle>> {
    const checked = checkShape<BundleDto>(BundleDto, asked);
    if ('refused' in checked) return fail(checked.refused);
    const { question: questions = [], scope = 'record' } = checked.value;
    if (scope === 'answer' && questions.length === 0) return noQuestion();
    const end = await this.writer.endOf(trust);
    if (!end.ok) return end;
    const contents = await this.contents(trust, { questions, scope, size: end.value.size });
    if (!contents.ok) return contents;
    const { size, head } = end.value;
    const { answers, entries } = contents.value;
    return succeed({
      trust,
      scope,
      size,
      head,
      answers: answers.length,
      entries: scope === 'record' ? size : entries.length,
      fileName: `${trust}-${String(size)}.remit-bundle`,
      pieces: () => this.writer.pieces(end.value, contents.value),
    });
  }

  private async contents(trust: Id, { questions, scope, size }: Wanted): Promise<Outcome<BundleContents>> {
    if (questions.length === 0) return succeed({ scope, answers: [], entries: [] });
    const view = await this.indexes.view(trust, size - 1);
    if (!view.ok) return view;
    const bundle: BundleAsked = { view: view.value, size, scope };
    const answers: BundleAnswer[] = [];
    for (const [at, text] of questions.entries()) {
      const answer = bundleAnswer(bundle, text, at);
      if (!answer.ok) return answer;
      answers.push(answer.value);
    }
    const lines = answers.map(({ line }) => line);
    if (scope === 'record') return succeed({ scope, answers: lines, entries: [] });
    const needed = new Set(answers.flatMap(({ restsOn, question }) => [...restsOn, question.known]));
    const entries = [...needed].sort((a, b) => a - b);
    if (entries.length > BUNDLE_LIMITS.provenEntries) return tooManyEntries();
    const unproven = await refuseUnproven(bundle, answers, entries);
    return unproven === undefined ? succeed({ scope, answers: lines, entries }) : fail(unproven);
  }
}

interface Wanted {
  readonly questions: readonly string[];
  readonly scope: BundleScope;
  readonly size: number;
}

function noQuestion(): Outcome<never> {
  return fail({
    code: 'LEDGER.NO_QUESTION',
    field: 'question',
    expected: 'at least one question',
    detail: 'A bundle of answers needs a question. Give one, or ask for the whole record.',
  });
}

function tooManyEntries(): Outcome<never> {
  return fail({
    code: 'LEDGER.TOO_MANY_ENTRIES',
    field: 'question',
    detail: 'These answers rest on more entries than one bundle can prove. Ask for fewer, or export the whole record.',
  });
}
