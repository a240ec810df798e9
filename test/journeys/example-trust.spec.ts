import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Answer, gaps, holdings, Moment } from '@remit/accountability';
import { civilDate, dayOf, parseStrictJson } from '@remit/kernel';
import { engineCommands } from '@remit/engine';
import { answerText } from '../../apps/cli/src/print/answer-text.js';
import { PureTrust, pureTrust, type ScriptCommand, type ScriptQuestion } from '../support/pure-trust.js';

/**
 * The example trust of examples/northshire: accepted as a whole, and every feature that its README names is in it. And
 * what the documentation shows: the answers on the front page, the first record, the examples of the record language.
 */

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** The entry before the minutes of July 2025 were recorded, and the newest one. */
const BEFORE_LATE_MINUTES = 199;
const HEAD = 209;
const TODAY = '2026-11-21';

const lines = read('examples/northshire/record.jsonl').trimEnd().split('\n');
const script = lines.map((line) => JSON.parse(line) as ScriptCommand);
const trust = new PureTrust('northshire');
const refused = script.map((command) => trust.record(command)).filter((problem) => problem !== undefined);

type Asked = Omit<ScriptQuestion, 'knownAt'> & { readonly knownAt?: number };

function ask(question: Asked): Answer {
  const answer = trust.ask({ knownAt: HEAD, ...question });
  if (!('status' in answer)) throw new Error(answer.detail);
  return answer;
}

/** Who decides, in the fewest words. */
function outcome(question: Asked) {
  const { status, layer, instrument, decides } = ask(question);
  const people = decides?.people.map(({ person, as }) => `${person} ${as}`);
  return { status, layer, instrument, tier: decides?.tier, holder: decides?.holder, people };
}

const holderOf = (question: Asked) => ask(question).decides?.holder;
const codes = (question: Asked) => ask(question).findings.map(({ code }) => code);
const today = () => new Moment(trust.index, dayOf(TODAY), HEAD);

describe('the record of the example trust', () => {
  it('has one strict JSON object a line', () => {
    expect(lines.filter((line) => 'fault' in parseStrictJson(line))).toEqual([]);
    expect(script.every((entry) => Object.keys(entry).join() === 'command,data')).toBe(true);
  });

  it('is accepted, command by command', () => {
    expect(refused).toEqual([]);
    expect(trust.index.head).toBe(HEAD);
    expect(script[0]).toMatchObject({ command: 'EstablishTrust', data: { trust: 'northshire' } });
  });

  it('names no people: persons are ids only', () => {
    const appointed = script.filter(({ command }) => command === 'Appoint');
    const people = appointed.map(({ data }) => (data as { readonly person: string }).person);
    expect(people.filter((person) => !/^p-[a-z]\d\d$/.test(person))).toEqual([]);
  });
});

describe('the five questions of the README', () => {
  it('1: a church school has a governing body of its own, where others share a regional board', () => {
    expect(outcome({ function: 'beh.policy', school: 'st-ebbas', on: TODAY })).toEqual({
      status: 'held',
      layer: 'scheme',
      instrument: 'scheme-2025',
      tier: 'local',
      holder: 'local-st-ebbas',
      people: ['p-l13 chair', 'p-l14 member', 'p-l19 member'],
    });
    expect(holderOf({ function: 'beh.policy', school: 'larkmeadow', on: TODAY })).toBe('regional-moor');
  });

  it('2: who was to appoint the principal of Lantern Point in October 2025 depends on what was known', () => {
    const october = { function: 'hr.head.appoint', school: 'lantern-point', on: '2025-10-06' };
    expect(outcome(october)).toMatchObject({ tier: 'ceo', holder: 'ceo', instrument: 'scheme-2025' });
    expect(outcome({ ...october, knownAt: BEFORE_LATE_MINUTES })).toMatchObject({
      tier: 'local',
      holder: 'regional-coast',
      instrument: 'scheme-2022',
    });
  });

  it('3: an order of £32,000 is for the executive head at Saltmarsh and for the chief executive at Larkmeadow', () => {
    const order = { function: 'fin.order.approve', on: TODAY, amount: 3_200_000 };
    expect(outcome({ ...order, school: 'saltmarsh' })).toEqual({
      status: 'held',
      layer: 'school',
      instrument: 'executive-head-coast',
      tier: 'executive-head',
      holder: 'executive-head-coast',
      people: ['p-h01 holder'],
    });
    expect(holderOf({ ...order, school: 'larkmeadow' })).toBe('ceo');
  });

  it('4: during the intervention the improvement board decided the development plan of Larkmeadow', () => {
    const plan = { function: 'str.plan.school', school: 'larkmeadow', on: '2025-06-03' };
    expect(outcome(plan)).toEqual({
      status: 'held',
      layer: 'intervention',
      instrument: 'intervention-larkmeadow',
      tier: 'improvement-board',
      holder: 'improvement-larkmeadow',
      people: ['p-t11 chair', 'p-e05 member', 'p-h07 member'],
    });
    expect(ask(plan).accountable).toEqual({ tier: 'board', holder: 'board' });
  });

  it('5: while Harrowfell had no head the chief executive could appoint staff, and nobody could exclude', () => {
    const gap = { school: 'harrowfell', on: '2022-05-16' };
    expect(ask({ function: 'hr.staff.appoint', ...gap })).toMatchObject({
      status: 'vacant',
      cause: 'post-vacant',
      decides: { tier: 'head', holder: 'head-harrowfell', people: [] },
      exercisableBy: { tier: 'ceo', holder: 'ceo', people: [{ person: 'p-e02', as: 'holder' }] },
    });
    const exclusion = { function: 'beh.exclude', ...gap };
    expect(ask(exclusion)).toMatchObject({ status: 'vacant', layer: 'law', exercisableBy: null });
    expect(codes(exclusion)).toEqual(['nobody-can-act']);
  });
});

