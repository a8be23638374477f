import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { Browser, Locator, Page } from 'playwright-core';
import type { ChannelView, ConversationView } from '#contracts';
import { aListener, aProduct, deskOf, type Listener, productOnThisMachine, type RunningProduct, until } from '#testing';
import { temporaryFolder } from '#tools/infrastructure/child';
import { aBrowser, barriers, type Desk, isGone, openDesk, written } from './a-desk.ts';
import { phonesOf } from './phones.ts';

let product: RunningProduct;
let browser: Browser;
let lena: Desk;
let sofia: Desk;
let diego: Desk;
/** A smart assist of somebody's own. */
let ada: Listener;
const folder = temporaryFolder('outside');
beforeAll(async () => {
  [product, browser, ada] = await Promise.all([
    aProduct({ environment: productOnThisMachine(folder.path) }),
    aBrowser(),
    aListener(() => ({ body: { cards: [] } })),
  ]);
  const assistId = randomUUID();
  await change(`/api/channel-config/assists/${assistId}`, { slug: 'ada', name: 'Ada', address: ada.url });
  await change(`/api/channel-config/workstreams/${product.wired.workstreamId}/advanced`, { assistIds: [assistId] });
  await change('/api/routing/assignment-settings', { consult: { toQueue: true }, agentsChangeSkills: true });
  await change(`/api/routing/skills/${randomUUID()}`, { slug: 'french', name: 'French' });
  await sayWhoJoins();
  await product.ready('lena');
  lena = await openDesk(browser, product.baseUrl, 'lena');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await ada?.stop();
  folder.remove();
}, 30_000);

/** Dana makes something, or changes it from the version that it has. */
async function change(path: string, asked: object): Promise<void> {
  const dana = await product.as('dana');
  const { version } = await dana<{ version?: number }>('GET', path).catch(() => ({ version: undefined }));
  await dana('PUT', path, asked, version === undefined ? {} : { 'if-match': `"${version}"` });
}

/** Customers are told of colleagues who join, from now on: nobody tells them unless somebody turns it on (product.md 21.2). */
async function sayWhoJoins(): Promise<void> {
  const id = randomUUID();
  await change(`/api/channel-config/automated-messages/${id}`, {
    ...{ slug: 'joined', name: 'Joined', trigger: 'colleague-joined', level: 'sms', locale: 'en-US', active: true },
    text: '{AgentName} has joined the conversation.',
  });
  const database = new Client(product.databaseUrl);
  await database.connect();
  await until('conversations goes by it', async () => {
    const { rows } = await database.query('SELECT FROM conversations.definition_copy WHERE id = $1', [id]);
    return rows.length > 0;
  });
  await database.end();
}

/** From now on files may be attached on the line, as far as this conversation knows. */
async function allowFiles(conversationId: string): Promise<void> {
  const path = `/api/channel-config/channels/${product.wired.channelId}`;
  const [dana, supervisor] = [await product.as('dana'), await product.as('sofia')];
  const { slug, name, workstreamId, numberId, language } = await dana<ChannelView>('GET', path);
  await change(path, {
    slug,
    name,
    workstreamId,
    numberId,
    language,
    settings: { attachments: { enabled: true, agents: true } },
  });
  await until('files may be attached', async () => {
    const { agentsMayAttach } = await supervisor<ConversationView>('GET', `/api/conversations/${conversationId}`);
    return agentsMayAttach === true;
  });
}
/** Somebody else who is called Sofia Lindgren has joined this conversation. */
async function namesake(conversationId: string): Promise<void> {
  const joined = { agentId: randomUUID(), name: 'Sofia Lindgren', mode: 'monitor', speaks: true, customerTold: true };
  const database = new Client(product.databaseUrl);
  await database.connect();
  await database.query(
    `UPDATE conversations.conversation SET companions = companions || $2::jsonb, version = version + 1 WHERE id = $1`,
    [conversationId, JSON.stringify([{ ...joined, since: new Date().toISOString(), version: 0, present: true }])],
  );
  await database.end();
}
const point = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Whether texts of the line are translated. */
async function translate(realTimeTranslation: boolean): Promise<void> {
  const path = `/api/channel-config/channels/${product.wired.channelId}`;
  const dana = await product.as('dana');
  const { slug, name, workstreamId, numberId, language } = await dana<ChannelView>('GET', path);
  await change(path, { slug, name, workstreamId, numberId, language, settings: { realTimeTranslation } });
}

