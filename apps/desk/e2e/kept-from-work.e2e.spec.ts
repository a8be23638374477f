import type { Browser, Page } from 'playwright-core';
import type { AgentView } from '#contracts';
import { aProduct, deskOf, type RunningProduct, until } from '#testing';
import { Refused } from '#tools/product/set-up';
import { aBrowser, barriers, type Desk, isGone, openDesk, people, signIn, written } from './a-desk.ts';

let product: RunningProduct;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([aProduct(), aBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 30_000);

let desk: Desk;
let page: Page;
beforeEach(async () => {
  desk = await openDesk(browser, product.baseUrl, 'lena');
  page = desk.page;
  await choosePresence('Available');
});
afterEach(async () => {
  await page.context().close();
  await finishAll();
  expect(desk.complaints).toEqual([]);
});

/** Whatever a story left open, so that the next one begins with an empty desk. */
async function finishAll(): Promise<void> {
  const lena = deskOf(await product.as('lena'));
  await lena.call('PUT', '/api/routing/agents/me/presence', { presence: 'offline' });
  for (const { id, status, accepted } of await lena.mine()) {
    if (!accepted) continue;
    if (status === 'active') await lena.call('POST', `/api/conversations/${id}/end`);
    if (status !== 'waiting') await lena.call('POST', `/api/conversations/${id}/close`);
  }
  // a window that the browser ends like this says nothing: for 30 s it would count as one of hers that is open
  await lena.call('POST', '/api/routing/agents/me/leave', { signOut: true });
}

let nextCustomer = 5_551_700;
const aCustomer = () => `+1425${nextCustomer++}`;

const presenceButton = (name: string | RegExp) =>
  page.getByRole('button', { name: typeof name === 'string' ? `Presence: ${name}` : name });
async function choosePresence(name: string): Promise<void> {
  await presenceButton(/^Presence/).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
  await presenceButton(name).waitFor();
}
const field = () => page.getByRole('textbox', { name: /^Text to/ });
const textSaying = (words: string) => page.getByRole('log').getByRole('article').filter({ hasText: words });
const offerOf = (customer: string) => page.getByRole('article', { name: `Offer: ${written(customer)}` });
const arrivedAt = (customer: string) =>
  product.twilio
    .phone(customer)
    .texts()
    .map(({ body }) => body);

/** A customer writes, Lena takes it. */
async function taken(customer: string, body: string): Promise<void> {
  await product.text(customer, body);
  await offerOf(customer)
    .getByRole('button', { name: /^Accept/ })
    .click();
  await field().waitFor();
}

async function send(body: string): Promise<void> {
  await field().fill(body);
  await field().press('Enter');
}

describe('a customer who opts out (product.md 45, scenario 26)', () => {
  const bar = () => page.getByRole('region', { name: 'Opted out' });

  it('takes the field away, and only the field, until they text START: at once, and without a reload', async () => {
    const customer = aCustomer();
    await taken(customer, 'Where is my parcel?');
    await send('On its way.');
    await textSaying('On its way.').getByText('Delivered').waitFor();
    await field().fill('One more thing');

    await product.text(customer, 'STOP');
    await bar()
      .getByText(
        /^\+1 \(425\) [\d-]+ opted out with STOP on .+\. Nobody can text this number from .+\. They can return/,
      )
      .waitFor();
    await isGone(field());
    expect(await page.getByRole('button', { name: 'Send', exact: true }).count()).toBe(0);
    const lena = deskOf(await product.as('lena'));
    const { id } = (await lena.mine()).find((one) => one.customer === customer)!;
    const refused = await lena.reply(id, 'Are you sure?').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refused);
    expect((refused as Refused).problem.code).toBe('opted-out');
    expect(await barriers(page)).toEqual([]);

    await bar().getByRole('button', { name: 'See history' }).click();
    const history = page.getByRole('dialog', { name: `Consent of ${customer}` });
    await history.getByText('“STOP”').waitFor();
    await page.keyboard.press('Escape');
    await isGone(history);
    await bar().getByRole('button', { name: 'Write a note' }).click();
    const note = page.getByRole('textbox', { name: 'Note something for colleagues' });
    await until('the note has the focus', () => note.evaluate((element) => element === document.activeElement));
    await page.keyboard.type('Wants to be called instead.');
    await page.keyboard.press('Enter');
    await page.getByRole('listitem').filter({ hasText: 'Wants to be called instead.' }).waitFor();

    await note.fill('They are');
    await product.text(customer, 'START');
    await field().waitFor();
    await isGone(bar());
    await page.keyboard.type(' back.');
    expect(await note.inputValue()).toBe('They are back.');
    expect(await field().inputValue()).toBe('One more thing');
    await note.fill('');
    await field().press('Enter');
    await textSaying('One more thing').getByText('Delivered').waitFor();
    const ours = arrivedAt(customer).filter((body) => !/subscribed/.test(body)); // Twilio itself answers keywords
    expect(ours).toEqual(['On its way.', 'One more thing']);
  });

  it('is found out by a text that Twilio refuses (21610)', async () => {
    const customer = aCustomer();
    await taken(customer, 'Hello');
    product.twilio.fault({ kind: 'refuse', code: 21610, customer, next: 1 });
    await send('Good morning');
    await textSaying('Good morning')
      .getByText('Not sent. The customer opted out at the carrier; we have recorded it.')
      .waitFor();
    await bar()
      .getByText(/opted out at the carrier, which refused a text on/)
      .waitFor();
    await isGone(field());
    expect(arrivedAt(customer)).toEqual([]);
  });
});

