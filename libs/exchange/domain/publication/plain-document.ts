import type { Id } from '@remit/kernel';
import { BOARD, type KnownFunction, MEMBERS, tiersOfLine } from '@remit/delegation';
import { tierByLaw } from '@remit/accountability';
import { FunctionGroups } from './function-groups.js';
import { asListed, PlainWords, tierInSentence } from './plain-words.js';
import type { PublishedDocument, PublishedSection } from './published-document.js';
import type { SchemeShown } from './scheme-document.js';
import { namedTiers } from './tier-names.js';

/**
 * A scheme in plain words, for parents and new trustees: a few sentences for each line, by group; then what stays with
 * the board because the scheme does not name it, and what the law keeps with the members, the board and others.
 */
export function plainDocument({ moment, lines, stamp, trustName }: SchemeShown): PublishedDocument {
  const functions = moment.functions();
  const lawful = [...new Set([MEMBERS, BOARD, ...functions.flatMap((fn) => tierByLaw(fn) ?? [])])];
  const tiers = namedTiers(moment, [...lines.flatMap(tiersOfLine), ...lawful]);
  const words = new PlainWords(tiers);
  const byHeading = new FunctionGroups(functions).sorted(lines, (line) => moment.functionOf(line.function));
  const named = new Set(lines.map((line) => line.function));
  const inSentence = new Map(tiers.map((tier) => [tier.tier, tierInSentence(tier)]));
  const nameOf = (tier: Id): string => inSentence.get(tier) ?? tier;
  return {
    title: `Who decides what in ${trustName}`,
    stamp,
    preface: [
      `This says in plain words who decides what in ${trustName}. The full scheme of delegation of the same version has every line with its number.`,
    ],
    sections: [
      ...[...byHeading].map(([heading, under]) => ({
        heading,
        sentences: under.map((line) => words.ofLine(line, moment.functionOf(line.function))),
      })),
      ...notDelegated(functions, named, nameOf(BOARD)),
      ...lawful.flatMap((tier) => keptByLaw(functions, tier, nameOf(tier))),
    ],
    sheets: [],
  };
}

function notDelegated(functions: readonly KnownFunction[], named: ReadonlySet<Id>, board: string): PublishedSection[] {
  const left = functions.filter((fn) => fn.class === 'open' && !named.has(fn.id));
  return sectionOf(`What the scheme leaves with ${board}`, left);
}

function keptByLaw(functions: readonly KnownFunction[], tier: Id, name: string): PublishedSection[] {
  return sectionOf(
    `What the law keeps with ${name}`,
    functions.filter((fn) => tierByLaw(fn) === tier),
  );
}

function sectionOf(heading: string, functions: readonly KnownFunction[]): PublishedSection[] {
  return functions.length === 0 ? [] : [{ heading, sentences: functions.map(asListed) }];
}
