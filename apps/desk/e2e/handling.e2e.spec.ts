import type { Browser, Page } from 'playwright-core';
import { aProduct, type RunningProduct } from '#testing';
import { aBrowser, barriers, type Desk, isGone, openDesk, written } from './a-desk.ts';

let product: RunningProduct;
let browser: Browser;
let lena: Desk;
let sofia: Desk;
beforeAll(async () => {
  [product, browser] = await Promise.all([aProduct(), aBrowser()]);
  await product.ready('lena');
  lena = await openDesk(browser, product.baseUrl, 'lena');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 30_000);

const customer = '+14255550901';
const field = (page: Page) => page.getByRole('textbox', { name: `Text to ${written(customer)}` });
const arrived = () =>
  product.twilio
    .phone(customer)
    .texts()
    .map(({ body }) => body);

describe('a conversation and those around it', () => {
  beforeAll(async () => {
    const { page } = lena;
    await product.text(customer, 'My lamp is broken');
    await page.getByRole('article', { name: `Offer: ${written(customer)}` }).waitFor();
    await page.keyboard.press('F8');
    await field(page).waitFor();
    sofia = await openDesk(browser, product.baseUrl, 'sofia', new URL(page.url()).pathname.replace('/work', '/live'));
  }, 60_000);
  afterAll(() => {
    expect([...lena.complaints, ...sofia.complaints]).toEqual([]);
  });

  it('has notes that stay between colleagues, kept with Enter and taken back by whoever wrote them', async () => {
    const { page } = lena;
    const notes = page.getByRole('region', { name: 'Notes' });
    await notes.getByRole('textbox').fill('Has called twice already');
    await notes.getByRole('textbox').press('Enter');
    await notes.getByRole('listitem').filter({ hasText: 'Has called twice already' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(arrived().filter((body) => body.includes('twice'))).toEqual([]);
    await notes.getByRole('button', { name: 'Remove' }).click();
    await isGone(notes.getByRole('listitem'));
  });

  it('is watched unseen, joined, and written in by the supervisor', async () => {
    const { page } = sofia;
    await page.getByText('You are watching. Neither side sees you.').waitFor();
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByText('You have joined. Agent and customer were told.').waitFor();
    expect(await barriers(page)).toEqual([]);
    await field(page).fill('This is Sofia. You get a new lamp today.');
    await field(page).press('Enter');
    const said = (desk: Desk) => desk.page.getByRole('log').getByRole('article').filter({ hasText: 'This is Sofia' });
    await said(sofia).getByText('Delivered').waitFor();
    await said(lena).waitFor();
    expect(arrived().filter((body) => body.startsWith('This is Sofia'))).toHaveLength(1);
    await page.getByRole('button', { name: 'Leave' }).click();
    await page.getByText('You are watching. Neither side sees you.').waitFor();
  });

  it('is taken back from waiting by its agent, without an offer', async () => {
    const { page } = lena;
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Close without ending' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click();
    await page.getByText('Moved to Waiting.').first().waitFor();
    await page
      .getByRole('link')
      .filter({ hasText: written(customer) })
      .click();
    await page.getByRole('button', { name: 'Take it back' }).click();
    await field(page).waitFor();
  });

  it('is closed by the supervisor, whatever its state', async () => {
    const { page } = sofia;
    await page.getByRole('button', { name: 'Close conversation' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Close conversation' }).click();
    await page.getByText('This conversation is closed.').waitFor();
    await isGone(field(lena.page));
  });
});
