import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';

/** The Chromium of the tests (tools/infrastructure finds it), without anything that talks to the world. */
export const aBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

export const people = {
  lena: 'Lena Marsh',
  diego: 'Diego Kessler',
  noor: 'Noor Haddad',
  sofia: 'Sofia Lindgren',
  dana: 'Dana Brooks',
};
export type PersonName = keyof typeof people;

/** A window with the desk in it, and what its browser complained about. */
export interface Desk {
  readonly page: Page;
  readonly complaints: string[];
}

/** Opens an address of the desk as one of the demo's people, through the development sign-in. */
export async function openDesk(
  browser: Browser,
  baseUrl: string,
  person: PersonName,
  path = '/',
  options: BrowserContextOptions = {},
): Promise<Desk> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'America/Los_Angeles',
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on(
    'console',
    (message) => message.type() === 'error' && complaints.push(`${message.text()} ${message.location().url}`),
  );
  await page.goto(new URL(path, baseUrl).href);
  await signIn(page, person);
  return { page, complaints };
}

/** Chooses a person on the page of the development sign-in. */
export async function signIn(page: Page, person: PersonName): Promise<void> {
  await page.getByRole('button', { name: people[person] }).click();
  await page.getByRole('button', { name: `You: ${people[person]}` }).waitFor();
}

/** Gone from the page, or never there. */
export const isGone = (what: Locator): Promise<void> => what.waitFor({ state: 'hidden' });

/** The page in light or in dark, once it is drawn so. */
export async function drawIn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}

/** What axe finds serious or critical on the whole page, each with where it is. */
export async function barriers(page: Page): Promise<string[]> {
  // there are no frames: without the mode for them no further page is opened to put results together
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
}

/** Whether the page itself scrolls sideways: it never may. */
export const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

/** How a customer's number is written in the desk. */
export const written = (number: string): string =>
  number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, (_, area, exchange, line) => `+1 (${area}) ${exchange}-${line}`);

/** What a person of the stories reaches for on the page that is open. */
export function handsOn(page: () => Page) {
  const button = (name: string | RegExp) => page().getByRole('button', { name, exact: typeof name === 'string' });
  const isTold = (sentence: string | RegExp) => page().getByText(sentence).first().waitFor();
  return {
    button,
    isTold,
    field: (name: string) => page().getByRole('textbox', { name, exact: true }),
    dialog: () => page().getByRole('dialog'),
    /** Chooses from the list of a control. */
    choose: async (control: string, option: string) => {
      await page().getByRole('combobox', { name: control, exact: true }).last().click();
      await page().getByRole('option', { name: option, exact: true }).click();
    },
    save: async () => {
      await button('Save changes').click();
      // nothing is left to save, and nothing is being saved: an earlier "Saved" may stand there still
      await page().locator('button:disabled:not([data-loading])').filter({ hasText: 'Save changes' }).waitFor();
      await isTold('Saved. In force within 2 seconds.');
    },
  };
}
