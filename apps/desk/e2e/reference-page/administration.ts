import type { Page } from 'playwright-core';
import { handsOn } from '../a-desk.ts';

/** What an administrator reaches for on any page of administration. */
export function administrationOn(page: Page) {
  const hands = handsOn(() => page);
  const { button, choose, field, isTold, save } = hands;
  const settings = page.getByRole('navigation', { name: 'Settings' });
  /** An entry of the site map. */
  const place = (name: string) => settings.getByRole('link', { name, exact: true }).click();
  const group = (name: string) => page.getByRole('group', { name, exact: true });
  return {
    ...hands,
    settings,
    place,
    group,
    heading: (name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor(),
    switchOf: (name: string) => page.getByRole('switch', { name, exact: true }),
    step: (name: string) =>
      page
        .getByRole('navigation', { name: 'Steps' })
        .getByRole('button', { name: new RegExp(`^${name}`) })
        .click(),
    /** Begins one of a list of the site map. */
    async begin(list: string, name: string) {
      await place(list);
      await page.getByRole('link', { name: /^New/ }).first().click();
      await field('Name').fill(name);
    },
    /** Opens one of a list of the site map. */
    async open(list: string, name: string) {
      await place(list);
      await page.getByRole('table').getByRole('link', { name, exact: true }).click();
      await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    },
    tab: (name: string) => page.getByRole('tab', { name, exact: true }).click(),
    /** Chooses from a list of which several can be chosen, and closes it. */
    async chooseAlso(control: string, option: string) {
      await choose(control, option);
      await page.keyboard.press('Escape');
    },
    /** Takes what a button copies out of the clipboard. */
    async copied(name: string): Promise<string> {
      await button(`Copy: ${name}`).click();
      return page.evaluate(() => navigator.clipboard.readText());
    },
    isTold,
    save,
  };
}
export type Administration = ReturnType<typeof administrationOn>;

interface Account {
  readonly name: string;
  readonly sid: string;
  readonly token: string;
  readonly numbers: readonly { readonly number: string; readonly type: string; readonly description: string }[];
}

/** Walks the wizard of an account up to its callback information (product.md 2). */
export async function addAccount(
  { begin, button, choose, field, group, isTold }: Administration,
  page: Page,
  { name, sid, token, numbers }: Account,
): Promise<void> {
  await begin('Accounts', name);
  await choose('Provider', 'Twilio');
  await button('Next: Credentials').click();
  await field('Account SID').fill(sid);
  await page.getByLabel('Auth token').fill(token);
  await button('Next: Numbers').click();
  for (const [at, { number, type, description }] of numbers.entries()) {
    if (at > 0) await button('Add SMS number').click();
    const entry = group(`Number ${at + 1}`);
    await entry.getByRole('textbox', { name: 'Number' }).fill(number);
    await entry.getByRole('combobox', { name: 'Type' }).click();
    await page.getByRole('option', { name: type, exact: true }).click();
    await entry.getByRole('textbox', { name: 'Description' }).fill(description);
  }
  await button('Create account').click();
  await isTold('Waiting for a first text');
}
