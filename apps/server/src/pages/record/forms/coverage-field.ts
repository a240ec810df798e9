import type { VariationCoverage } from '@remit/delegation';
import { clusters, schools } from './choice-fields.js';
import { faulty, type Kind, type Known, type Read } from './field.js';
import { allOf, textOf, type Typed, typedIn } from './typed.js';

type How = 'trust' | 'schools' | 'cluster' | 'category';

const WORDS: Readonly<Record<How, string>> = {
  trust: 'The whole trust',
  schools: 'Schools, by name',
  cluster: 'The schools of a cluster',
  category: 'The schools of a category',
};

/** What a body, post or variation is for. @param category whether it may be a category of schools */
export function coverage({ category }: { readonly category: boolean }): Kind {
  return {
    read: (typed, { name }) => {
      const how = textOf(typed, name);
      return isHow(how) ? READERS[how](typed, name) : { value: undefined };
    },
    typed: (value, { name }) => typedCoverage(value as VariationCoverage, name),
    view: (typed, { name }, known) => ({ macro: 'coverage', ...optionsOf(typed, name, known, category) }),
    elementAt: (path, { name }) => (path.startsWith('schools') ? `${name}.schools` : name),
    verb: 'Choose',
  };
}

function isHow(text: string): text is How {
  return Object.hasOwn(WORDS, text);
}

const READERS: Readonly<Record<How, (typed: Typed, name: string) => Read>> = {
  trust: () => ({ value: { trust: true } }),
  schools: (typed, name) => {
    const ids = allOf(typed, `${name}.schools`);
    return ids.length === 0 ? faulty(`${name}.schools`, 'Choose at least one school.') : { value: { schools: ids } };
  },
  cluster: (typed, name) => {
    const cluster = textOf(typed, `${name}.cluster`);
    return cluster === '' ? faulty(`${name}.cluster`, 'Choose the cluster.') : { value: { cluster } };
  },
  category: (typed, name) => {
    const [category, value] = [textOf(typed, `${name}.category`), textOf(typed, `${name}.value`)];
    if (category === '') return faulty(`${name}.category`, 'Enter the category, such as autonomy.');
    if (value === '') return faulty(`${name}.value`, 'Enter the value in the category, such as reduced.');
    return { value: { category: { name: category, value } } };
  },
};

function typedCoverage(covers: VariationCoverage, name: string): Typed {
  if ('schools' in covers) return { [name]: ['schools'], [`${name}.schools`]: covers.schools };
  if ('cluster' in covers) return typedIn({ [name]: 'cluster', [`${name}.cluster`]: covers.cluster });
  if ('trust' in covers) return typedIn({ [name]: 'trust' });
  const { name: category, value } = covers.category;
  return typedIn({ [name]: 'category', [`${name}.category`]: category, [`${name}.value`]: value });
}

function optionsOf(typed: Typed, name: string, known: Known, category: boolean): object {
  const how = textOf(typed, name);
  const chosen = allOf(typed, `${name}.schools`);
  const cluster = textOf(typed, `${name}.cluster`);
  const hows: readonly How[] = ['trust', 'schools', 'cluster', ...(category ? ['category' as const] : [])];
  return {
    hows: hows.map((value) => ({ value, text: WORDS[value], selected: value === how })),
    schools: schools(known).map(({ value, text }) => ({ value, text, selected: chosen.includes(value) })),
    clusters: clusters(known).map((each) => ({ ...each, selected: each.value === cluster })),
    category: textOf(typed, `${name}.category`),
    value: textOf(typed, `${name}.value`),
    categories: known.categories.map((each) => `${each.name}: ${each.value}`).join('; '),
  };
}
