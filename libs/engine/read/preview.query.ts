import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  civilDate,
  dayOf,
  fail,
  FOREVER,
  type Id,
  type Outcome,
  type Problem,
  succeed,
  untilDayOf,
} from '@remit/kernel';
import { checkShape, ChoiceField, DateField, Field } from '@remit/record/nest';
import type { Fact } from '@remit/record';
import { type DelegationVaried, type Instrument, type SchemeAdopted, schemeOf, variationOf } from '@remit/delegation';
import { lint, type LintFinding, preview, type TrustIndex, type Verdict } from '@remit/accountability';
import { TrustIndexes } from '@remit/accountability/nest';
import { type CommandData, engineCommands } from '../domain/engine-commands.js';
import { checkCommand } from '../write/command-shapes.js';

const PREVIEWED = ['AdoptScheme', 'VaryDelegation'] as const;
const A_YEAR = 366;

export class PreviewDto {
  @ChoiceField(PREVIEWED, 'The command that is not recorded yet')
  command!: (typeof PREVIEWED)[number];
  @Field(
    {
      accepts: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
      expected: "the command's data",
      schema: { type: 'object' },
    },
    "The command's data",
  )
  data!: CommandData;
  @DateField('First day no longer looked at; left out: the end of the draft, or a year after its first day', {
    optional: true,
  })
  until?: string;
}

export interface PreviewView {
  readonly trust: Id;
  readonly position: number;
  readonly from: string;
  readonly until: string;
  /** Cells of the matrix looked at. */
  readonly cells: number;
  readonly changes: readonly {
    readonly function: Id;
    readonly school: Id | null;
    readonly from: string;
    readonly until: string;
    readonly before: Verdict;
    readonly after: Verdict;
  }[];
  /** What to look at before the draft is adopted. */
  readonly lint: readonly LintFinding[];
}

/** What a draft scheme or variation would change. Records nothing. */
export class GetPreview extends Query<Outcome<PreviewView>> {
  constructor(
    readonly trust: Id,
    readonly draft: unknown,
  ) {
    super();
  }
}

@QueryHandler(GetPreview)
export class GetPreviewHandler implements IQueryHandler<GetPreview> {
  constructor(private readonly indexes: TrustIndexes) {}

  async execute({ trust, draft }: GetPreview): Promise<Outcome<PreviewView>> {
    const shape = checkShape<PreviewDto>(PreviewDto, draft);
    if ('refused' in shape) return fail(shape.refused);
    const { command, data, until } = shape.value;
    const checked = checkCommand(command, data);
    if ('refused' in checked) return fail(withinData(checked.refused));
    const view = await this.indexes.view(trust);
    if (!view.ok) return view;
    const { index, head } = view.value;
    const refused = engineCommands.get(command)?.refuse(checked.value, index);
    if (refused !== undefined) return fail(withinData(refused));
    return previewed(index, instrumentOf(command, checked.value, head + 1), until);
  }
}

/** The same problem with its field inside `data`. */
function withinData(problem: Problem): Problem {
  return { ...problem, field: problem.field === undefined ? 'data' : `data.${problem.field}` };
}

function instrumentOf(command: PreviewDto['command'], data: CommandData, n: number): Instrument {
  const dated = data as { readonly from: string; readonly until?: string };
  const fact: Omit<Fact<unknown>, 'data'> = {
    n,
    by: [],
    from: dayOf(dated.from),
    until: untilDayOf(dated.until),
    endedBy: undefined,
  };
  return command === 'AdoptScheme'
    ? schemeOf({ ...fact, data: data as unknown as SchemeAdopted })
    : variationOf({ ...fact, data: data as unknown as DelegationVaried });
}

function previewed(index: TrustIndex, draft: Instrument, asked: string | undefined): Outcome<PreviewView> {
  const { from } = draft;
  const until = asked === undefined ? (draft.until === FOREVER ? from + A_YEAR : draft.until) : dayOf(asked);
  if (until <= from) {
    return fail({
      code: 'RECORD.INTERVAL_EMPTY',
      field: 'until',
      expected: 'a day after the first day of the draft',
      detail: 'The period ends before the draft starts. Give a later day, or leave it out.',
    });
  }
  const known = draft.n - 1;
  const { cells, changes } = preview(index, draft, { from, until, known });
  return succeed({
    trust: index.trust,
    position: known,
    from: civilDate(from),
    until: civilDate(until),
    cells,
    changes: changes.map((change) => ({ ...change, from: civilDate(change.from), until: civilDate(change.until) })),
    lint: lint(index, draft, known),
  });
}
