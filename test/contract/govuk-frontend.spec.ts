import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import nunjucks from 'nunjucks';

/** The components of govuk-frontend come with what they must look like: an upgrade that does not fit is seen here. */

const PACKAGE = path.resolve(import.meta.dirname, '../../node_modules/govuk-frontend/dist');
const COMPONENTS = path.join(PACKAGE, 'govuk/components');

interface Fixtures {
  readonly component: string;
  readonly fixtures: readonly { readonly name: string; readonly options: object; readonly html: string }[];
}

const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader([PACKAGE]), {
  autoescape: true,
  trimBlocks: true,
  lstripBlocks: true,
});

function fixturesOf(component: string): Fixtures {
  return JSON.parse(readFileSync(path.join(COMPONENTS, component, 'fixtures.json'), 'utf8')) as Fixtures;
}

/** Space between tags and within them does not count. */
function shape(html: string): string {
  return html
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\s*([<>])\s*/g, '$1')
    .trim();
}

const components = readdirSync(COMPONENTS, { withFileTypes: true }).filter((entry) => entry.isDirectory());

test.each(components.map(({ name }) => name))('%s renders as its makers expect', (component) => {
  const { fixtures } = fixturesOf(component);
  const template = environment.getTemplate(`govuk/components/${component}/template.njk`);
  for (const { name, options, html } of fixtures) {
    expect({ name, html: shape(template.render({ params: options })) }).toEqual({ name, html: shape(html) });
  }
  expect(fixtures.length).toBeGreaterThan(0);
});
