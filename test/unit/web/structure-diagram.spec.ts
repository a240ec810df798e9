import { load } from 'cheerio';
import { BOX_PAINTS, type BoxKind, type Diagram, type Layout, layoutQuestion, structureDiagram } from '@remit/web';
import { contrast } from '../../support/contrast.js';

const box = (id: string, kind: BoxKind, name = id) => {
  return { id, kind, name, says: `${kind} ${name}`, href: kind === 'cluster' ? undefined : `/${id}` };
};

const DIAGRAM: Diagram = {
  id: 'd',
  title: 'A <title>',
  description: 'A description',
  boxes: [
    box('t', 'trust'),
    box('board', 'body'),
    box('c', 'cluster', 'Coast'),
    box('c-board', 'body'),
    box('oak', 'school', 'Oak & Elm "Church of England" Voluntary Aided Primary School on the Hill'),
    box('elm', 'school'),
    box('both', 'body'),
  ],
  lines: [
    ['t', 'board'],
    ['t', 'c'],
    ['c', 'c-board'],
    ['c', 'oak'],
    ['t', 'elm'],
    ['oak', 'both'],
    ['elm', 'both'],
  ].map(([from = '', to = '']) => ({ from, to })),
};

const question = layoutQuestion(DIAGRAM);

/** Every box under the one before it. */
const LAYOUT: Layout = {
  width: 400,
  height: 900.4,
  boxes: Object.fromEntries(question.boxes.map(({ id }, at) => [id, { x: 12, y: at * 120 }])),
  lines: DIAGRAM.lines.map(() => [
    { x: 0, y: 0 },
    { x: 10.4, y: 20.6 },
  ]),
};

test('the text of each kind of box stands out from its ground by 4.5 to 1 at least', () => {
  for (const [kind, { ground, text }] of Object.entries(BOX_PAINTS)) {
    expect({ kind, enough: contrast(ground, text) >= 4.5 }).toEqual({ kind, enough: true });
  }
});

test('a body stands in the column after that of what it looks after, of several the last', () => {
  const columns = Object.fromEntries(question.boxes.map(({ id, column }) => [id, column]));
  expect(columns).toEqual({ t: 0, board: 1, c: 1, 'c-board': 2, oak: 2, elm: 2, both: 3 });
});

test('a box is high enough for its name in lines, of which there are three at most', () => {
  const heights = new Map(question.boxes.map(({ id, height }) => [id, height]));
  expect(heights.get('oak')! - heights.get('elm')!).toBe(38);
  const $ = load(structureDiagram(DIAGRAM, LAYOUT), { xml: true });
  const drawn = $('a[href="/oak"]');
  const [bottom, last] = [Number(drawn.find('rect').attr('y')) + heights.get('oak')!, drawn.find('text').last()];
  expect(Number(last.attr('y'))).toBeLessThan(bottom);
  expect(last.text()).toMatch(/…$/);
});

test('a picture has a name and a description, every box is named in full, and nothing is styled or unescaped', () => {
  const svg = structureDiagram(DIAGRAM, LAYOUT);
  const $ = load(svg, { xml: true });
  expect($('svg > title').text()).toBe('A <title>');
  expect(
    $('svg')
      .attr('aria-labelledby')!
      .split(' ')
      .map((id) => $(`#${id}`).length),
  ).toEqual([1, 1]);
  expect(
    $('a')
      .toArray()
      .map((a) => $(a).attr('aria-label')),
  ).toContain('school Oak & Elm "Church of England" Voluntary Aided Primary School on the Hill');
  expect($('g[role="img"]').attr('aria-label')).toBe('cluster Coast');
  expect($('path')).toHaveLength(DIAGRAM.lines.length);
  expect(svg).not.toMatch(/style=|<style|<title>A </);
});
