import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import nunjucks from 'nunjucks';
import { dayInWords, dayOf } from '@remit/kernel';

/** Names a template and fixes the type of what it shows: `pageOf<AnswerModel>('ask/answer')`. */
export interface PageTemplate<Model> {
  /** The template's path below the pages, without its ending. */
  readonly view: string;
  /** Only for the compiler: what the template shows. */
  readonly model?: Model;
}

/** Declares a page: its template, and the type of the model that it is shown with. */
export function pageOf<Model extends object>(view: string): PageTemplate<Model> {
  return { view };
}

/** The built templates, styles and script of the pages. */
export class Templates {
  private readonly environment: nunjucks.Environment;
  private readonly views: string;
  /** Where the built styles and script lie. */
  readonly assets: string;
  /** The program of the thread that lays diagrams out. */
  readonly layoutProgram: string;

  /**
   * @param directory what `libs/web/build.mjs` made.
   * @throws Error when it is not there.
   */
  constructor(directory: string) {
    this.assets = path.join(directory, 'assets');
    this.layoutProgram = path.join(directory, 'layout-worker.cjs');
    const names = JSON.parse(readFileSync(path.join(directory, 'assets.json'), 'utf8')) as Record<string, string>;
    this.views = path.join(directory, 'views');
    const loader = new nunjucks.FileSystemLoader([this.views], { noCache: false });
    this.environment = new nunjucks.Environment(loader, { autoescape: true, trimBlocks: true, lstripBlocks: true });
    this.environment.addGlobal('asset', (name: string) => `/assets/${names[name] ?? name}`);
    this.environment.addFilter('day', longDay);
    this.environment.addFilter('lastDay', (until: string) => dayInWords(dayOf(until) - 1));
  }

  /** Compiles all templates before anybody waits for them. */
  warm(): void {
    for (const file of globSync('**/*.njk', { cwd: this.views, exclude: ['govuk/**'] })) {
      this.environment.getTemplate(file, true);
    }
  }

  /** A whole page as HTML. Everything in the model is escaped, unless a template says otherwise. */
  render<Model extends object>({ view }: PageTemplate<Model>, model: Model): string {
    return this.environment.render(`${view}.njk`, model);
  }
}

/** A date, or the date of an instant, as "3 March 2025". */
function longDay(date: string): string {
  return dayInWords(dayOf(date));
}
