import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type PageTemplate, Templates } from '@remit/web/nest';

const PAGES = path.resolve(import.meta.dirname, '../../apps/server/src/pages');

/** Templates that remember which of them were shown. */
export class CountedViews extends Templates {
  readonly shown = new Set<string>();

  constructor() {
    super(process.env['REMIT_TEST_WEB'] ?? 'dist/web');
  }

  override render<Model extends object>(template: PageTemplate<Model>, model: Model): string {
    this.shown.add(template.view);
    return super.render(template, model);
  }

  /** The views that the sources declare with `pageOf` and that were not shown yet. */
  missing(): string[] {
    return globSync('**/*.ts', { cwd: PAGES })
      .flatMap((file) => [...readFileSync(path.join(PAGES, file), 'utf8').matchAll(/pageOf<[^(]*\(\s*'([^']+)'/g)])
      .map(([, view = '']) => view)
      .filter((view) => !this.shown.has(view))
      .sort();
  }
}