describe('an agent who goes (product.md 45, scenario 34)', () => {
  let sofia: Page;
  beforeEach(async () => {
    const opened = await openDesk(browser, product.baseUrl, 'sofia', '/live');
    sofia = opened.page;
  });
  afterEach(() => sofia.context().close());
  const isShown = (presence: string, withinMs = 30_000) =>
    sofia
      .getByRole('region', { name: 'Agents' })
      .getByRole('row')
      .filter({ hasText: people.lena })
      .getByText(presence, { exact: true })
      .waitFor({ timeout: withinMs });
  const lenaNow = async () => (await product.as('lena'))<AgentView>('GET', '/api/routing/agents/me');
  /** From a beat on 30 s of silence are over no sooner than that. */
  const muchSooner = 20_000;
  const aBeat = () => page.waitForResponse((answer) => answer.url().endsWith('/me/beat') && answer.ok());

  it('is Offline for everybody as soon as her window closes, and finds her presence again', async () => {
    await choosePresence('Do not disturb');
    await page.getByText('You are Do not disturb').waitFor();
    await isShown('Do not disturb');
    await aBeat();
    await page.close({ runBeforeUnload: true });
    await isShown('Offline', muchSooner);
    expect(await lenaNow()).toMatchObject({ presence: 'offline', presenceReason: 'disconnected' });

    await page.context().close();
    desk = await openDesk(browser, product.baseUrl, 'lena');
    page = desk.page;
    await presenceButton('Do not disturb').waitFor();
    await isShown('Do not disturb');
  });

  it('stays as she is while another window of hers is open, and over a reload of the last', async () => {
    await choosePresence('Busy');
    await aBeat();
    const before = await lenaNow();
    const second = await openDesk(browser, product.baseUrl, 'lena');
    await second.page.getByRole('button', { name: 'Presence: Busy' }).waitFor();
    await second.page.waitForResponse((answer) => answer.url().endsWith('/me/beat') && answer.ok());
    await second.page.close({ runBeforeUnload: true });
    await aBeat();
    // offline for a moment would have begun it anew
    expect(await lenaNow()).toMatchObject({ presence: 'busy', presenceSince: before.presenceSince });
    await second.page.context().close();

    await page.reload();
    await presenceButton('Busy').waitFor();
    await isShown('Busy');
    await aBeat();
    expect(await lenaNow()).toMatchObject({ presence: 'busy', presenceReason: 'chosen' });
  });

  it('is Offline at once when she signs out, and what she chose is forgotten', async () => {
    await choosePresence('Do not disturb');
    await isShown('Do not disturb');
    await aBeat();
    await page.getByRole('button', { name: 'You: Lena Marsh' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await isShown('Offline', muchSooner);
    const confirm = page.getByRole('button', { name: /sign out/i });
    const done = page.getByText('You are signed out.');
    await confirm.or(done).first().waitFor();
    if (await confirm.isVisible()) await confirm.click();
    await done.waitFor();
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await signIn(page, 'lena');
    await presenceButton('Available').waitFor();
  });
});

describe('what a text costs (product.md 3.2)', () => {
  const dear = `Fenêtre ${'x'.repeat(100)}`;

  it('stands beside the field before it is sent, with the letter that makes it dearer; nothing does where nobody said what a segment costs', async () => {
    const dana = await product.as('dana');
    const path = '/api/gateway/sending/settings';
    await taken(aCustomer(), 'What is broken?');
    await field().fill(dear);
    await page.getByText('ê makes this 2 segments instead of 1.').waitFor();
    expect(await page.getByText(/^about /).count()).toBe(0);
    await field().fill('');

    const { version, ...before } = await dana<{ version: number }>('GET', path);
    await dana('PUT', path, { ...before, pricePerSegment: '0.0079', currency: 'USD' }, { 'if-match': `"${version}"` });
    await page.reload();
    await field().fill(dear);
    await page.getByText('about US$0.0158').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Use e' }).click();
    expect(await field().inputValue()).toBe(dear.replace('ê', 'e'));
    await page.getByText('about US$0.0079').waitFor();
    await isGone(page.getByText('ê makes this 2 segments instead of 1.'));
    await page.getByText('108 of 160 · 1 segment').waitFor();
  });
});

describe('an agent whom the system takes out of work (product.md 14, 45, scenarios 7, 8, 35)', () => {
  /** Changes settings that are read with a version. */
  async function change(path: string, changes: (before: Record<string, unknown>) => object): Promise<void> {
    const dana = await product.as('dana');
    const { version, ...before } = await dana<{ version: number }>('GET', path);
    await dana('PUT', path, changes(before), { 'if-match': `"${version}"` });
  }
  const assignment = (settings: object) => change('/api/routing/assignment-settings', () => settings);
  const sessions = (most: number) =>
    change('/api/channel-config/organisation', (before) => ({
      ...before,
      agent: { ...(before['agent'] as object), sessions: most },
    }));
  const advanced = (notifications: object) =>
    change(`/api/channel-config/workstreams/${product.wired.workstreamId}/advanced`, () => ({ notifications }));
  const offers = () => page.getByRole('region', { name: 'Offers to you' });
  const lenaNow = async () => (await product.as('lena'))<AgentView>('GET', '/api/routing/agents/me');

  it('reads that she declined and is on Do not disturb, and resets it', async () => {
    await assignment({ rejectChangesPresence: true });
    const customer = aCustomer();
    await product.text(customer, 'Hello?');
    await offerOf(customer).waitFor();
    const diego = deskOf(await product.ready('diego'));
    await offerOf(customer).getByRole('button', { name: 'Decline' }).click();
    const { id } = await diego.accept(customer);
    for (const door of ['end', 'close']) await diego.call('POST', `/api/conversations/${id}/${door}`);
    await diego.call('PUT', '/api/routing/agents/me/presence', { presence: 'offline' });
    await offers().getByText('You declined, so you are on Do not disturb.').waitFor();
    await presenceButton('Do not disturb').waitFor();
    await assignment({});
    await offers().getByRole('button', { name: 'Reset presence' }).click();
    await presenceButton('Available').waitFor();
    await isGone(offers().getByText('You declined'));
  });

  it('reads why nothing comes while as many sessions are open as there may be, and gets the next when one is closed', async () => {
    await sessions(1);
    const [first, second] = [aCustomer(), aCustomer()];
    await taken(first, 'The first');
    await product.text(second, 'The second');
    await offers()
      .getByText('You have 1 session open, so you are on Do not disturb. Close one to take another.')
      .waitFor();
    await presenceButton('Do not disturb').waitFor();
    expect(await offerOf(second).count()).toBe(0);
    await page.getByRole('button', { name: 'End', exact: true }).click();
    await page.getByRole('region', { name: 'Wrap-up' }).getByRole('button', { name: 'Close' }).click();
    await offerOf(second)
      .getByRole('button', { name: /^Accept/ })
      .click();
    await textSaying('The second').waitFor();
    await isGone(offers().getByText(/^You have 1 session open/));
    await sessions(10);
  });

  it('reads that she missed an offer and is Inactive, and resets it', async () => {
    const template = { slug: 'short', name: 'Short', countdownSeconds: 5 };
    const templateId = crypto.randomUUID();
    await (
      await product.as('dana')
    )('PUT', `/api/channel-config/notification-templates/${templateId}`, template);
    await advanced({ incomingUnauthenticatedId: templateId });
    await assignment({ missedChangesPresence: true });
    const customer = aCustomer();
    await product.text(customer, 'Is anybody there?');
    await page
      .getByText(`The offer from ${written(customer)} ended: the time ran out.`)
      .first()
      .waitFor({ timeout: 150_000 });
    await offers().getByText('You missed an offer, so you are Inactive and get no new ones.').waitFor();
    await presenceButton('Inactive').waitFor();
    expect(await barriers(page)).toEqual([]);
    await advanced({});
    await assignment({});

    await offers().getByRole('button', { name: 'Reset presence' }).click();
    await isGone(offers().getByText('You missed an offer'));
    expect(await lenaNow()).toMatchObject({ presenceReason: 'capacity', presenceSetBy: 'system' });
    // it waited for her
    await offerOf(customer)
      .getByRole('button', { name: /^Accept/ })
      .click();
    await field().waitFor();
  }, 240_000);
});
