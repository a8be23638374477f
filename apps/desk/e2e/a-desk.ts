import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { AxeBuilder } from '@axe-core/playwright';
import { decodeJwt } from 'jose';
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { signInOf, whenATestFails } from '#testing';

/** The Chromium of the tests (tools/infrastructure finds it), without anything that talks to the world. A test that fails says what it showed. */
export async function aBrowser(): Promise<Browser> {
  const browser = await chromium.launch({
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
      // a page of a story lives for seconds: what its code would gain from being optimised costs more than it brings
      '--js-flags=--no-turbofan,--no-maglev',
    ],
  });
  whenATestFails(() => whatWasShown(browser));
  return browser;
}

/** What each window showed, as a reader would be told; the beginning of it, where that is long. */
async function whatWasShown(browser: Browser): Promise<string> {
  const pages = browser.contexts().flatMap((context) => context.pages());
  const shown = pages.map(async (page) => {
    const tree = await page.locator('body').ariaSnapshot({ timeout: 5_000 });
    return `${page.url()} showed:\n${tree.slice(0, 8_000)}`;
  });
  const settled = await Promise.allSettled(shown);
  return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])).join('\n\n');
}

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

/**
 * Opens an address of the desk as one of the demo's people. The sign-in is one of before: who signs in by hand loads the desk twice, and the
 * page between.
 */
export async function openDesk(
  browser: Browser,
  baseUrl: string,
  person: PersonName,
  path = '/',
  options: BrowserContextOptions = {},
): Promise<Desk> {
  return open(browser, baseUrl, path, options, {
    before: (page) => bringSignIn(page, baseUrl, person),
    then: (page) => page.getByRole('button', { name: `You: ${people[person]}` }).waitFor(),
  });
}

/** The same through the page of the development sign-in. */
export const signInTo = (
  browser: Browser,
  baseUrl: string,
  person: PersonName,
  path = '/',
  options: BrowserContextOptions = {},
): Promise<Desk> =>
  open(browser, baseUrl, path, options, { before: async () => {}, then: (page) => signIn(page, person) });

async function open(
  browser: Browser,
  baseUrl: string,
  path: string,
  options: BrowserContextOptions,
  steps: { before(page: Page): Promise<void>; then(page: Page): Promise<void> },
): Promise<Desk> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'America/Los_Angeles',
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  await steps.before(page);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on(
    'console',
    (message) => message.type() === 'error' && complaints.push(`${message.text()} ${message.location().url}`),
  );
  await page.goto(new URL(path, baseUrl).href);
  await steps.then(page);
  return { page, complaints };
}

/** Gives the browser what it would hold after a sign-in: the issuer's cookies, and in this window what the desk keeps of it. */
async function bringSignIn(page: Page, baseUrl: string, person: PersonName): Promise<void> {
  const { issuer, clientId, tokens, cookies } = await signInOf(baseUrl, person);
  const { exp, scope } = decodeJwt<{ scope?: string }>(tokens.access_token);
  await page.context().addCookies([...cookies].map(([name, value]) => ({ name, value, url: issuer, httpOnly: true })));
  const user = { ...tokens, token_type: 'Bearer', scope, expires_at: exp, profile: decodeJwt(tokens.id_token!) };
  await page.addInitScript(
    ([origin, key, kept]) => {
      // once: who signs out stays so
      if (location.origin !== origin || sessionStorage.getItem('brought')) return;
      sessionStorage.setItem('brought', 'yes');
      sessionStorage.setItem(key!, kept!);
    },
    [new URL(baseUrl).origin, `sign-in.user:${issuer}:${clientId}`, JSON.stringify(user)],
  );
}

/** Forgets what the person chose for themselves; a page that is gone chooses nothing more. */
async function preferNothing(origin: string, token: string): Promise<void> {
  const path = `${origin}/api/routing/people/me/preferences`;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const { version } = (await (await fetch(path, { headers })).json()) as { version: number };
  if (version === 0) return;
  await fetch(path, { method: 'PUT', headers: { ...headers, 'if-match': `"${version}"` }, body: '{}' });
}