describe('its structure', () => {
  it('has eight schools of three phases today', () => {
    const moment = today();
    const phases = [...trust.index.structure.schools.keys()].map((school) => moment.membership(school)?.data.phase);
    expect(phases.sort()).toEqual([...new Array<string>(5).fill('primary'), 'secondary', 'secondary', 'special']);
  });

  it('answers for days before the trust, and before a school joined', () => {
    const policy = { function: 'beh.policy', school: 'alderwick' };
    expect(ask({ ...policy, on: '2016-08-31' }).status).toBe('before-record');
    expect(ask({ ...policy, on: '2022-08-31' }).status).toBe('not-in-trust');
    expect(ask({ ...policy, on: '2022-09-01' }).status).toBe('held');
  });

  it('put a regional board for each of two clusters in the place of local bodies, but for one school', () => {
    const six = ['kestrel-bay', 'saltmarsh', 'curlew-lane', 'lantern-point', 'harrowfell', 'larkmeadow'];
    const holders = (on: string) => six.map((school) => holderOf({ function: 'beh.policy', school, on }));
    expect(holders('2021-08-31')).toEqual(six.map((school) => `local-${school}`));
    expect(holders('2021-09-01')).toEqual([
      ...new Array<string>(4).fill('regional-coast'),
      ...new Array<string>(2).fill('regional-moor'),
    ]);
    expect(holderOf({ function: 'beh.policy', school: 'st-ebbas', on: '2021-09-01' })).toBe('local-st-ebbas');
  });

  it('has a lead academy whose head is executive head of three schools', () => {
    const moment = today();
    expect(moment.classification('kestrel-bay', 'role')?.data.value).toBe('lead-academy');
    const held = holdings(moment, { person: 'p-h01' });
    const targets = held.filter(({ function: id, part }) => id === 'edu.targets' && part === 'decides');
    expect(targets.map(({ school, through }) => `${String(school)} ${through}`)).toEqual([
      'kestrel-bay executive-head-coast',
      'saltmarsh executive-head-coast',
      'curlew-lane executive-head-coast',
    ]);
  });

  it('had the head of one school act for another, with the head on leave still named', () => {
    const people = (school: string, on: string) => outcome({ function: 'beh.exclude', school, on }).people;
    expect(people('saltmarsh', '2023-03-01')).toEqual(['p-h01 acting', 'p-h03 holder']);
    expect(people('saltmarsh', '2023-07-22')).toEqual(['p-h03 holder']);
    expect(people('kestrel-bay', '2023-03-01')).toEqual(['p-h01 holder']);
  });

  it('has the complaints panel that law asks for', () => {
    expect(outcome({ function: 'gov.complaints.panel', school: 'lantern-point', on: TODAY })).toMatchObject({
      status: 'held',
      layer: 'law',
      holder: 'complaints-panel',
      people: ['p-m04 chair', 'p-m05 member', 'p-x04 member'],
    });
  });

  it('lets terms of office end, and flags the committee that then has too few people', () => {
    const board = (on: string) => outcome({ function: 'str.vision.trust', on }).people;
    expect(board('2022-08-31')).toContain('p-t01 chair');
    expect(board('2022-09-01')).toContain('p-t08 chair');
    expect(board('2026-08-31')).toContain('p-t09 member');
    expect(board('2026-09-01')).not.toContain('p-t09 member');
    expect(codes({ function: 'aud.programme', on: '2026-08-31' })).toEqual([]);
    expect(codes({ function: 'aud.programme', on: TODAY })).toEqual(['below-minimum']);
  });

  it('left Harrowfell without a head from 25 April to 31 August 2022', () => {
    const period = { from: dayOf('2022-01-01'), until: dayOf('2023-01-01'), known: HEAD };
    const found = gaps(trust.index, period, { function: 'hr.staff.appoint', school: 'harrowfell' });
    expect(found.map(({ kind, from, until }) => [kind, civilDate(from), civilDate(until)])).toEqual([
      ['vacant', '2022-04-25', '2022-09-01'],
    ]);
  });
});

