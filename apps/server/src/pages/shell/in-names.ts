import type { Id } from '@remit/kernel';
import { labelOf, usualTierName } from '@remit/accountability';
import type { PeopleShown } from '@remit/accountability/nest';
import type { Reading } from './reading.js';
import { clusterName, personName, tierInWords } from './words.js';

/** What the record calls what sentences have by its id. */
interface ReadingOfNames {
  readonly names: Pick<Reading['names'], 'holders' | 'tiers' | 'clusters'>;
}

/**
 * A sentence of an answer with names where it has ids: answers are kept and proved, so that names of persons never stand
 * in them, and kinds of body or post without a word of the trust's own and clusters stand in them by their ids. A body or
 * post keeps its id beside its name where another one in the sentence has the same name.
 */
export function inNames(reading: ReadingOfNames, says: string, people: PeopleShown = {}): string {
  const labelled = reading.names.holders.filter((holder) => says.includes(labelOf(holder)));
  const alone = labelled.filter(({ name }) => labelled.filter((other) => other.name === name).length === 1);
  const called = alone.reduce((text, holder) => text.replaceAll(labelOf(holder), () => holder.name), says);
  return Object.entries(people).reduce(
    (text, [id, shown]) => text.replaceAll(wholeWord(id), () => personName(id, shown)),
    clustersNamed(reading, tiersNamed(reading, called)),
  );
}

function wholeWord(id: Id): RegExp {
  return new RegExp(`(?<![\\w.-])${id.replaceAll('.', String.raw`\.`)}(?![\\w-])`, 'g');
}

/** An id within a sentence: a full stop behind it is the sentence's. */
const ID = '([a-z0-9]+(?:[._-][a-z0-9]+)*)';
/** Where answers call a tier by its name alone; the sentence that says which word is recorded for a tier keeps its id. */
const TIER_QUOTED = new RegExp(`(?<!word for the )(tier "|nobody \\(")${ID}"`, 'g');
const TIER_BY_LAW = new RegExp(`(" is for the )${ID}(?= to decide)`, 'g');
/** Or something in quotes, such as the name of a function, which is nothing to be changed. */
const TIER_GIVEN = new RegExp(`"[^"]*"|((?:for|to|and|,) the )${ID}(?![\\w'-])`, 'g');
const TIER_BESIDE = new RegExp(` \\(${ID}\\)(?=, which covers)`, 'g');
const CLUSTER = new RegExp(`(?<=the cluster )${ID}(?![\\w-])`, 'g');

function tiersNamed(reading: ReadingOfNames, says: string): string {
  const isTier = (id: Id): boolean => reading.names.tiers.some((tier) => tier.id === id);
  return says
    .replaceAll(TIER_QUOTED, (_all, before: string, id: Id) => `${before}${tierInWords(reading, id)}"`)
    .replaceAll(TIER_BY_LAW, (_all, before: string, id: Id) => `${before}${tierSpoken(reading, id)}`)
    .replaceAll(TIER_GIVEN, (all: string, before: string | undefined, id: Id) =>
      before !== undefined && isTier(id) ? `${before}${tierSpoken(reading, id)}` : all,
    )
    .replaceAll(TIER_BESIDE, (all: string, id: Id, at: number, text: string) => {
      if (!isTier(id)) return all;
      const name = tierSpoken(reading, id);
      const isSaid = text.slice(0, at).toLowerCase().endsWith(name.toLowerCase());
      return isSaid ? '' : ` (${name})`;
    });
}

/** A tier's name within a sentence. One that only its bodies and posts have may begin with the name of a place. */
function tierSpoken(reading: ReadingOfNames, id: Id): string {
  const name = tierInWords(reading, id);
  const { entry = null } = reading.names.tiers.find((tier) => tier.id === id) ?? {};
  const isCommon = entry !== null || name === usualTierName(id);
  return isCommon ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

function clustersNamed(reading: ReadingOfNames, says: string): string {
  return says.replaceAll(CLUSTER, (id) => clusterName(reading, id));
}