/** Leaves the desk for the next story of the same person: signed in, and with nothing else kept in the browser or chosen by them. */
export async function putAway({ page }: Desk): Promise<void> {
  const { origin } = new URL(page.url());
  await page.unrouteAll();
  await page.evaluate(() => {
    for (const key of Object.keys(sessionStorage))
      if (!key.startsWith('sign-in.') && key !== 'brought') sessionStorage.removeItem(key);
  });
  const token = await page.evaluate(() => {
    const user = Object.entries(sessionStorage).find(([key]) => key.startsWith('sign-in.user:'))?.[1];
    return user === undefined ? null : (JSON.parse(user) as { access_token: string }).access_token;
  });
  await page.goto('about:blank');
  if (token !== null) await preferNothing(origin, token);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  const browser = await page.context().newCDPSession(page);
  await browser.send('Storage.clearDataForOrigin', { origin, storageTypes: 'local_storage,indexeddb' });
  await browser.detach();
}

/** Leaves the desk where nothing is, as wide and as light as it was opened, for `goOn` to go on from with what it has read by then. */
export async function layAside({ page }: Desk): Promise<void> {
  await page.unrouteAll();
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
}

/**
 * Opens an address as the same person in the desk that was put away, or in a first one: what the browser has read and compiled already is not
 * read again for each story.
 */
export async function openAgain(
  desk: Desk | undefined,
  browser: Browser,
  baseUrl: string,
  person: PersonName,
  path = '/',
): Promise<Desk> {
  if (!desk) return openDesk(browser, baseUrl, person, path);
  desk.complaints.length = 0;
  await desk.page.goto(new URL(path, baseUrl).href);
  await desk.page.getByRole('button', { name: `You: ${people[person]}` }).waitFor();
  return desk;
}

/**
 * Goes to another page as a link of the desk does, without loading it anew: that costs a second of the processor. By way of an address where nothing
 * is, so that what is waited for next is of the new page.
 */
export async function goOn(page: Page, path: string): Promise<void> {
  const goTo = (address: string) => page.evaluate((to) => history.pushState({}, '', to), address);
  const nothing = page.getByText('There is nothing at this address.');
  await goTo('/nothing-here');
  await nothing.waitFor();
  await goTo(path);
  await isGone(nothing);
}

/** Chooses a person on the page of the development sign-in. */
export async function signIn(page: Page, person: PersonName): Promise<void> {
  await page.getByRole('button', { name: people[person] }).click();
  await page.getByRole('button', { name: `You: ${people[person]}` }).waitFor();
}

/** Something to hold up an answer with, until it is let go. */
export function aHold(): { readonly released: Promise<void>; readonly release: () => void } {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  return { released, release };
}

/** Gone from the page, or never there. */
export const isGone = (what: Locator): Promise<void> => what.waitFor({ state: 'hidden' });

/** The page in light or in dark, once it is drawn so. */
export async function drawIn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  // colours that go over into those of the other scheme are neither
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
        .map(({ finished }) => finished),
    ).then(() => undefined),
  );
}

/** Rules about colours: what a page in the other scheme can break that it did not break in the first. */
const colours = ['color-contrast', 'link-in-text-block'];

/** The same axe in less than half as many words: each page that is looked at is sent them, and reads them. */
const axeSource = readFileSync(
  createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** What axe finds serious or critical on the whole page, each with where it is; of a page that was looked at in light, in `dark` its colours. */
export async function barriers(page: Page, scheme: 'light' | 'dark' = 'light'): Promise<string[]> {
  // there are no frames: without the mode for them no further page is opened to put results together
  const isThere = await page.evaluate('typeof axe === "object"');
  // what the page has already need not be read again, twice at each look
  const axe = new AxeBuilder({ page, axeSource: isThere ? ';' : axeSource }).setLegacyMode().options({
    resultTypes: ['violations'],
    ...(scheme === 'dark' && { runOnly: { type: 'rule', values: colours } }),
  });
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
