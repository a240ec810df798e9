import { expect, type Locator, type Page } from '@playwright/test';

/** So many elements a page may have before the one that is looked for. */
const TABS_MAX = 3000;

/** Expressions that are worked out in the page. */
const CHOSEN = 'document.activeElement.selectedOptions[0]?.text.trim()';
/** An outline or a shadow on what has the focus, or on what stands beside a box that is ticked. */
const SHOWS_FOCUS = `[document.activeElement, document.activeElement.nextElementSibling ?? document.activeElement]
  .map((each) => getComputedStyle(each))
  .some(({ outlineStyle, outlineWidth, boxShadow }) =>
    (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none')`;

/** A person with a keyboard and no pointer. Playwright's own clicks, fills and focus are never used. */
export class Keyboard {
  constructor(private readonly page: Page) {}

  /** Goes on with the tabulator until an element has the focus, and sees that it shows. */
  async reach(target: Locator): Promise<void> {
    await expect(target).toBeVisible();
    const focused = target.and(this.page.locator(':focus'));
    for (let at = 0; at < TABS_MAX; at += 1) {
      await this.page.keyboard.press('Tab');
      if ((await focused.count()) > 0) {
        expect(await this.page.evaluate<boolean>(SHOWS_FOCUS)).toBe(true);
        return;
      }
    }
    throw new Error(`The tabulator does not reach ${String(target)}.`);
  }

  /** Follows a link, presses a button, or opens what is folded. */
  async press(target: Locator): Promise<void> {
    await this.reach(target);
    await this.page.keyboard.press('Enter');
  }

  /** Types over what stands in a field. */
  async type(target: Locator, text: string): Promise<void> {
    await this.reach(target);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.type(text);
  }

  /** Chooses in a list by the first letters of what it says. */
  async choose(target: Locator, label: string): Promise<void> {
    await this.reach(target);
    await this.page.keyboard.type(label);
    expect(await this.page.evaluate<string>(CHOSEN)).toBe(label);
  }

  /** Types a day into its three boxes. */
  async day(group: Locator, date: string): Promise<void> {
    const [year = '', month = '', day = ''] = date.split('-');
    await this.type(group.getByLabel('Day'), day);
    await this.type(group.getByLabel('Month'), month);
    await this.type(group.getByLabel('Year'), year);
  }
}
