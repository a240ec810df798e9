import { gaps, matrix, Moment, timeline } from '@remit/accountability';
import { random } from '../../test/oracle/random.js';
import type { Figure } from '../figures.js';
import { bestOf, type RunOptions, timed, timeEach } from '../measure.js';
import { questionsAbout, schoolAt, someMoment } from '../questions.js';
import { FIRST_DAY, LAST_DAY } from '../trust-generator.js';
import { generateIndex } from '../trust-entries.js';

const MATRICES = 7;
const TIMELINES = 200;
const YEARS_OF_SCHOOLS = 7;

/** The views that look at many cells: the whole matrix at past moments, timelines, gaps of a school's year. */
export async function views({ seed, rounds }: RunOptions): Promise<Figure[]> {
  const index = generateIndex({ seed, trust: 'bench', pace: 1 });
  const chance = random(seed);
  const moments = Array.from({ length: MATRICES }, () => someMoment(index, chance));
  const wholeMatrix = ({ day, known }: Moment) => matrix(new Moment(index, day, known), {});
  const first = await timed(() => wholeMatrix(moments[0]!));
  const cells = wholeMatrix(moments[0]!);
  const asked = questionsAbout(index, chance, TIMELINES).map(({ function: id, school, known }) => {
    const fn = new Moment(index, LAST_DAY, index.head).functionOf(id)!;
    return { fn, school, period: { from: FIRST_DAY, until: LAST_DAY, known } };
  });
  const years = Array.from({ length: YEARS_OF_SCHOOLS }, () => {
    const moment = someMoment(index, chance);
    const from = Math.min(moment.day, LAST_DAY - 365);
    return { school: schoolAt(moment, chance), period: { from, until: from + 365, known: moment.known } };
  });
  const best = await bestOf(rounds, {
    text: () => timeEach(moments.slice(0, 3), () => JSON.stringify(cells)),
    matrix: () => timeEach(moments, wholeMatrix),
    timeline: () => timeEach(asked, (each) => timeline(index, each)),
    gaps: () => timeEach(years, ({ school, period }) => gaps(index, period, { school })),
  });
  const line = (what: string, value: number): Figure => ({ scenario: 'views', what, value, unit: 'ms' });
  const floor = { floor: best.text.p50, floorIs: 'JSON.stringify of the same matrix' };
  return [
    {
      ...line(
        `matrix of 155 functions × 100 schools (${String(cells.length)} cells) at a past moment`,
        best.matrix.p50,
      ),
      ...floor,
      target: { atMost: 100 },
    },
    { ...line('the first matrix of a fresh process', first), ...floor },
    line('timeline of one function at one school over 10 years, p50', best.timeline.p50),
    line('timeline of one function at one school over 10 years, p99', best.timeline.p99),
    line('gaps of one school over a year, all its functions, p50', best.gaps.p50),
  ];
}
