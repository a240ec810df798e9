import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readWorksheet } from '@remit/exchange/nest';
import { valueOf } from '@remit/record/nest';
import { jsonLines, remit } from '../support/command-line.js';
import { csv } from '../support/scheme-files.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

/** `remit import scheme`: from a trust's own spreadsheet to the scheme in its record, and an answer by it. */

const examples = path.resolve(import.meta.dirname, '../../examples');
const directory = temporaryDirectory();
const at = (name: string): string => path.join(directory.path, name);
afterAll(() => directory.remove());

/** Each test starts the program several times. */
const A_WHILE = 60_000;

const run = (...args: string[]) => remit([...args, '--data', at('data'), '--trust', 'northshire']);
const head = async (): Promise<number | undefined> => {
  const [listed] = jsonLines((await remit(['trusts', '--json', '--data', at('data')])).out);
  return (listed as { trusts: { head: number }[] }).trusts[0]?.head;
};

interface DraftLine {
  readonly command: string;
  readonly provenance: string;
  readonly data: { readonly lines: readonly unknown[]; readonly [member: string]: unknown };
}

const draftIn = (name: string) => jsonLines(readFileSync(at(name), 'utf8')) as DraftLine[];

beforeAll(async () => {
  await remit(['record', path.join(examples, 'northshire/record.jsonl'), '--data', at('data')]);
  copyFileSync(path.join(examples, 'your-scheme/scheme.xlsx'), at('scheme.xlsx'));
}, A_WHILE);

test(
  'what is in doubt goes to a worksheet, and nothing else happens',
  async () => {
    const ran = await run('import', 'scheme', at('scheme.xlsx'));
    expect(ran).toMatchObject({ code: 1, err: '' });
    expect(ran.out).toContain('9 questions are to be answered before there is a draft:');
    expect(ran.out).toMatch(/^2 +rows without one decider$/m);
    expect(ran.out).toContain(
      `They are in ${at('scheme.questions.xlsx')}. Open it, write into the column "Your answer"`,
    );
    expect(existsSync(at('scheme.draft.jsonl'))).toBe(false);
    expect(await head()).toBe(209);
  },
  A_WHILE,
);

test(
  'answers given so far are kept when the worksheet is written again, and wrong ones are told',
  async () => {
    const { key } = (
      jsonLines((await run('import', 'scheme', at('scheme.xlsx'), '--json')).out)[0] as {
        questions: { question: { key: string } }[];
      }
    ).questions.at(-1)!.question;
    const rows = [
      ['Your answer', 'Key (leave as it is)'],
      ['1 December 2026', 'in-force'],
      ['CEO', key],
      ['CEO', 'decider / gone'],
    ];
    writeFileSync(at('some.csv'), csv(rows));
    const ran = await run('import', 'scheme', at('scheme.xlsx'), '--answers', at('some.csv'));
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('8 questions are to be answered');
    expect(ran.out).toContain('"1 December 2026" to: From which day on is this scheme in force?');
    expect(ran.out).toContain('Answers to questions that the file does not raise (any more):\n  - decider / gone');
    const { answers } = valueOf(await readWorksheet(at('some.csv')));
    expect(Object.fromEntries(answers)).toEqual({
      'in-force': '1 December 2026',
      [key]: 'CEO',
      'decider / gone': 'CEO',
    });
  },
  A_WHILE,
);

const GROUNDS = ['--decided-on', '2026-07-13', '--decision', 'Board minutes 13 July 2026, item 5'];