describe('its delegation', () => {
  it('kept everything with the board until there was a scheme', () => {
    const policy = { function: 'beh.policy', school: 'saltmarsh' };
    expect(outcome({ ...policy, on: '2019-08-31' })).toMatchObject({ status: 'retained', holder: 'board' });
    expect(holderOf({ ...policy, on: '2019-09-01' })).toBe('local-saltmarsh');
  });

  it('has three versions of a scheme, each with at least 60 functions', () => {
    const days = ['2019-09-01', '2022-08-31', '2022-09-01', '2025-08-31', '2025-09-01'];
    const inForce = days.map((day) => trust.index.delegation.schemeOn(dayOf(day), HEAD));
    expect(inForce.map((scheme) => scheme?.version)).toEqual(['1', '1', '2', '2', '3']);
    expect(inForce.every((scheme) => scheme!.lines.all.length >= 60)).toBe(true);
  });

  it('gives orders by amount, each limit to the penny', () => {
    const order = { function: 'fin.order.approve', school: 'larkmeadow', on: TODAY };
    const amounts = [500_000, 500_001, 5_000_000, 5_000_001, 25_000_000, 25_000_001];
    const tiers = amounts.map((amount) => ask({ ...order, amount }).decides?.tier);
    expect(tiers).toEqual(['head', 'ceo', 'ceo', 'finance-committee', 'finance-committee', 'board']);
    expect(ask(order)).toMatchObject({ status: 'by-amount', bands: [{ upTo: 500_000 }, {}, {}, { upTo: null }] });
  });

  it('gives more to a school with earned autonomy and less to the one on reduced delegation', () => {
    const structure = { function: 'hr.structure', on: '2025-01-06' };
    expect(outcome({ ...structure, school: 'lantern-point' })).toMatchObject({ layer: 'category', tier: 'head' });
    expect(outcome({ ...structure, school: 'harrowfell' })).toMatchObject({ layer: 'category', tier: 'ceo' });
    expect(outcome({ ...structure, school: 'alderwick' })).toMatchObject({ layer: 'scheme', tier: 'local' });
    expect(outcome({ ...structure, school: 'harrowfell', on: '2023-01-09' })).toMatchObject({ layer: 'scheme' });
  });

  it('moved powers to an improvement board and gave them back', () => {
    const plan = { function: 'str.plan.school', school: 'larkmeadow' };
    const holders = ['2025-01-12', '2025-01-13', '2026-01-04', '2026-01-05'].map((on) => holderOf({ ...plan, on }));
    expect(holders).toEqual(['regional-moor', 'improvement-larkmeadow', 'improvement-larkmeadow', 'regional-moor']);
    expect(holderOf({ ...plan, school: 'alderwick', on: '2025-06-03' })).toBe('regional-moor');
  });

  it('let an urgent variation count only once urgent action had been delegated', () => {
    const tooEarly = { function: 'est.closure', school: 'saltmarsh', on: '2020-04-01' };
    expect(outcome(tooEarly)).toMatchObject({ layer: 'scheme', holder: 'head-saltmarsh' });
    expect(codes(tooEarly)).toEqual(['urgent-action-not-delegated']);
    const closure = { function: 'est.closure', school: 'alderwick' };
    expect(outcome({ ...closure, on: '2023-09-04' })).toMatchObject({ layer: 'urgent', holder: 'ceo' });
    expect(outcome({ ...closure, on: '2023-10-21' })).toMatchObject({ layer: 'scheme', holder: 'head-alderwick' });
  });

  it('flags a line of the first two schemes that law does not allow', () => {
    const vary = { function: 'gov.sod.vary-school', school: 'harrowfell' };
    expect(outcome({ ...vary, on: '2024-04-15' })).toMatchObject({ layer: 'law', holder: 'board' });
    expect(codes({ ...vary, on: '2024-04-15' })).toEqual(['not-delegable']);
    expect(codes({ ...vary, on: TODAY })).toEqual([]);
  });

  it('has a function of its own', () => {
    expect(outcome({ function: 'own.forest-site', on: TODAY })).toMatchObject({ holder: 'director-education' });
  });
});

