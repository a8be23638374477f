import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { aProduct, deskOf, type RunningProduct, until } from '#testing';
import { aBrowser, barriers, type Desk, isGone, openDesk, written } from './a-desk.ts';

let product: RunningProduct;
let browser: Browser;
let lena: Desk;
let sofia: Desk;
let diego: Desk;
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

  /** Diego is chosen by a part of his name, told something, and asked; all of it typed. */
  async function askDiego(command: string, title: string, button: RegExp): Promise<void> {
    const { page } = lena;
    await field(page).fill(command);
    await page.getByRole('listbox', { name: 'Commands' }).waitFor();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog', { name: title });
    await panel.getByRole('combobox').fill('kess');
    await panel.getByRole('option', { name: /Diego Kessler/ }).waitFor();
    await until('nobody else is there', async () => (await panel.getByRole('option').count()) === 1);
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await panel.getByRole('button', { name: button }).waitFor();
    await page.keyboard.type('Have we two in stock?');
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await isGone(panel);
    await diego.page.getByRole('article', { name: `Offer: ${written(customer)}` }).waitFor();
  }

  it('is talked over with a colleague who gives advice, and the customer hears none of it', async () => {
    diego = await openDesk(browser, product.baseUrl, 'diego');
    await diego.page.getByRole('button', { name: /^Presence/ }).click();
    await diego.page.getByRole('menuitem', { name: 'Available' }).click();
    await diego.page.getByRole('button', { name: 'Presence: Available' }).waitFor();
    const { page } = lena;
    await askDiego('/c', 'Ask for advice', /^Ask Diego/);
    await page.getByText(/^Diego Kessler is asked for advice: \d:\d\d left to answer/).waitFor();
    await diego.page.keyboard.press('F8');
    const answer = diego.page.getByRole('textbox', { name: 'Write to your colleague' });
    await answer.fill('Depot 14 has two');
    await answer.press('Enter');
    expect(await diego.page.getByRole('textbox', { name: /^Text to/ }).count()).toBe(0);
    await diego.page.getByRole('log', { name: 'Texts' }).getByText('My lamp is broken').waitFor();
    expect(await barriers(diego.page)).toEqual([]);
    const talk = page.getByRole('region', { name: 'Advice' });
    await talk.getByText('Depot 14 has two').waitFor();
    await page
      .getByRole('log', { name: 'Texts' })
      .getByText(/^Diego Kessler began to give advice at /)
      .waitFor();
    expect(await barriers(page)).toEqual([]);
    await talk.getByRole('textbox').fill('Thank you');
    await talk.getByRole('textbox').press('Enter');
    await diego.page.getByText('Thank you').waitFor();
    await talk.getByRole('button', { name: 'End the advice of Diego Kessler' }).click();
    await diego.page.getByText('Your advice has ended').waitFor();
    await isGone(talk);
    expect(arrived().filter((body) => /Depot|Thank/.test(body))).toEqual([]);
  });

  it('stays with its agent who takes the question back, or when a colleague does not take it, and its thread says so', async () => {
    const { page } = lena;
    await askDiego('/t', 'Hand over', /^Hand over to Diego/);
    await page.getByText(/^Diego Kessler is asked to take this over/).waitFor();
    await page.getByRole('button', { name: 'Take it back' }).click();
    await isGone(diego.page.getByRole('article', { name: `Offer: ${written(customer)}` }));
    await page.getByText(/^Diego Kessler is asked no more since /).waitFor();
    await askDiego('/t', 'Hand over', /^Hand over to Diego/);
    await page.getByText(/^Diego Kessler is asked to take this over/).waitFor();
    await diego.page.keyboard.press('Shift+F8');
    await page
      .getByRole('log', { name: 'Texts' })
      .getByText(`Diego Kessler did not take it. ${written(customer)} stays with you.`)
      .waitFor();
    await page.reload();
    await page
      .getByText(/^You asked Diego Kessler to take over at /)
      .last()
      .waitFor();
    await field(page).waitFor();
    await diego.page.context().close();
    // who has just accepted may ask for the conversation a moment before they take part in it
    expect(diego.complaints.filter((complaint) => !complaint.includes('403'))).toEqual([]);
  });

  it('is closed by the supervisor, whatever its state', async () => {
    const { page } = sofia;
    await page.getByRole('button', { name: 'Close conversation' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Close conversation' }).click();
    await page.getByText('This conversation is closed.').waitFor();
    await isGone(field(lena.page));
  });
});

describe('a conversation that has ended', () => {
  it('is closed with a reason where one has to be chosen', async () => {
    const { page } = lena;
    const dana = await product.as('dana');
    const code = (slug: string, name: string) =>
      dana('PUT', `/api/channel-config/disposition-codes/${randomUUID()}`, { slug, name, category: 'Delivery' });
    await code('late', 'Parcel late');
    await code('lost', 'Parcel lost');
    const dispositions = { enabled: true, requireToClose: true, maxPerConversation: 1 };
    await dana('PUT', '/api/channel-config/organisation', { dispositions }, { 'if-match': '"0"' });
    const desk = deskOf(await product.as('lena'));
    await product.text(customer, 'It is late');
    await page.getByRole('article', { name: `Offer: ${written(customer)}` }).waitFor();
    await page.keyboard.press('F8');
    await field(page).fill('/end');
    await page.getByRole('listbox', { name: 'Commands' }).waitFor();
    await page.keyboard.press('Enter');
    const wrapUp = page.getByRole('region', { name: 'Wrap-up' });
    await wrapUp.getByRole('checkbox', { name: 'Parcel late' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await wrapUp.getByRole('button', { name: 'Close' }).click();
    await wrapUp.getByText('Choose a reason before you close.').waitFor();
    lena.complaints.length = 0; // the browser says that closing was refused
    await until('the first reason has the focus', () =>
      wrapUp.getByRole('checkbox', { name: 'Parcel late' }).evaluate((box) => box === document.activeElement),
    );
    await page.keyboard.press('Space');
    const isChecked = (name: string) => wrapUp.getByRole('checkbox', { name }).isChecked();
    await until('it is chosen', () => isChecked('Parcel late'));
    await wrapUp.getByRole('checkbox', { name: 'Parcel lost' }).click();
    await until(
      'one takes the place of the other',
      async () => (await isChecked('Parcel lost')) && !(await isChecked('Parcel late')),
    );
    await wrapUp.getByRole('button', { name: 'Close' }).click();
    await isGone(wrapUp);
    expect(await desk.mine()).toEqual([]);
    expect(lena.complaints).toEqual([]);
  });
});
