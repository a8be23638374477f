import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { aProduct, type RunningProduct } from '#testing';
import { aBrowser, barriers, type Desk, drawIn, goOn, openDesk, scrollsSideways } from './a-desk.ts';

let product: RunningProduct;
let browser: Browser;
let desk: Desk;
let page: Page;
beforeAll(async () => {
  [product, browser] = await Promise.all([aProduct(), aBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 30_000);
beforeEach(async () => {
  desk = await openDesk(browser, product.baseUrl, 'dana', '/admin/settings/operating-hours');
  ({ page } = desk);
  await page.getByRole('heading', { name: 'Operating hours' }).waitFor();
});
afterEach(async () => {
  await page.context().close();
  expect(desk.complaints).toEqual([]);
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const field = (name: string) => page.getByRole('textbox', { name, exact: true });
const isTold = (sentence: string) => page.getByText(sentence).first().waitFor();
async function create(name: string): Promise<void> {
  await page.getByRole('link', { name: 'New operating hours' }).first().click();
  await field('Name').fill(name);
  await page.getByRole('combobox', { name: 'Time zone' }).fill('Los Angeles');
  await page.getByRole('option', { name: 'America/Los Angeles' }).click();
}

describe('an administrator', () => {
  it('defines something in a form that is its contract, and every wrong field says what is wrong with it', async () => {
    await create('Seattle office');
    expect(await field('Short name').inputValue()).toBe('seattle-office');
    await field('Short name').fill('Seattle office');
    await field('Name').fill('');
    await button('Save changes').click();
    await isTold('must be lower-case words joined by hyphens');
    await isTold('is required');
    await field('Name').fill('Seattle office');
    await field('Short name').fill('seattle-office');
    await button('Save changes').click();
    await isTold('Saved. In force within 2 seconds.');
    await page.getByRole('heading', { name: 'Seattle office' }).waitFor();
    await page.getByRole('link', { name: 'Operating hours' }).first().click();
    await page.getByRole('row', { name: /Seattle office/ }).waitFor();
    await page.getByRole('textbox', { name: 'Find by name' }).fill('nowhere');
    await isTold('Nothing has this name.');
  });

  it('sees who changed what, goes back to what it was, and removes it', async () => {
    await create('Berlin office');
    await button('Save changes').click();
    await page.getByRole('heading', { name: 'Berlin office' }).waitFor();
    await field('Name').fill('Potsdam office');
    await button('Save changes').click();
    await page.getByRole('heading', { name: 'Potsdam office' }).waitFor();
    await button('History').click();
    const change = page.getByRole('region', { name: 'Version 2' });
    await change.getByText('by Dana Brooks').waitFor();
    await change.getByRole('row', { name: 'Name Berlin office Potsdam office' }).waitFor();
    await button('Restore').click();
    await isTold('Restored as a new version.');
    await page.getByRole('heading', { name: 'Berlin office' }).waitFor();
    await button('Remove').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await isTold('Removed.');
    expect(await page.getByRole('row', { name: /Berlin office/ }).count()).toBe(0);
  });

  it('removes several at once, and reads why one of them stays', async () => {
    const dana = await product.as('dana');
    const define = (slug: string, name: string) =>
      dana('PUT', `/api/channel-config/disposition-codes/${randomUUID()}`, { slug, name, category: 'Delivery' });
    for (const name of ['Lost', 'Found', 'Returned']) await define(name.toLowerCase(), name);
    await page.goto(`${product.baseUrl}/admin/settings/disposition-codes`);
    const choose = (name: string) => page.getByRole('checkbox', { name, exact: true });
    await choose('Choose all that are shown').check();
    await choose('Choose Returned').uncheck();
    await page.getByText('2 chosen').waitFor();
    expect(await barriers(page)).toEqual([]);
    // somebody changes one meanwhile
    const { items } = await dana<{ items: { id: string; name: string; version: number; slug: string }[] }>(
      'GET',
      '/api/channel-config/disposition-codes',
    );
    const { id, slug, version } = items.find(({ name }) => name === 'Lost')!;
    const changed = { slug, name: 'Lost', category: 'Parcels' };
    await dana('PUT', `/api/channel-config/disposition-codes/${id}`, changed, { 'if-match': `"${version}"` });
    await button('Remove').click();
    const dialog = page.getByRole('dialog', { name: 'Remove the 2 that are chosen?' });
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await dialog.getByText('Lost: Somebody changed it meanwhile: it is at version 2 now.').waitFor();
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await isTold('1 removed.');
    await page.getByText('1 chosen').waitFor();
    await page.getByRole('row', { name: /Found/ }).waitFor({ state: 'detached' });
    await button('Remove').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('row', { name: /Lost/ }).waitFor({ state: 'detached' });
    await page.getByRole('row', { name: /Returned/ }).waitFor();
    desk.complaints.length = 0; // 412, as the browser says it
  });

  it('chooses between their words and those of somebody who was faster', async () => {
    await create('Shared office');
    await button('Save changes').click();
    await page.getByRole('heading', { name: 'Shared office' }).waitFor();
    const dana = await product.as('dana');
    const path = `/api/channel-config/operating-hours/${new URL(page.url()).pathname.split('/').at(-1)}`;
    const theirs = { slug: 'shared-office', name: 'Their office', timeZone: 'UTC', shifts: [], holidays: [] };
    await dana('PUT', path, theirs, { 'if-match': '"1"' });
    await field('Name').fill('My office');
    await button('Save changes').click();
    const dialog = page.getByRole('dialog', { name: 'Changed in the meantime' });
    await dialog.getByRole('row', { name: 'Name My office Their office' }).waitFor();
    await dialog.getByRole('button', { name: 'Save mine' }).click();
    await isTold('Saved. In force within 2 seconds.');
    await page.getByRole('heading', { name: 'My office' }).waitFor();
    desk.complaints.length = 0; // 412, as the browser says it
  });

  it('is asked before what they typed is left behind', async () => {
    await create('Half typed');
    await page.getByRole('link', { name: 'Queues' }).click();
    await isTold('Leave without saving?');
    await button('Stay here').click();
    expect(await field('Name').inputValue()).toBe('Half typed');
  });
});

describe('the pages of definitions', () => {
  it('have nothing that bars a reader, in light and in dark, and fit a telephone', async () => {
    const paths = await page
      .getByRole('navigation', { name: 'Settings' })
      .getByRole('link')
      .evaluateAll((links) =>
        links.map((link) => link.getAttribute('href')!).filter((href) => href.startsWith('/admin/settings/')),
      );
    expect(paths.length).toBeGreaterThan(0);
    for (const [at, path] of paths.entries()) {
      await goOn(page, `${path}/new`);
      await field('Name').waitFor();
      // they are made of the same parts: the first one shows how these look in the dark
      for (const colorScheme of at === 0 ? (['light', 'dark'] as const) : (['light'] as const)) {
        await drawIn(page, colorScheme);
        expect([path, colorScheme, await barriers(page, colorScheme)]).toEqual([path, colorScheme, []]);
      }
      await page.setViewportSize({ width: 390, height: 844 });
      expect([path, await scrollsSideways(page)]).toEqual([path, false]);
      await page.setViewportSize({ width: 1440, height: 900 });
    }
  }, 240_000);
});

describe('a run of texts to many', () => {
  it('is begun in a form, gets its customers by a file, slows down as said, and shows what became of each', async () => {
    const dana = await product.as('dana');
    const [templateId, configurationId] = [randomUUID(), randomUUID()];
    const texts = [{ locale: 'en-US', text: 'Hi {FirstName{Customer}}, spring is here.' }];
    const template = { slug: 'spring', name: 'Spring', defaultLocale: 'en-US', texts };
    await dana('PUT', `/api/channel-config/message-templates/${templateId}`, template);
    const { channelId } = product.wired;
    const configuration = { slug: 'news', name: 'News', channelId, messageTemplateId: templateId };
    await dana('PUT', `/api/channel-config/outbound-configurations/${configurationId}`, configuration);

    await page.getByRole('link', { name: 'Outbound runs' }).click();
    await page.getByText('No runs yet').waitFor();
    await page.getByRole('link', { name: 'New run' }).first().click();
    await field('Name').fill('Spring news');
    await page.getByRole('combobox', { name: 'Outbound configuration' }).click();
    await page.getByRole('option', { name: 'News' }).click();
    await page.getByRole('group', { name: 'Slow down' }).getByRole('button', { name: /^Add/ }).click();
    await button('Save changes').click();
    await isTold('is required where something slows it down');
    await field('Texts a minute').fill('600');
    expect(await barriers(page)).toEqual([]);
    await button('Save changes').click();
    await page.getByRole('heading', { name: 'Spring news' }).waitFor();
    await isTold('600 texts a minute');

    const file = (text: string) => ({ name: 'spring.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    const chooser = page.getByLabel('Add customers').first();
    await chooser.setInputFiles(file('to,name,optedIn\nsoon,Bob,yes\n+14255550199,Ada Lovelace,perhaps\n'));
    const wrong = page.getByRole('alert').filter({ hasText: 'Nothing was taken of the file' });
    await wrong.getByText('line 2.to is no telephone number').waitFor();
    await wrong.getByText('line 3.optedIn must be true or false').waitFor();
    expect(await barriers(page)).toEqual([]);
    desk.complaints.length = 0; // the browser says that it was refused
    await chooser.setInputFiles(file('to,name,optedIn\n+14255550199,Ada Lovelace,yes\n+14255550198,Bob,no\n'));
    const became = page.getByRole('region', { name: 'What became of them' });
    await became.getByRole('row', { name: 'Delivered 1' }).waitFor({ timeout: 60_000 });
    await became.getByRole('row', { name: 'Not to be written to 1' }).waitFor();
    await page.getByText('2 lines of files, 2 customers').waitFor();
    expect(await wrong.count()).toBe(0);
    expect(await barriers(page)).toEqual([]);
    expect((await product.twilio.phone('+14255550199').received('Hi Ada, spring is here.')).number).toBe(
      product.wired.number,
    );
    await button('End it').click();
    await page.getByRole('dialog').getByRole('button', { name: 'End it' }).click();
    await isTold('Ended');
  }, 120_000);
});
