import type { Reply } from './api-server.js';
import type { Page, PageServer } from './page-server.js';

/** What is typed or chosen, by the name of the element: several values for boxes that are ticked. */
export type Filling = Readonly<Record<string, string | readonly string[]>>;

/** A form of a page as a browser holds it: with everything that stands in it, which can be changed and sent. */
export class FilledForm {
  private readonly values = new Map<string, readonly string[]>();
  readonly action: string;

  constructor(page: Page) {
    const { $ } = page;
    const form = $('main form[method="post"]').first();
    this.action = form.attr('action') ?? '';
    for (const element of form.find('input, select, textarea').toArray()) {
      const name = $(element).attr('name') ?? '';
      const type = $(element).attr('type');
      const isBox = type === 'radio' || type === 'checkbox';
      if (isBox && $(element).attr('checked') === undefined) continue;
      const selected = $(element).find('option[selected]').attr('value');
      const value = $(element).is('select')
        ? (selected ?? $(element).find('option').first().attr('value') ?? '')
        : $(element).is('textarea')
          ? $(element).text()
          : ($(element).attr('value') ?? (isBox ? 'on' : ''));
      this.values.set(name, isBox ? [...(this.values.get(name) ?? []), value] : [value]);
    }
    this.names = new Set(
      form
        .find('input, select, textarea, button')
        .toArray()
        .map((element) => $(element).attr('name') ?? ''),
    );
  }

  private readonly names: ReadonlySet<string>;

  /** Types and chooses. @throws when the form has no such element, as nobody could fill it in. */
  fill(filling: Filling): this {
    for (const [name, value] of Object.entries(filling)) {
      if (!this.names.has(name)) throw new Error(`The form has no element "${name}".`);
      this.values.set(name, typeof value === 'string' ? [value] : value);
    }
    return this;
  }

  /** What stands in an element. */
  valueOf(name: string): string | undefined {
    return this.values.get(name)?.[0];
  }

  /** The names of elements that begin so. */
  elements(beginning: string): string[] {
    return [...this.names].filter((name) => name.startsWith(beginning));
  }

  /** Sends the form. @param step the value of the button, when it has one */
  send(server: PageServer, step?: string): Promise<Reply> {
    const body = new URLSearchParams();
    for (const [name, values] of this.values) for (const value of values) body.append(name, value);
    if (step !== undefined) body.append('step', step);
    return server.send(this.action, 'POST', body.toString());
  }
}

/** The three boxes of a day `YYYY-MM-DD`. */
export function dayBoxes(name: string, date: string): Filling {
  const [year = '', month = '', day = ''] = date.split('-');
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year };
}