/** Takes back what was said in passing just now. */
const undo = (page: Page) =>
  page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Undo' }).last().click();

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
    await undo(page);
    await notes.getByRole('listitem').filter({ hasText: 'Has called twice already' }).waitFor();
    await notes.getByRole('button', { name: 'Remove' }).click();
    await isGone(notes.getByRole('listitem'));
  });

  it('is watched unseen, joined before the eyes of agent and customer, and written in by the supervisor', async () => {
    const { page } = sofia;
    const id = new URL(page.url()).pathname.split('/').at(-1)!;
    await allowFiles(id);
    await page.getByText('You are watching. Neither side sees you.').waitFor();
    await namesake(id);
    await page.reload();
    await page.getByText('You are watching. Neither side sees you.').waitFor();
    const watched = (desk: Desk) =>
      desk.page
        .getByRole('region', { name: 'Who handled it' })
        .getByRole('listitem')
        .filter({ hasText: /^Sofia.*Watched/ });
    // whoever else is called like this; and who loads the page anew has watched all the while
    await watched(sofia).filter({ hasText: 'still theirs' }).waitFor();
    expect(await watched(sofia).count()).toBe(1);
    expect(await watched(lena).count()).toBe(0);
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByText('You have joined. Agent and customer were told.').waitFor();
    const joined = /Sofia.* has joined the conversation\./;
    await lena.page
      .getByRole('article', { name: /^Automatic text/ })
      .getByText(joined)
      .waitFor();
    const phones = await phonesOf(browser, product.twilio.url);
    await phones.show(customer);
    await phones.saying(customer, joined).waitFor();
    expect(await barriers(page)).toEqual([]);
    const files = page.getByRole('list', { name: 'Files that go along' });
    await page.locator('input[type=file]').setInputFiles([
      { name: 'plan.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') },
      { name: 'lamp.png', mimeType: 'image/png', buffer: point },
    ]);
    await page.getByText('plan.exe can’t be sent: this type is blocked.').waitFor();
    await files.getByRole('listitem').filter({ hasText: 'lamp.png' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await field(page).fill('This is Sofia. You get a new lamp today.');
    await field(page).press('Enter');
    await isGone(files);
    const said = (desk: Desk) => desk.page.getByRole('log').getByRole('article').filter({ hasText: 'This is Sofia' });
    await said(sofia).getByText('Delivered').waitFor();
    await said(lena).getByRole('button', { name: 'Enlarge lamp.png' }).waitFor();
    await phones.saying(customer, 'This is Sofia').waitFor();
    await phones.page.context().close();
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

  it('is given out by the supervisor while it waits, and who is asked goes on with it', async () => {
    const { page } = lena;
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Close without ending' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click();
    await page.getByText('Moved to Waiting.').first().waitFor();
    await sofia.page.getByRole('button', { name: 'Transfer', exact: true }).click();
    const panel = sofia.page.getByRole('dialog', { name: 'Transfer this conversation' });
    await panel.getByRole('combobox').fill('Lena');
    await panel.getByRole('option', { name: /Lena/ }).click();
    await panel.getByRole('textbox').fill('She called');
    await panel.getByRole('button', { name: /^Transfer to Lena/ }).click();
    await sofia.page
      .getByText(/^Lena.* is asked\.$/)
      .first()
      .waitFor();
    const offer = page.getByRole('article', { name: `Offer: ${written(customer)}` });
    await offer.getByText('She called').waitFor();
    await page.keyboard.press('F8');
    await field(page).waitFor();
    await sofia.page.getByText('You are watching. Neither side sees you.').waitFor();
  });

  it('needs the skills that its agent says, which the supervisor reads and is told why', async () => {
    const { page } = lena;
    const needs = page.getByRole('region', { name: 'Needed skills' });
    await needs.getByText('None in particular').waitFor();
    await needs.getByRole('button', { name: 'Change skills' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change skills' });
    await dialog.getByRole('combobox', { name: 'Add a skill' }).click();
    await dialog.getByRole('option', { name: 'French' }).click();
    await dialog.getByRole('combobox', { name: 'Rating of French' }).click();
    await dialog.getByRole('option', { name: 'Proficient' }).click();
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save skills' }).click();
    await needs.getByText('French: Proficient').waitFor();
    await sofia.page.reload();
    const seen = sofia.page.getByRole('region', { name: 'Needed skills' });
    await seen.getByText('French: Proficient').first().waitFor();
    await sofia.page.getByRole('link', { name: 'See why' }).click();
    const step = sofia.page.getByRole('region', { name: 'Other skills needed' });
    await step.getByText(/^Lena.* said what it needs\.$/).waitFor();
    await step.getByText('French: 3').waitFor();
    await sofia.page.goBack();
    await needs.getByRole('button', { name: 'Change skills' }).click();
    await dialog.getByRole('button', { name: 'Remove French' }).click();
    await dialog.getByRole('button', { name: 'Save skills' }).click();
    await needs.getByText('None in particular').waitFor();
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

  /** Conversations does not hear what becomes of it before the answer is called: another transaction has it. */
  async function holdBack(id: string): Promise<() => Promise<void>> {
    const other = new Client(product.databaseUrl);
    await other.connect();
    await other.query('BEGIN');
    await other.query('SELECT 1 FROM conversations.conversation WHERE id = $1 FOR UPDATE', [id]);
    return () => other.end();
  }

  it('is talked over with a colleague who gives advice, and the customer hears none of it', async () => {
    diego = await openDesk(browser, product.baseUrl, 'diego');
    await diego.page.getByRole('button', { name: /^Presence/ }).click();
    await diego.page.getByRole('menuitem', { name: 'Available' }).click();
    await diego.page.getByRole('button', { name: 'Presence: Available' }).waitFor();
    const { page } = lena;
    await askDiego('/c', 'Ask for advice', /^Ask Diego/);
    await page.getByText(/^Diego Kessler is asked for advice: \d:\d\d left to answer/).waitFor();
    const letHear = await holdBack(new URL(page.url()).pathname.split('/').at(-1)!);
    await diego.page.keyboard.press('F8');
    // nobody may read it before it is known that he was asked; what was given up comes by itself once it is
    await diego.page.getByText('You can’t open this conversation.').waitFor();
    diego.complaints.length = 0; // the refusals, as the browser says them
    await letHear();
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

  it('is talked over with a queue, and whoever of it answers is added and writes to the customer', async () => {
    const { page } = lena;
    await field(page).fill('/c');
    await page.getByRole('listbox', { name: 'Commands' }).waitFor();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog', { name: 'Ask for advice' });
    await panel.getByRole('combobox').fill('main');
    await until('nothing else is there', async () => (await panel.getByRole('option').count()) === 1);
    await panel.getByRole('option', { name: /^Main/ }).waitFor();
    await page.keyboard.press('Enter');
    await panel.getByRole('button', { name: 'Ask Main' }).waitFor();
    await page.keyboard.type('Who knows lamps?');
    await page.keyboard.press('Enter');
    await isGone(panel);
    await diego.page.getByRole('article', { name: `Offer: ${written(customer)}` }).waitFor();
    await diego.page.keyboard.press('F8');
    const talk = page.getByRole('region', { name: 'Advice' });
    await talk.getByText('Only Diego Kessler and you see this').waitFor();
    expect(await diego.page.getByRole('textbox', { name: /^Text to/ }).count()).toBe(0);
    await talk.getByRole('button', { name: 'Add to conversation' }).click();
    await talk.getByText('Diego Kessler writes to the customer, too').waitFor();
    await field(diego.page).fill('Diego here, I know lamps');
    await field(diego.page).press('Enter');
    const said = page.getByRole('log', { name: 'Texts' }).getByRole('article').filter({ hasText: 'I know lamps' });
    await said.getByText('Delivered').waitFor();
    expect(arrived()).toContain('Diego here, I know lamps');
    expect(await barriers(diego.page)).toEqual([]);
    await talk.getByRole('button', { name: 'End the advice of Diego Kessler' }).click();
    await isGone(field(diego.page));
    await isGone(talk);
  });

  it('that nobody has room for is assigned by the supervisor, who sees before how far that goes beyond it', async () => {
    const { page } = sofia;
    const watched = page.url();
    const distribution = `/api/routing/workstreams/${product.wired.workstreamId}/distribution`;
    await change(distribution, { capacityUnits: 20 });
    const other = '+14255550902';
    await product.text(other, 'Is anybody free?');
    const desk = await product.as('sofia');
    const { id } = await until('it waits', async () => {
      const { items } = await desk<{ items: ConversationView[] }>('GET', '/api/conversations?view=ongoing');
      return items.find((one) => one.customer === other && one.status === 'open');
    });
    await page.goto(new URL(`/live/c/${id}`, product.baseUrl).href);
    await page.getByRole('button', { name: 'Assign', exact: true }).click();
    const panel = page.getByRole('dialog', { name: 'Assign this conversation' });
    await panel.getByRole('combobox').fill('kess');
    const option = panel.getByRole('option', { name: /Diego Kessler.*units beyond their capacity/ });
    await option.waitFor();
    await until('nobody else is there', async () => (await panel.getByRole('option').count()) === 1);
    await page.keyboard.press('Enter');
    await panel.getByText(/^Diego Kessler has no room for it: \d+ units beyond their capacity\.$/).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.type('You know lamps');
    await panel.getByRole('button', { name: 'Assign to Diego Kessler all the same' }).click();
    await isGone(panel);
    await page.getByText('Diego Kessler is asked.').first().waitFor();
    const offer = diego.page.getByRole('article', { name: `Offer: ${written(other)}` });
    await offer.getByText('You know lamps').waitFor();
    // until they answer, somebody else may be asked
    await page.getByRole('button', { name: 'Assign', exact: true }).waitFor();
    await diego.page.keyboard.press('F8');

    await page.getByRole('button', { name: 'Transfer', exact: true }).click();
    const transfer = page.getByRole('dialog', { name: 'Transfer this conversation' });
    await transfer.getByRole('option', { name: /^Lena Marsh/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Close conversation' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Close conversation' }).click();
    await page.getByText('This conversation is closed.').waitFor();
    await change(distribution, {});
    await page.goto(watched);
  }, 60_000);

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

  it('brings what a smart assist suggests, which goes into the text by typing; one that fails holds nobody up', async () => {
    const { page } = lena;
    const log = page.getByRole('log', { name: 'Texts' });
    const card = (title: string, text: string) => ({
      type: 'macro',
      title,
      actions: [{ do: 'insert', label: 'Use', text }],
    });
    ada.answers(() => ({
      body: { cards: [card('Send a label', 'I send you a label.'), card('Ask for the order', 'Which order is it?')] },
    }));
    await product.text(customer, 'It came broken');
    const suggestions = page.getByRole('region', { name: 'Suggestions' });
    for (const title of ['Ask for the order', 'Send a label'])
      await suggestions.getByRole('heading', { name: title }).waitFor();
    expect(await barriers(page)).toEqual([]);
    const [first] = await suggestions.getByRole('heading', { level: 4 }).allInnerTexts();
    await field(page).fill('/a');
    await page.getByRole('listbox', { name: 'Commands' }).waitFor();
    await page.keyboard.press('Enter');
    const taken = suggestions.getByRole('listitem').filter({ hasText: 'Taken' });
    await taken.waitFor();
    expect(first).toBe('Send a label');
    expect(await field(page).inputValue()).toBe('I send you a label.');
    const wave = suggestions.getByRole('button', { name: 'Wave away: Ask for the order' });
    await wave.click();
    await isGone(suggestions.getByRole('heading', { name: 'Ask for the order' }));
    await undo(page);
    await wave.click();
    await isGone(suggestions.getByRole('heading', { name: 'Ask for the order' }));

    ada.answers(() => ({ status: 500 }));
    const before = ada.heard.length;
    await product.text(customer, 'Is anybody there?');
    await until('the assist is asked, in vain', () => ada.heard.length > before);
    await log.getByText('Is anybody there?').waitFor();
    await field(page).press('Enter');
    await log.getByRole('article').filter({ hasText: 'I send you a label.' }).getByText('Delivered').waitFor();
    await page.reload();
    await taken.waitFor();
    expect(await suggestions.getByRole('listitem').count()).toBe(1);
  });

  it('has a macro of a smart assist done by a click, and its card says how that went', async () => {
    const { page } = lena;
    const steps = [
      { do: 'set-variables', variables: { Name: 'Ada' } },
      { do: 'add-note', text: 'From ${anchor.customer}: a return' },
      { do: 'insert', text: 'We take it back, ${$oc.Name}.' },
    ];
    const action = (label: string, of: object[]) => ({ do: 'run', label, steps: of });
    const nothing = { do: 'set-variables', variables: { Nobody: 'defined' } };
    const cards = [
      { type: 'macro', title: 'A return', actions: [action('Take it back', steps)] },
      { type: 'macro', title: 'An order', actions: [action('Keep its number', [steps[1]!, nothing])] },
    ];
    ada.answers(() => ({ body: { cards } }));
    await product.text(customer, 'I send it back');
    const suggestions = page.getByRole('region', { name: 'Suggestions' });
    const card = (title: string) =>
      suggestions.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) });
    await card('An order').getByText('Sets Nobody to defined').waitFor();
    await card('An order').getByRole('button', { name: 'Keep its number' }).click();
    await card('An order')
      .getByRole('status')
      .getByText(/^Nothing was done\. .*Nobody/)
      .waitFor();
    await card('A return').getByText('Puts into your text: We take it back, [Name].').waitFor();
    expect(await barriers(page)).toEqual([]);
    await card('A return').getByRole('button', { name: 'Take it back' }).click();
    await card('A return').getByText('Done by Lena Marsh.').waitFor();
    expect(await field(page).inputValue()).toBe('We take it back, Ada.');
    const kept = page.getByRole('region', { name: 'Notes' }).getByRole('listitem').filter({ hasText: 'a return' });
    await kept.getByText(`From ${customer}: a return`).waitFor();
    expect(await kept.count()).toBe(1);
    expect(await card('A return').getByRole('button', { name: 'Take it back' }).count()).toBe(0);
    expect(await barriers(page)).toEqual([]);
    await field(page).fill('');
    ada.answers(() => ({ body: { cards: [] } }));
  });

  it('says what lies behind the link of a text, which no browser asks for before somebody follows it', async () => {
    const page = `<title>A lamp &lt;img src="//evil.example/x.png"&gt;</title><meta name="description" content="Warm light.">
      <meta property="og:image" content="https://evil.example/lamp.png"><script>while (true) {}</script>`;
    const shop = await aListener(() => ({ headers: { 'content-type': 'text/html' }, body: page }));
    const own = new URL(product.baseUrl).origin;
    const asked: string[] = [];
    for (const desk of [lena, sofia])
      desk.page.context().on('request', (request) => {
        if (/^https?:/.test(request.url()) && new URL(request.url()).origin !== own) asked.push(request.url());
      });
    await product.text(customer, `Is it this one? ${shop.url}/lamp?colour=red`);
    for (const desk of [lena, sofia]) {
      const said = desk.page.getByRole('log', { name: 'Texts' }).getByRole('article').filter({ hasText: 'this one?' });
      const card = said.getByRole('link', { name: /A lamp .+ Warm light/ });
      await card.getByText('Warm light.').waitFor();
      await card.getByText('A lamp <img src="//evil.example/x.png">').waitFor();
      await card.getByText(new URL(shop.url).host, { exact: true }).waitFor();
      expect(await card.getAttribute('href')).toBe(`${shop.url}/lamp?colour=red`);
      expect([await card.getAttribute('target'), await card.getAttribute('rel')]).toEqual([
        '_blank',
        'noopener noreferrer nofollow',
      ]);
      expect(await said.locator('img').count()).toBe(0);
      expect(await barriers(desk.page)).toEqual([]);
    }
    expect(asked).toEqual([]);
    // by the service, and once for both
    expect(shop.heard.map(({ path, headers }) => [path, headers['accept-language']])).toEqual([
      ['/lamp?colour=red', undefined],
    ]);
    await shop.stop();
  });

  it('is read and answered in two languages where somebody translates; what cannot be translated waits for a word of its agent', async () => {
    const { page } = lena;
    const foreign: Record<string, string> = {
      'Ich warte noch': 'I am still waiting',
      'It is on its way': 'Sie ist unterwegs',
    };
    const translator = await aListener(({ body }) => ({
      body: {
        text: foreign[body.text] ?? `${body.to}: ${body.text}`,
        detected: foreign[body.text] && 'de',
        score: 0.99,
      },
    }));
    const translation = { enabled: true, provider: translator.url };
    await change('/api/channel-config/organisation', { translation });
    await translate(true);
    const { mine } = deskOf(await product.as('lena'));
    await until('texts of the line are translated', async () =>
      (await mine()).some((one) => one.customer === customer && one.translated),
    );
    await page.reload();
    await product.text(customer, 'Ich warte noch');
    const log = page.getByRole('log', { name: 'Texts' });
    const said = (words: string) => log.getByRole('article').filter({ hasText: words });
    await said('Ich warte noch').getByText('I am still waiting').waitFor();

    await page.getByText('Answers are translated into German.').waitFor();
    await field(page).fill('It is on its way');
    await page.getByText('The customer gets, in German:').waitFor();
    await page.getByText('Sie ist unterwegs', { exact: true }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await field(page).press('Enter');
    await said('Sie ist unterwegs').getByText('Delivered').waitFor();
    await said('Sie ist unterwegs').getByText('It is on its way').waitFor();
    expect(await field(page).inputValue()).toBe('');
    expect(arrived()).toContain('Sie ist unterwegs');
    await sofia.page.reload();
    const watched = sofia.page.getByRole('log', { name: 'Texts' }).getByRole('article');
    await watched.filter({ hasText: 'Sie ist unterwegs' }).getByText('It is on its way').waitFor();

    translator.answers(() => ({ status: 503 }));
    await field(page).fill('Until tomorrow');
    await field(page).press('Enter');
    await page
      .getByRole('alert')
      .getByText(/^Not translated\. The translator did not help\./)
      .waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(arrived()).not.toContain('Until tomorrow');
    await page.getByRole('button', { name: 'Send as written' }).click();
    await said('Until tomorrow').getByText('Delivered').waitFor();

    await page.getByRole('button', { name: 'Don’t translate' }).click();
    await page.getByText('Texts go out as you write them.').waitFor();
    // the browser says that translating was refused, each time it was asked for
    lena.complaints.splice(0, Infinity, ...lena.complaints.filter((one) => !one.endsWith('/translate')));
    await isGone(log.getByText('I am still waiting'));
    await field(page).fill('Bis morgen');
    await field(page).press('Enter');
    await said('Bis morgen').getByText('Delivered').waitFor();
    await page.getByRole('button', { name: 'Translate', exact: true }).click();
    await log.getByText('I am still waiting').waitFor();
    await translate(false);
    await change('/api/channel-config/organisation', {});
    await until('texts of the line are translated no more', async () =>
      (await mine()).some((one) => one.customer === customer && !one.translated),
    );
    await translator.stop();
    await page.reload();
    await field(page).waitFor();
    await isGone(log.getByText('I am still waiting'));
  }, 60_000);

  it('says how long a text will wait where its sender is slow', async () => {
    const { page } = lena;
    const group = '/api/gateway/sender-groups/slow';
    const senders = [product.wired.number];
    await change(group, { name: 'Slow', senders, segmentsPerSecond: 0.05 });
    // more than leaves at once after a pause
    await field(page).fill('It is a long story. '.repeat(45));
    await field(page).press('Enter');
    const story = page.getByRole('log').getByRole('article').filter({ hasText: 'long story' });
    await story.getByText(/Sent|Delivered/).waitFor();
    await page.reload();
    await field(page).fill('There is more');
    await page.getByText(/^will be sent in about \d+ s$/).waitFor();
    expect(await barriers(page)).toEqual([]);
    await field(page).fill('');
    await change(group, { name: 'Slow', senders, segmentsPerSecond: 100 });
  });

  it('is closed by the supervisor, whatever its state', async () => {
    const { page } = sofia;
    await page.getByRole('button', { name: 'Close conversation' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Close conversation' }).click();
    await page.getByText('This conversation is closed.').waitFor();
    await isGone(field(lena.page));
    await lena.page.getByText(/^This conversation is closed\./).waitFor();
  });

  it('shows to both, once it is closed, who had it, who took part, and how each part ended', async () => {
    const { page } = sofia;
    const [, id] = /c\/([^?]+)/.exec(page.url())!;
    await lena.page.goto(new URL(`/work/c/${id}`, product.baseUrl).href);
    for (const { page: seen } of [sofia, lena]) {
      const handled = seen.getByRole('region', { name: 'Who handled it' });
      const line = handled.getByRole('listitem');
      await line
        .filter({ hasText: 'Lena Marsh' })
        .filter({ hasText: 'Session closed' })
        .filter({ hasText: /Taken .+ until/ })
        .filter({ hasText: 'from Main' })
        .first()
        .waitFor();
      await line.filter({ hasText: 'Lena Marsh' }).filter({ hasText: 'Closed by a supervisor' }).waitFor();
      await line.filter({ hasText: 'Sofia Lindgren' }).filter({ hasText: 'Watched, wrote to the customer' }).waitFor();
      await line.filter({ hasText: 'Diego Kessler' }).filter({ hasText: 'Gave advice' }).first().waitFor();
      expect(await barriers(seen)).toEqual([]);
    }
    await page.setViewportSize({ width: 1024, height: 768 });
    await page.getByRole('button', { name: 'Customer', exact: true }).click();
    await page.getByRole('dialog', { name: 'Customer' }).getByText('Closed by a supervisor').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 1440, height: 900 });
  });
});

describe('a conversation that has ended', () => {
  it('is closed with a reason where one has to be chosen, and after a question where the organisation has it asked', async () => {
    const { page } = lena;
    const dana = await product.as('dana');
    const code = (slug: string, name: string) =>
      dana('PUT', `/api/channel-config/disposition-codes/${randomUUID()}`, { slug, name, category: 'Delivery' });
    await code('late', 'Parcel late');
    await code('lost', 'Parcel lost');
    const dispositions = { enabled: true, requireToClose: true, maxPerConversation: 1 };
    const confirmSessionClose = { open: false, active: false, wrapUp: true };
    await change('/api/channel-config/organisation', { dispositions, confirmSessionClose });
    await page.reload();
    const name = written(customer);
    const desk = deskOf(await product.as('lena'));
    await product.text(customer, 'It is late');
    await page.getByRole('article', { name: `Offer: ${written(customer)}` }).waitFor();
    await page.keyboard.press('F8');
    await field(page).waitFor();
    const closes = page.getByRole('button', { name: `Close ${name}` });
    await closes.click();
    await page.getByText('Moved to Waiting.').first().waitFor();
    await page.getByRole('link').filter({ hasText: name }).first().click();
    await page.getByRole('button', { name: 'Take it back' }).click();
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
    await closes.click();
    const asked = page.getByRole('dialog', { name: 'Close this conversation?' });
    expect(await barriers(page)).toEqual([]);
    await asked.getByRole('button', { name: 'Cancel' }).click();
    await isGone(asked);
    await wrapUp.waitFor();
    await closes.click();
    await asked.getByRole('button', { name: 'Close', exact: true }).last().click();
    await isGone(wrapUp);
    expect(await desk.mine()).toEqual([]);
    expect(lena.complaints).toEqual([]);
  });
});

describe('an agent without a mouse', () => {
  /** Moves on by Tab until what has the focus is called so. */
  async function tabTo(page: Page, name: RegExp, keys = 'Tab'): Promise<void> {
    const focused = () =>
      page.evaluate(() => {
        const at = document.activeElement;
        return at === document.body ? '' : (at?.getAttribute('aria-label') ?? at?.textContent ?? '');
      });
    for (let press = 0; press < 40; press += 1) {
      if (name.test(await focused())) return;
      await page.keyboard.press(keys);
    }
    throw new Error(`${keys} does not lead to ${name}.`);
  }
  const hasFocus = (what: Locator) =>
    until('it has the focus', () => what.evaluate((element) => element === document.activeElement));

  it('has a whole day: signs in, accepts, reads, answers, notes, asks, hands over, ends and says what it came to', async () => {
    const [first, second] = ['+14255550911', '+14255550912'] as const;
    await lena.page.context().close();
    const dana = await product.as('dana');
    const reply = {
      slug: 'late',
      name: 'Parcel is late',
      locale: 'en-US',
      message: 'I am sorry that it is late.',
      tags: [],
    };
    await dana('PUT', `/api/channel-config/quick-replies/${randomUUID()}`, reply);
    await (
      await product.as('lena')
    )('PUT', '/api/routing/agents/me/presence', { presence: 'offline' });
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    let presses = 0;
    await page.exposeFunction('pointerPressed', () => (presses += 1));
    await page.addInitScript(() =>
      addEventListener('pointerdown', () => (window as unknown as { pointerPressed(): void }).pointerPressed(), true),
    );
    const press = (...keys: string[]) =>
      keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
    const answerTo = (number: string) => page.getByRole('textbox', { name: `Text to ${written(number)}` });
    const command = async (typed: string) => {
      await page.keyboard.type(typed);
      await page.getByRole('listbox', { name: 'Commands' }).waitFor();
      await press('Enter');
    };

    await page.goto(product.baseUrl);
    await page.getByRole('button', { name: 'Lena Marsh' }).waitFor();
    await tabTo(page, /Lena Marsh/);
    await press('Enter');
    await page.getByRole('button', { name: 'You: Lena Marsh' }).waitFor();
    await page.getByRole('button', { name: 'Presence: Offline' }).waitFor();
    await press('F4');
    await page.getByRole('menu').waitFor();
    await tabTo(page, /^Available/, 'ArrowDown');
    await press('Enter');
    await page.getByRole('button', { name: 'Presence: Available' }).waitFor();

    for (const number of [second, first]) {
      await product.text(number, 'Where is my lamp?');
      const offer = page.getByRole('article', { name: `Offer: ${written(number)}` });
      await offer.waitFor();
      // a press while the one before is still being accepted is none
      await until('it is hers', async () => {
        if (await offer.isVisible()) await press('F8');
        return answerTo(number).isVisible();
      });
    }
    await hasFocus(answerTo(first));
    await press('Shift+F6');
    await until('the texts have the focus', () =>
      page.evaluate(() => document.activeElement?.closest('[data-region="thread"]') != null),
    );
    await press('Home', 'End', 'F2');
    await hasFocus(answerTo(first));

    await page.keyboard.type('/q late');
    await page.getByRole('option', { name: /Parcel is late/ }).waitFor();
    await press('Enter');
    await until('its words are there', async () => (await answerTo(first).inputValue()).startsWith('I am sorry'));
    await press('Enter');
    const said = page.getByRole('log').getByRole('article').filter({ hasText: 'I am sorry' });
    await said.getByText('Delivered').waitFor();

    await command('/n');
    const notes = page.getByRole('region', { name: 'Notes' });
    await hasFocus(notes.getByRole('textbox'));
    await page.keyboard.type('Has called twice');
    await press('Enter');
    await notes.getByRole('listitem').filter({ hasText: 'Has called twice' }).waitFor();
    await press('Escape');
    await hasFocus(answerTo(first));

    const helper = deskOf(await product.ready('diego'));
    const ask = async (typed: string, title: string) => {
      await command(typed);
      const panel = page.getByRole('dialog', { name: title });
      await hasFocus(panel.getByRole('combobox'));
      await page.keyboard.type('kess');
      await until('nobody else is there', async () => (await panel.getByRole('option').count()) === 1);
      await press('Enter');
      await hasFocus(panel.getByRole('textbox'));
      await page.keyboard.type('Have we two in stock?');
      await press('Enter');
      await isGone(panel);
    };
    const agree = async (number: string) =>
      helper.call('POST', `/api/routing/offers/${(await helper.offered(number)).id}/accept`);
    await ask('/c', 'Ask for advice');
    await agree(first);
    const talk = page.getByRole('region', { name: 'Advice' });
    await talk.getByRole('textbox').waitFor();
    await press('F6');
    await tabTo(page, /^Write to Diego/);
    await page.keyboard.type('Thank you');
    await press('Enter');
    await talk.getByText('Thank you').waitFor();
    await tabTo(page, /^End the advice of Diego/, 'Shift+Tab');
    await press('Enter');
    await isGone(talk);

    // what had the focus is gone: the keys go on all the same
    await press('Alt+ArrowUp');
    await hasFocus(answerTo(second));
    await ask('/t', 'Hand over');
    await agree(second);
    await isGone(page.getByRole('tab', { name: written(second) }));

    await press('Alt+ArrowDown');
    await hasFocus(answerTo(first));
    await command('/spam');
    const report = page.getByRole('dialog', { name: 'Report the number' });
    await hasFocus(report.getByRole('textbox'));
    await page.keyboard.type('Sells lamps');
    await press('Enter');
    await isGone(report);
    await hasFocus(answerTo(first));
    const reported = `/api/gateway/blocked-numbers?state=pending`;
    expect((await dana<{ items: { number: string }[] }>('GET', reported)).items).toMatchObject([{ number: first }]);

    await command('/end');
    const wrapUp = page.getByRole('region', { name: 'Wrap-up' });
    await wrapUp.getByRole('checkbox', { name: 'Parcel late' }).waitFor();
    await press('Control+k');
    await page.getByRole('combobox', { name: 'Command, customer or page' }).waitFor();
    await page.keyboard.type('came to');
    await page.getByRole('option', { name: /came to/ }).waitFor();
    await press('Enter');
    await hasFocus(wrapUp.getByRole('checkbox', { name: 'Parcel late' }));
    await press('Space');
    await until('it is chosen', () => wrapUp.getByRole('checkbox', { name: 'Parcel late' }).isChecked());
    await tabTo(page, /^Close$/);
    await press('Enter');
    await isGone(wrapUp);
    expect(presses).toBe(0);
    await context.close();
  }, 90_000);
});