describe('what was known of it', () => {
  it('learnt late of the scheme that took effect in September 2025', () => {
    const curriculum = { function: 'edu.curriculum', school: 'st-ebbas', on: '2025-10-06' };
    expect(outcome({ ...curriculum, knownAt: BEFORE_LATE_MINUTES })).toMatchObject({ tier: 'local' });
    expect(outcome({ ...curriculum, knownAt: BEFORE_LATE_MINUTES + 2 })).toMatchObject({ tier: 'head' });
    const scheme = script[BEFORE_LATE_MINUTES + 2];
    expect(scheme?.data).toMatchObject({ scheme: 'scheme-2025', from: '2025-09-01', decidedOn: '2025-07-14' });
  });

  it('replaced a wrong date: Harrowfell went on reduced delegation on 15 April 2024, not on 1 April', () => {
    const staff = { function: 'hr.staff.appoint', school: 'harrowfell', on: '2024-04-08' };
    expect(outcome({ ...staff, knownAt: 169 })).toMatchObject({ layer: 'category', holder: 'ceo' });
    expect(outcome(staff)).toMatchObject({ layer: 'scheme', holder: 'head-harrowfell' });
    expect(ask({ ...staff, on: '2024-04-15' }).why.map(({ step }) => step)).toContain('correction');
  });

  it('voided an appointment to the wrong regional board', () => {
    const people = (school: string, knownAt: number) =>
      outcome({ function: 'beh.policy', school, on: '2022-10-03', knownAt }).people;
    expect(people('saltmarsh', 149)).toContain('p-l16 member');
    expect(people('saltmarsh', HEAD)).not.toContain('p-l16 member');
    expect(people('harrowfell', HEAD)).toContain('p-l16 member');
  });
});

describe('what the documentation shows', () => {
  const frontPage = read('README.md');

  /** Each `remit who` on the front page that asks the example trust, with what is shown under it. */
  const shown = [...frontPage.matchAll(/^\$ npx remit who (--function .*)\n([^]*?)(?=\n\n\$|\n```)/gm)];
  const option = (written: string, name: string) => new RegExp(`--${name} (\\S+)`).exec(written)?.[1];

  const naming = read('examples/northshire/names.jsonl').trimEnd().split('\n');
  const names = naming.map((line) => JSON.parse(line) as ScriptCommand);
  const named = pureTrust([...script, ...names]);
  const people = Object.fromEntries(
    names
      .filter(({ command }) => command === 'RegisterPerson')
      .map(({ data }) => data as { readonly person: string; readonly details: { readonly name: string } })
      .map(({ person, details }) => [person, details] as const),
  );

  /** What the command line says of the example with its names, which are recorded after everything else. */
  const answered = (question: Asked): string => {
    const answer = named.ask({ knownAt: named.index.head, ...question });
    if (!('status' in answer)) throw new Error(answer.detail);
    return answerText(question.knownAt === undefined ? { ...answer, people } : answer);
  };

  /** The text without the moment of recording, which differs each time. */
  const timeless = (text: string) => text.replace(/ \(\d+ \w+ \d{4}, \d\d:\d\d UTC\)/, '');

  it('shows real answers of the example with its names on the front page: paste them anew when the wording changes', () => {
    expect(shown).toHaveLength(7);
    for (const [, written, output] of shown) {
      const [knownAt, amount] = [option(written!, 'known-at'), option(written!, 'amount')];
      const says = answered({
        function: option(written!, 'function')!,
        school: option(written!, 'school'),
        on: option(written!, 'on')!,
        ...(knownAt === undefined ? {} : { knownAt: Number(knownAt) }),
        ...(amount === undefined ? {} : { amount: Number(amount) }),
      });
      expect(timeless(says).slice(0, timeless(output!).length)).toBe(timeless(output!));
    }
  });

  it('shows the first record on the front page as it stands in its file, and it is accepted', () => {
    const first = read('examples/first-record/record.jsonl');
    expect(frontPage).toContain(`\`\`\`jsonl\n${first}\`\`\``);
    const commands = first.trimEnd().split('\n');
    expect(commands).toHaveLength(10);
    const own = pureTrust(commands.map((line) => JSON.parse(line) as ScriptCommand));
    const staff = { function: 'hr.staff.appoint', school: 'oak', knownAt: 9 };
    expect(own.ask({ ...staff, on: '2025-06-03' })).toMatchObject({ status: 'held', decides: { holder: 'head-oak' } });
    expect(own.ask({ ...staff, on: '2026-06-03' })).toMatchObject({ exercisableBy: { holder: 'board' } });
  });

  it('has an example of every command in the record language, and together they are a record', () => {
    const blocks = [...read('docs/record-language.md').matchAll(/^```json\n([^]*?)^```/gm)];
    const commands = blocks.map(([, text]) => JSON.parse(text!) as ScriptCommand);
    expect(pureTrust(commands).index.head).toBe(commands.length - 1);
    const shownCommands = new Set(commands.map(({ command }) => command));
    expect([...engineCommands.keys(), 'Correct'].filter((command) => !shownCommands.has(command))).toEqual([]);
  });
});
