import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { aProduct, deskOf, type RunningProduct, until } from '#testing';
import { aBrowser, barriers, type Desk, isGone, openDesk, written } from './a-desk.ts';

let product: RunningProduct;
let browser: Browser;
let desk: Desk;
let page: Page;
beforeAll(async () => {
  [product, browser] = await Promise.all([aProduct(), aBrowser()]);
  const dana = await product.as('dana');
  for (const [slug, name, message, tags] of [
    [
      'late',
      'Parcel is late',
      'I am sorry that it is late. This is {FirstName{Agent}}, I look for it now.',
      ['parcel', 'sorry'],
    ],
    ['refund', 'Refund', 'Your refund takes three days.', ['money']],
  ] as const) {
    await dana('PUT', `/api/channel-config/quick-replies/${randomUUID()}`, {
      slug,
      name,
      locale: 'en-US',
      message,
      tags,
    });
  }
  const lena = await product.as('lena');
  await lena('PUT', `/api/channel-config/me/quick-replies/${randomUUID()}`, {
    locale: 'en-US',
    message: 'Until next time!',
    tags: [],
  });
  await product.ready('lena');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 30_000);

let nextCustomer = 5_550_400;
let customer: string;
const field = () =>
  page.getByRole('textbox', { name: /^Text to/ }).or(page.getByRole('combobox', { name: /^Text to/ }));
const option = (name: string | RegExp) => page.getByRole('option', { name });

beforeEach(async () => {
  customer = `+1425${nextCustomer++}`;
  const lena = deskOf(await product.as('lena'));
  desk = await openDesk(browser, product.baseUrl, 'lena');
  page = desk.page;
  await product.text(customer, 'Where is it?');
  await page.getByRole('article', { name: `Offer: ${written(customer)}` }).waitFor();
  await page.keyboard.press('F8');
  await field().waitFor();
  await until('it is hers', async () => (await lena.mine()).some((one) => one.customer === customer && one.accepted));
});
afterEach(async () => {
  await page?.context().close();
  expect(desk.complaints).toEqual([]);
  const lena = deskOf(await product.as('lena'));
  for (const { id, status } of await lena.mine()) {
    if (status === 'active') await lena.call('POST', `/api/conversations/${id}/end`);
    if (status !== 'waiting') await lena.call('POST', `/api/conversations/${id}/close`);
  }
});

describe('an agent who types a slash', () => {
  it('finds a quick reply by words, reads it as the customer will, changes it and sends it', async () => {
    await field().fill('/q late');
    await option(/Parcel is late.*This is Lena, I look for it now/).waitFor();
    expect(await option(/Refund/).count()).toBe(0);
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await until('the reply is in the field', async () => (await field().inputValue()).includes('This is Lena'));
    await page.keyboard.type(' One moment.');
    await page.keyboard.press('Enter');
    await page
      .getByRole('log')
      .getByRole('article')
      .filter({ hasText: 'One moment.' })
      .getByText('Delivered')
      .waitFor();
    expect(product.twilio.phone(customer).texts().at(-1)!.body).toBe(
      'I am sorry that it is late. This is Lena, I look for it now. One moment.',
    );
  });

  it('lists tags behind #, and replies of the tag that is chosen', async () => {
    await field().fill('/q #');
    await option(/#money/).waitFor();
    await field().fill('/q #so');
    await option(/#sorry.*1 reply/).waitFor();
    await page.keyboard.press('Enter');
    await option(/Parcel is late/).waitFor();
    expect(await option(/Refund/).count()).toBe(0);
  });

  it('has replies of her own in a tab, and leaves with Escape without having sent anything', async () => {
    await field().fill('/q ');
    await option(/Until next time!/).waitFor();
    await page.getByRole('button', { name: 'Personal' }).click();
    await isGone(option(/Refund/));
    await option(/Until next time!/).waitFor();
    await field().press('Escape');
    await until('the field is empty', async () => (await field().inputValue()) === '');
    expect(product.twilio.phone(customer).texts()).toEqual([]);
  });

  it('ends by typing, and takes it back', async () => {
    await field().fill('/e');
    await option(/End the conversation/).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Ending in').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await field().waitFor();
    expect(await field().inputValue()).toBe('');
  });

  it('puts an emoji where the cursor is, found by its name', async () => {
    await field().fill('Done!');
    await field().press('Home');
    await page.getByRole('button', { name: 'Emoji' }).click();
    await page.getByRole('textbox', { name: 'Find an emoji' }).fill('parcel');
    await page.keyboard.press('Enter');
    await until('the sign is at the beginning', async () => (await field().inputValue()) === '📦Done!');
  });
});

describe('an agent who presses Ctrl K', () => {
  it('accepts the offer that stands with Enter alone, and finds a session by its number', async () => {
    const other = `+1425${nextCustomer++}`;
    await product.text(other, 'And me?');
    await page.getByRole('article', { name: `Offer: ${written(other)}` }).waitFor();
    await page.keyboard.press('Control+k');
    await option(/Accept the offer on top/).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2, name: written(other) }).waitFor();

    await page.getByRole('button', { name: 'Search or command' }).click();
    await page.getByRole('combobox', { name: 'A command, a session, a page' }).fill(customer.slice(-7));
    await option(written(customer)).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2, name: written(customer) }).waitFor();
  });
});

describe('an agent in her own settings', () => {
  it('writes a quick reply that only she finds, changes it, and removes it', async () => {
    await page.getByRole('button', { name: 'You: Lena Marsh' }).click();
    await page.getByRole('menuitem', { name: 'Your settings' }).click();
    await page.getByRole('heading', { name: 'Your settings' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'New quick reply' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('is required').waitFor();
    await dialog.getByRole('textbox', { name: 'Text' }).fill('I hear you, {FirstName{Agnt}}');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('has no placeholder {FirstName{Agnt}}').waitFor();
    await dialog.getByRole('textbox', { name: 'Text' }).fill('I hear you.');
    await dialog.getByRole('button', { name: 'Save' }).click();
    const mine = page.getByRole('region', { name: 'Your quick replies' }).getByRole('listitem');
    await mine.filter({ hasText: 'I hear you.' }).waitFor();
    const { items } = await (
      await product.as('diego')
    )<{ items: { message: string }[] }>('GET', '/api/channel-config/me/quick-replies/usable?from=personal');
    expect(items).toEqual([]);
    await mine.filter({ hasText: 'I hear you.' }).getByRole('button', { name: 'Remove' }).click();
    await isGone(mine.filter({ hasText: 'I hear you.' }));
  });

  it('sends with Ctrl Enter by choice, so that Enter makes a new line', async () => {
    const thread = page.url();
    await page.goto(`${product.baseUrl}/me`);
    await page.getByRole('radio', { name: /^Ctrl Enter/ }).check();
    await page.goto(thread);
    await field().waitFor();
    await field().pressSequentially('One');
    await field().press('Enter');
    await field().pressSequentially('Two');
    await field().press('Control+Enter');
    await page.getByRole('log').getByRole('article').filter({ hasText: 'Two' }).getByText('Delivered').waitFor();
    expect(product.twilio.phone(customer).texts().at(-1)!.body).toBe('One\nTwo');
  });
});
