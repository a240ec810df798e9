import { type AnswerLayer, Moment } from '@remit/accountability';
import { dayOf } from '@remit/kernel';
import { randomQuestions } from '../oracle/random-record.js';
import type { Command, Line } from '../oracle/types.js';
import { randomTrusts } from '../support/random-trusts.js';
import { printedSeed } from '../support/seed.js';
import { trustIfAccepted } from '../support/shaped-trust.js';
import { verdictText } from '../support/verdict-text.js';

const RECORDS = 24;
const QUESTIONS = 36;

type Edit = (line: Line) => readonly Line[];

/** The record with the lines for a function in some of its variations edited. */
function edited(record: readonly Command[], variations: readonly string[], functionId: string, edit: Edit): Command[] {
  return record.map((each) => {
    if (each.command !== 'VaryDelegation' || !variations.includes(each.data.variation)) return each;
    const lines = each.data.lines.flatMap((line) => (line.function === functionId ? edit(line) : [line]));
    return { ...each, data: { ...each.data, lines } };
  });
}

const inherits: Edit = (line) => [{ ...line, decides: 'inherit' }];
const nothing: Edit = () => [];

test('a variation that says "inherit" decides as if its layer had no line', () => {
  const layers = new Map<AnswerLayer, number>();
  for (const { seed, record, trust } of randomTrusts(printedSeed('PROPERTY_SEED'), RECORDS)) {
    for (const question of randomQuestions(record, seed, QUESTIONS)) {
      const answer = trust.ask(question);
      if ('code' in answer || answer.layer === null || answer.instrument === null) continue;
      const moment = new Moment(trust.index, dayOf(question.on), question.knownAt);
      const ofLayer = moment
        .candidates(question.function, question.school)
        .map(({ instrument }) => instrument)
        .filter(({ layer }) => layer === answer.layer && layer !== 'scheme');
      // What a correction lets a variation say stands elsewhere in the record; those are left to others.
      if (ofLayer.length === 0 || ofLayer.some(({ by }) => by.length > 0)) continue;
      const winner = [answer.instrument];
      const all = ofLayer.map(({ id }) => id);
      const withInherit = trustIfAccepted(edited(record, winner, question.function, inherits));
      const withNothing = trustIfAccepted(edited(record, all, question.function, nothing));
      if (withInherit === undefined || withNothing === undefined) continue;
      layers.set(answer.layer, (layers.get(answer.layer) ?? 0) + 1);
      const [inherited, removed] = [withInherit, withNothing].map((each) => verdictText(each, question));
      if (inherited !== removed) expect({ seed, question, inherited }).toEqual({ seed, question, inherited: removed });
    }
  }
  for (const layer of ['urgent', 'intervention', 'school', 'cluster', 'category'] as const) {
    expect({ layer, tried: (layers.get(layer) ?? 0) > 2 }).toEqual({ layer, tried: true });
  }
});