test(
  'with the answers there is a draft, the same byte for byte each time',
  async () => {
    copyFileSync(path.join(examples, 'your-scheme/answers.xlsx'), at('scheme.questions.xlsx'));
    const ran = await run('import', 'scheme', at('scheme.xlsx'), ...GROUNDS);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain(
      "29 lines: 0 by the id of a function, 25 by its name, 3 by an answer, 1 of the trust's own.",
    );
    expect(ran.out).toMatch(/^From 1 December 2026 it would change who decides \d+ of \d+ that it touches/m);
    expect(ran.out).toContain('Before it is adopted, look at:');
    expect(ran.out).toContain(
      `Nothing is recorded yet. To adopt it: remit record ${at('scheme.draft.jsonl')} --trust northshire`,
    );
    const first = readFileSync(at('scheme.draft.jsonl'));
    await run('import', 'scheme', at('scheme.xlsx'), ...GROUNDS);
    expect(readFileSync(at('scheme.draft.jsonl'))).toEqual(first);
    expect(draftIn('scheme.draft.jsonl')).toMatchObject([
      { command: 'DefineFunction', data: { function: 'own.forest-school-and-outdoor-learning', scope: 'school' } },
      {
        command: 'AdoptScheme',
        provenance: 'import',
        data: {
          scheme: 'scheme-2026-12-01',
          decidedOn: '2026-07-13',
          evidence: [
            { ref: 'scheme.xlsx', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
            { ref: 'scheme.questions.xlsx', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
          ],
        },
      },
    ]);
    expect(await head()).toBe(209);
  },
  A_WHILE,
);

test(
  'recorded, it answers a question and says where it came from',
  async () => {
    expect(await run('record', at('scheme.draft.jsonl'))).toMatchObject({ code: 0 });
    const entries = jsonLines((await run('log', '--after', '209', '--json')).out) as {
      entry: { provenance: string; type: string };
    }[];
    expect(entries.map(({ entry }) => [entry.type, entry.provenance])).toEqual([
      ['FunctionDefined.v1', 'import'],
      ['SchemeAdopted.v1', 'import'],
    ]);
    const asked = await run(
      'who',
      '--function',
      'fin.order.approve',
      '--school',
      'alderwick',
      '--on',
      '2026-12-05',
      '--amount',
      '300050',
      '--explain',
    );
    expect(asked.out).toMatch(/Chief financial officer \(cfo\) decides "Place orders"/);
    expect(asked.out).toContain('of scheme scheme-2026-12-01');
  },
  A_WHILE,
);

test(
  'what cannot be recorded leaves no draft',
  async () => {
    const ran = await run('import', 'scheme', at('scheme.xlsx'), '--id', 'scheme-2025', '--out', at('again.jsonl'));
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain('RECORD.ID_TAKEN');
    expect(existsSync(at('again.jsonl'))).toBe(false);
  },
  A_WHILE,
);

test.each(['xlsx', 'docx', 'csv'])(
  'a scheme published as %s comes back line by line without a question',
  async (format) => {
    const file = at(`published.${format}`);
    await run('publish', 'scheme', '--scheme', 'scheme-2025', '--out', file);
    const ran = await run('import', 'scheme', file, '--from', '2027-09-01', '--out', at(`${format}.jsonl`));
    expect(ran).toMatchObject({ code: 0, err: '' });
    const recorded = jsonLines(readFileSync(path.join(examples, 'northshire/record.jsonl'), 'utf8')) as DraftLine[];
    const scheme = recorded.find(({ command, data }) => command === 'AdoptScheme' && data['scheme'] === 'scheme-2025');
    const [adopted] = draftIn(`${format}.jsonl`);
    expect(sorted(adopted?.data.lines)).toEqual(sorted(scheme?.data.lines));
  },
);

/** Lines without what says nothing: the order of tiers, and the board as the one who delegates. */
function sorted(lines: readonly unknown[] | undefined): unknown[] {
  return (lines ?? []).map((line) => {
    const members = Object.entries(line as Record<string, unknown>).filter(
      ([name, value]) => name !== 'delegatedFrom' || value !== 'board',
    );
    return Object.fromEntries(
      members.map(([name, value]) => [name, Array.isArray(value) ? value.map(String).sort() : value]),
    );
  });
}

test(
  'a small trust of its own, as the example has it',
  async () => {
    const own = ['--data', at('brook-vale'), '--trust', 'brook-vale'];
    const example = (name: string): string => path.join(examples, 'your-scheme', name);
    expect(await remit(['record', example('trust.jsonl'), ...own])).toMatchObject({ code: 0 });
    const ran = await remit([
      ...['import', 'scheme', example('scheme.xlsx'), '--answers', example('answers.xlsx')],
      ...['--out', at('brook-vale.jsonl'), ...own],
    ]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).not.toContain('Answers to questions');
    expect(await remit(['record', at('brook-vale.jsonl'), ...own])).toMatchObject({ code: 0 });
  },
  A_WHILE,
);

test(
  'a file that is no scheme is refused with what to do',
  async () => {
    writeFileSync(at('letter.csv'), 'Dear parents,\nthe school is closed on Friday.\n');
    const ran = await run('import', 'scheme', at('letter.csv'));
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toMatch(
      /^No scheme of delegation was found in letter\.csv: .*Put the headings in, then import again\. \(EXCHANGE\.NO_SCHEME_TABLE\)\n$/,
    );
    const missing = await run('import', 'scheme', at('nowhere.xlsx'));
    expect(missing.err).toContain('CLI.FILE_MISSING');
  },
  A_WHILE,
);

test.each([
  [['import', 'scheme']],
  [['import', 'scheme', 'a.xlsx', 'b.xlsx']],
  [['import', 'scheme', 'a.xlsx', '--questions', 'q.pdf']],
  [['import', 'scheme', 'a.xlsx', '--questions', 'a.xlsx']],
  [['import', 'scheme', 'a.xlsx', '--out', 'a.xlsx']],
  [['import', 'scheme', 'a.xlsx', '--on', '2026-09-01']],
  [['import', 'scheme', 'a.xlsx', '--plan']],
])(
  '%j is not how it is written',
  async (args) => {
    const ran = await run(...args);
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toContain('CLI.USAGE');
  },
  A_WHILE,
);
