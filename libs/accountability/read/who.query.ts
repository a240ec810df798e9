import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { dayOf, fail, type Id, type Outcome, type Problem, succeed } from '@remit/kernel';
import { checkShape } from '@remit/record/nest';
import { type Answer, answer } from '../domain/answer.js';
import type { Question } from '../domain/question.js';
import { resolve } from '../domain/resolve.js';
import { asked, type Asked, functionFor, momentOn, prepare } from './asking.js';
import { QuestionDto } from './asking.dto.js';
import { withLineage, type WithLineage } from './lineage.js';
import { NamesForOnce, PeopleNames, withPeople, type WithPeople } from './people-names.js';
import { TrustIndexes } from './trust-indexes.js';

/** Who is accountable for a function, and why? */
export class Who extends Query<Outcome<Answer & WithPeople & WithLineage>> {
  constructor(
    readonly trust: Id,
    readonly question: unknown,
  ) {
    super();
  }
}

@QueryHandler(Who)
export class WhoHandler implements IQueryHandler<Who> {
  constructor(
    private readonly indexes: TrustIndexes,
    private readonly names: PeopleNames,
  ) {}

  async execute({ trust, question }: Who): Promise<Outcome<Answer & WithPeople & WithLineage>> {
    const prepared = await prepare(this.indexes, trust, QuestionDto, question);
    return prepared.ok ? answerTo(prepared.value, this.names) : prepared;
  }
}

/** An answer, or the problem that stands in its place. */
export type AnswerOrProblem = (Answer & WithPeople & WithLineage) | { readonly problem: Problem };

/** Many questions to one trust, answered in order from one state of the record. */
export class WhoAll extends Query<Outcome<readonly AnswerOrProblem[]>> {
  constructor(
    readonly trust: Id,
    readonly questions: readonly unknown[],
  ) {
    super();
  }
}

@QueryHandler(WhoAll)
export class WhoAllHandler implements IQueryHandler<WhoAll> {
  constructor(
    private readonly indexes: TrustIndexes,
    private readonly names: PeopleNames,
  ) {}

  async execute({ trust, questions }: WhoAll): Promise<Outcome<readonly AnswerOrProblem[]>> {
    const view = await this.indexes.view(trust);
    if (!view.ok) return view;
    const names = new NamesForOnce(this.names);
    return succeed(
      questions.map((question): AnswerOrProblem => {
        const checked = checkShape<QuestionDto>(QuestionDto, question);
        const prepared = 'refused' in checked ? fail(checked.refused) : asked(view.value, trust, checked.value);
        const outcome = prepared.ok ? answerTo(prepared.value, names) : prepared;
        return outcome.ok ? outcome.value : { problem: outcome.problem };
      }),
    );
  }
}

function answerTo(prepared: Asked<QuestionDto>, names: PeopleNames): Outcome<Answer & WithPeople & WithLineage> {
  const { dto, known } = prepared;
  const moment = momentOn(prepared, dto.on);
  const fn = functionFor(prepared, moment, dto.function, dto.school);
  if (!fn.ok) return fn;
  const question: Question = {
    function: dto.function,
    school: dto.school,
    day: dayOf(dto.on),
    known,
    amount: dto.amount,
  };
  const resolution = resolve(moment, fn.value, dto.school, dto.amount);
  const answered = answer(moment, question, resolution, dto.explain === 'full');
  return succeed(withLineage(withPeople(answered, prepared, names), prepared));
}
