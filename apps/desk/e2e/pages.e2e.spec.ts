import type { Browser, Page } from 'playwright-core';
import { aProduct, deskOf, type RunningProduct, until } from '#testing';
import {
  aBrowser,
  barriers,
  type Desk,
  isGone,
  openDesk,
  type PersonName,
  scrollsSideways,
  written,
} from './a-desk.ts';

let product: RunningProduct;
let browser: Browser;
/** A conversation that Lena holds, with a long name's worth of everything in it. */
let held: string;
const customer = '+14255550890';
const arabic = 'مرحبا، أريد أن أعرف متى تصل الشحنة؟';

beforeAll(async () => {
  [product, browser] = await Promise.all([aProduct(), aBrowser()]);
  const lena = deskOf(await product.ready('lena'));
  await product.text(customer, 'Where is my parcel?');
  ({ id: held } = await lena.accept(customer));
  await lena.reply(held, 'It arrives tomorrow.');
  await product.text(customer, arabic);
  await product.text(customer, 'wordwithoutanyspace'.repeat(20));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 30_000);

const opened: Desk[] = [];
afterEach(async () => {
  for (const { page, complaints } of opened.splice(0)) {
    await page.context().close();
    expect(complaints).toEqual([]);
  }
});

async function open(person: PersonName, path: string, options: Parameters<typeof openDesk>[4] = {}): Promise<Page> {
  const desk = await openDesk(browser, product.baseUrl, person, path, options);
  opened.push(desk);
  return desk.page;
}
const row = (page: Page, table: string, text: string) =>
  page.getByRole('group', { name: table }).getByRole('row').filter({ hasText: text });

describe('the supervisor’s page', () => {
  it('shows who waits and who is there, and follows without being touched', async () => {
    const page = await open('sofia', '/');
    await page.getByRole('heading', { name: 'Live' }).waitFor();
    await row(page, 'Agents', 'Lena Marsh').getByText('Busy').waitFor();
    await row(page, 'Conversations', written(customer)).getByText('Active').waitFor();

    const diego = deskOf(await product.ready('diego'));
    await row(page, 'Agents', 'Diego Kessler').getByText('Available').waitFor();
    const lena = await product.as('lena');
    await lena('PUT', '/api/routing/agents/me/presence', { presence: 'away' });
    await row(page, 'Agents', 'Lena Marsh').getByText('Appear away').waitFor();
    await diego.call('PUT', '/api/routing/agents/me/presence', { presence: 'offline' });
    await product.text('+14255550891', 'Nobody is here for me');
    await page.getByRole('link', { name: /^In queue 1 1 in Main/ }).waitFor();
    await row(page, 'Conversations', written('+14255550891')).getByText('Open').waitFor();
  });

  it('watches a conversation without a way to write in it', async () => {
    const page = await open('sofia', '/live');
    await page.getByRole('link', { name: `Monitor ${written(customer)}` }).click();
    await page.getByText('You are watching. Neither side sees you.').waitFor();
    await page.getByRole('article').filter({ hasText: 'It arrives tomorrow.' }).getByText('Lena Marsh').waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
    await deskOf(await product.as('lena')).reply(held, 'A second answer');
    await page.getByRole('article').filter({ hasText: 'A second answer' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Live' }).waitFor();
  });
});

describe('the administrator’s pages', () => {
  it('show what goes into Twilio’s console, and never the token', async () => {
    const page = await open('dana', '/admin/accounts');
    await page.getByRole('link', { name: 'Main' }).click();
    await page.getByText(product.wired.webhook).waitFor();
    await page.getByText(/^Set on /).waitFor();
    expect(await page.content()).not.toContain(product.wired.authToken);
    await page.getByRole('button', { name: 'Copy: A message comes in' }).waitFor();
  });

  it('save a queue, say what is wrong in its place, and ask before changes are left', async () => {
    const page = await open('dana', `/admin/queues/${product.wired.queueId}`);
    const name = page.getByRole('textbox', { name: 'Name', exact: true });
    await name.fill('');
    await page.getByRole('textbox', { name: 'Priority' }).click();
    await page.getByText('is required').waitFor();
    await name.fill('Front desk');
    await page.getByRole('link', { name: 'Channels', exact: true }).click();
    await page
      .getByRole('dialog', { name: 'Leave without saving?' })
      .getByRole('button', { name: 'Stay here' })
      .click();
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByRole('heading', { level: 1, name: 'Front desk' }).waitFor();
    await page.getByRole('link', { name: 'Queues', exact: true }).first().click();
    await page.getByRole('row').filter({ hasText: 'Front desk' }).waitFor();
  });

  it('do not write over what somebody else saved meanwhile', async () => {
    const page = await open('dana', `/admin/workstreams/${product.wired.workstreamId}`);
    const seconds = page.getByRole('textbox', { name: 'Time to accept' });
    await seconds.fill('90');
    const dana = await product.as('dana');
    const path = `/api/routing/workstreams/${product.wired.workstreamId}/distribution`;
    const { version } = await dana<{ version: number }>('GET', path);
    await dana('PUT', path, { capacityUnits: 2 }, { 'if-match': `"${version}"` });
    await page.getByRole('button', { name: 'Save changes' }).click();
    const dialog = page.getByRole('dialog', { name: 'Changed in the meantime' });
    await dialog.getByText('Somebody saved this page in the meantime.').waitFor();
    await dialog.getByRole('button', { name: 'Reload theirs' }).click();
    await isGone(dialog);
    expect(await page.getByRole('textbox', { name: 'Units of capacity' }).inputValue()).toBe('2');
    opened.at(-1)!.complaints.length = 0; // 412, as the browser says it
  });
});

describe('a page that cannot be shown', () => {
  it.each([
    ['lena', '/admin/queues', 'You can’t open Administration.'],
    ['lena', '/live', 'You can’t open Live.'],
    ['dana', '/work', 'You can’t open Work.'],
    ['sofia', '/nowhere', 'There is nothing at this address.'],
  ] as const)('says why, to %s at %s', async (person, path, sentence) => {
    const page = await open(person, path);
    await page.getByText(sentence).waitFor();
  });

  it('says what could not be loaded, with what to quote, and loads it on demand', async () => {
    const page = await open('lena', '/work');
    await page.route('**/messages?*', (route) =>
      route.fulfill({ status: 500, json: { code: 'broken', correlationId: '7f3a91c2-0000-7000-8000-000000000000' } }),
    );
    await page.goto(new URL(`/work/c/${held}`, product.baseUrl).href);
    await page.getByText('This conversation could not be loaded.').waitFor();
    await page.getByText('Reference 7f3a91c2').waitFor();
    await page.unroute('**/messages?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('article').filter({ hasText: 'Where is my parcel?' }).waitFor();
    opened.at(-1)!.complaints.length = 0; // the 500s, as the browser says them
  });
});

const everyPage = (): readonly [person: PersonName, path: string, ready: string][] => [
  ['lena', '/work', 'Your conversations'],
  ['lena', `/work/c/${held}`, 'Texts'],
  ['sofia', '/live', 'Conversations'],
  ['sofia', `/live/c/${held}`, 'Texts'],
  ['dana', '/admin/channels', 'Channels'],
  ['dana', '/admin/accounts', 'Accounts'],
  ['dana', `/admin/accounts/${product.wired.accountId}`, 'Numbers'],
  ['dana', '/admin/workstreams', 'Workstreams'],
  ['dana', `/admin/workstreams/${product.wired.workstreamId}`, 'Work distribution'],
  ['dana', '/admin/queues', 'Queues'],
  ['dana', `/admin/queues/${product.wired.queueId}`, 'Agents'],
];

/** Each person looks at their pages, all three at the same time. */
async function eachPage(look: (page: Page, path: string, ready: string) => Promise<void>): Promise<void> {
  const round = async (person: PersonName) => {
    const page = await open(person, '/');
    for (const [, path, ready] of everyPage().filter(([whose]) => whose === person)) {
      await page.goto(new URL(path, product.baseUrl).href);
      await page.getByLabel(ready, { exact: true }).first().waitFor();
      await look(page, path, ready);
    }
  };
  await Promise.all((['lena', 'sofia', 'dana'] as const).map(round));
}

describe('every page', () => {
  it('has nothing that bars a reader, in light and in dark', async () => {
    const found: Record<string, string[]> = {};
    await eachPage(async (page, path) => {
      await isGone(page.getByRole('status').filter({ hasText: 'Loading' }).first());
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
        const list = await barriers(page);
        if (list.length > 0) found[`${path} ${colorScheme}`] = list;
      }
    });
    expect(found).toEqual({});
  }, 240_000);

  it('fits a desk, a small screen and a telephone without scrolling sideways', async () => {
    const found: string[] = [];
    await eachPage(async (page, path, ready) => {
      for (const width of [1440, 1024, 390]) {
        await page.setViewportSize({ width, height: 800 });
        await page.getByLabel(ready, { exact: true }).first().waitFor();
        if (await scrollsSideways(page)) found.push(`${path} at ${width}`);
      }
      await page.setViewportSize({ width: 1440, height: 900 });
    });
    expect(found).toEqual([]);
  }, 240_000);
});

describe('the keyboard alone', () => {
  it('reaches every region, the help, the presence and every session', async () => {
    const page = await open('lena', `/work/c/${held}`);
    await page.getByRole('textbox', { name: /^Text to/ }).waitFor();
    const visited = new Set<string>();
    const region = () =>
      page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-region]')?.dataset['region'] ?? '');
    for (let turn = 0; turn < 7; turn += 1) {
      await page.keyboard.press('F6');
      visited.add(await region());
    }
    expect([...visited].sort()).toEqual(['composer', 'context', 'list', 'rail', 'thread', 'top']);

    await page.keyboard.press('F4');
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('Escape');
    await isGone(page.getByRole('menu'));
    await page.keyboard.press('Control+/');
    const help = page.getByRole('dialog', { name: 'Keyboard' });
    await help.getByText('Accept the offer on top').waitFor();
    await page.keyboard.press('Escape');
    await isGone(help);
    await page.keyboard.press('F2');
    await until('the focus is in the answer', async () => (await region()) === 'composer');
  });

  it('writes ą with Alt on a Polish keyboard: no letter under Alt is a command', async () => {
    const page = await open('lena', `/work/c/${held}`);
    const field = page.getByRole('textbox', { name: /^Text to/ });
    await field.waitFor();
    await field.focus();
    await page.keyboard.insertText('ąęłż @');
    expect(await field.inputValue()).toBe('ąęłż @');
    await page.getByText(/ of 70 · 1 segment$/).waitFor();
    await field.fill('');
  });
});
