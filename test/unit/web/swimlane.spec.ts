import { load } from 'cheerio';
import { dayOf } from '@remit/kernel';
import { type LaneSegment, PAINTS, type Swimlane, swimlane } from '@remit/web';

const [from, until] = [dayOf('2016-09-01'), dayOf('2026-09-01')];

function segment(start: string, end: string, more: Partial<LaneSegment> = {}): LaneSegment {
  const says = `From ${start} to ${end}`;
  return { from: dayOf(start), until: dayOf(end), kind: 'scheme', label: 'Scheme 1', says, href: '/who', ...more };
}

const MODEL: Swimlane = {
  id: 'moves',
  title: 'How it moved',
  description: 'Who decided',
  from,
  until,
  mark: dayOf('2025-03-03'),
  lanes: [
    { name: 'Board', segments: [segment('2016-09-01', '2019-09-01'), segment('2025-01-13', '2026-09-01')] },
    { name: 'Local governing body', segments: [segment('2019-09-01', '2025-01-13', { kind: 'varied' })] },
  ],
};

/** Where each box begins and ends, from left to right. */
function boxesOf(model: Swimlane): [number, number][] {
  const $ = load(swimlane(model), { xml: true });
  return $('a')
    .toArray()
    .map((a): [number, number] => {
      const box = $(a).find('rect').first();
      return [Number(box.attr('x')), Number(box.attr('x')) + Number(box.attr('width'))];
    })
    .sort(([a], [b]) => a - b);
}

describe('a picture of lanes', () => {
  test('its boxes tile the period: no gap, no overlap, and as wide as their days', () => {
    const boxes = boxesOf(MODEL);
    const [first, last] = [boxes[0]!, boxes.at(-1)!];
    for (const [at, [left]] of boxes.entries()) if (at > 0) expect(left).toBeCloseTo(boxes[at - 1]![1], 1);
    const share = (dayOf('2019-09-01') - from) / (until - from);
    expect(first[1] - first[0]).toBeCloseTo(share * (last[1] - first[0]), 1);
  });

  test('every box is a link with a sentence, in a list named as its lane', () => {
    const $ = load(swimlane(MODEL), { xml: true });
    expect(
      $('[role=list]')
        .toArray()
        .map((lane) => $(lane).attr('aria-label')),
    ).toEqual(['Board', 'Local governing body']);
    const links = $('[role=list] > [role=listitem] > a').toArray();
    expect(links.map((a) => [$(a).attr('href'), $(a).attr('aria-label'), $(a).find('title').text()])).toContainEqual([
      '/who',
      'From 2019-09-01 to 2025-01-13',
      'From 2019-09-01 to 2025-01-13',
    ]);
    expect($('svg').attr('aria-labelledby')).toBe(`${$('svg > title').attr('id')!} ${$('svg > desc').attr('id')!}`);
  });

  test('escapes names, words and addresses, and needs neither styles nor scripts', () => {
    const name = '</text><script>alert("1")</script>';
    const svg = swimlane({
      ...MODEL,
      title: name,
      description: name,
      lanes: [
        { name, segments: [segment('2016-09-01', '2026-09-01', { label: name, says: name, href: '/"><script>' })] },
      ],
    });
    expect(svg).not.toMatch(/<script|style=|onload/);
    const $ = load(svg, { xml: true });
    expect([$('svg > title').text(), $('[role=list]').attr('aria-label'), $('a').attr('href')]).toEqual([
      name,
      name,
      '/"><script>',
    ]);
  });

  test('writes a label only where there is room for it, and lane names within their place', () => {
    const short = segment('2016-09-01', '2016-10-01', { label: 'Scheme 1' });
    const long =
      'Local governing body of the Church of England Primary School of Saint Ebba and Saint Oswald by the Sea';
    const $ = load(
      swimlane({ ...MODEL, lanes: [{ name: long, segments: [short, segment('2016-10-01', '2026-09-01')] }] }),
      {
        xml: true,
      },
    );
    expect(
      $('a')
        .toArray()
        .map((a) => $(a).find('text').text()),
    ).toEqual(['', 'Scheme 1']);
    const words = $('svg > g > text[aria-hidden]')
      .toArray()
      .map((text) => $(text).text());
    expect(words).toHaveLength(3);
    expect(words.at(-1)).toMatch(/…$/);
  });

  test('points out the day that it is read for, when it is in the period', () => {
    expect(swimlane(MODEL)).toContain('>3 March 2025</text>');
    expect(swimlane({ ...MODEL, mark: until })).not.toContain('font-weight');
  });

  test('the ticks of a period of few days stand at whole days', () => {
    const days = { from: dayOf('2025-03-01'), until: dayOf('2025-03-04') };
    const svg = swimlane({ ...MODEL, ...days, mark: days.from, lanes: [] });
    const $ = load(svg, { xml: true });
    const labels = $('svg > g[aria-hidden] text')
      .toArray()
      .map((text) => $(text).text());
    expect(labels).toEqual(['2 March', '3 March', '1 March 2025']);
    const lines = $('svg > g[aria-hidden]').first().find('line').toArray();
    expect(lines).toHaveLength(4);
  });

  test.each(Object.entries(PAINTS))('text can be read on %s: at least 4.5 to 1', (_kind, { ground, text }) => {
    expect(contrast(ground, text)).toBeGreaterThanOrEqual(4.5);
  });
});

/** Contrast of two colours. Source: WCAG 2.2, relative luminance and contrast ratio. */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
