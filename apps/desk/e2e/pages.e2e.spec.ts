import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import type { ConversationView, QueueView, WorkItemView } from '#contracts';
import { aProduct, deskOf, type RunningProduct, until } from '#testing';
import {
  aBrowser,
  aHold,
  barriers,
  type Desk,
  drawIn,
  goOn,
  isGone,
  layAside,
  openDesk,
  type PersonName,
  scrollsSideways,
  signInTo,
  written,
} from './a-desk.ts';

let product: RunningProduct;
let browser: Browser;
/** A conversation that Lena holds, with a long name's worth of everything in it. */
let held: string;
/** What it is in routing. */
let work: string;
const customer = '+14255550890';
const authToken = randomBytes(16).toString('hex');
const arabic = 'مرحبا، أريد أن أعرف متى تصل الشحنة؟';

beforeAll(async () => {
  [product, browser] = await Promise.all([aProduct({ authToken }), aBrowser()]);
  const lena = deskOf(await product.ready('lena'));
  await product.text(customer, 'Where is my parcel?');
  ({ id: held } = await lena.accept(customer));
  await lena.reply(held, 'It arrives tomorrow.');
  const sofia = await product.as('sofia');
  const { items } = await sofia<{ items: { id: string }[] }>('GET', `/api/routing/work-items?conversationId=${held}`);
  work = items[0]!.id;
  await product.text(customer, arabic);
  await product.text(customer, 'wordwithoutanyspace'.repeat(20));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 30_000);

const opened: Desk[] = [];
/** Windows of those who take no part in the work, as their next story finds them: signed in, and with nothing else kept. */
const standing = new Map<PersonName, Desk>();
afterEach(async () => {
  const windows = new Set(standing.values());
  for (const desk of new Set(opened.splice(0))) {
    await (windows.has(desk) ? layAside(desk) : desk.page.context().close());
    expect(desk.complaints.splice(0)).toEqual([]);
  }
});
async function open(
  person: PersonName,
  path: string,
  options: Parameters<typeof openDesk>[4] = {},
  way = openDesk,
): Promise<Page> {
  const mayStand = person !== 'lena' && person !== 'noor' && way === openDesk && Object.keys(options).length === 0;
  const stands = mayStand && standing.get(person);
  if (stands) {
    opened.push(stands);
    await goOn(stands.page, path);
    return stands.page;
  }
  const desk = await way(browser, product.baseUrl, person, path, options);
  if (mayStand) standing.set(person, desk);
  opened.push(desk);
  return desk.page;
}
const row = (page: Page, table: string, text: string) =>
  page.getByRole('group', { name: table }).getByRole('row').filter({ hasText: text });

/** Twilio says something else of a text than it said before, correctly signed. */
async function reportAgain(
  { statusCallback, sid }: { readonly statusCallback: string | null; readonly sid: string },
  MessageStatus: string,
  ErrorCode: string,
): Promise<void> {
  const fields = { MessageSid: sid, MessageStatus, ErrorCode, AccountSid: product.wired.accountSid };
  const { status } = await fetch(statusCallback!, {
    method: 'POST',
    headers: { 'x-twilio-signature': getExpectedTwilioSignature(authToken, statusCallback!, fields) },
    body: new URLSearchParams(fields),
  });
  expect(status).toBe(200);
}

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

  it('tells of each conversation what was said last, how long its agent has it, and how its customer feels', async () => {
    const dana = await product.as('dana');
    const path = '/api/channel-config/organisation';
    const usual = await dana<{ version: number; sentiment: object }>('GET', path);
    const set = async (sentiment: object) => {
      const { version, ...settings } = await dana<{ version: number }>('GET', path);
      await dana('PUT', path, { ...settings, sentiment }, { 'if-match': `"${version}"` });
    };
    await set({ ...usual.sentiment, enabled: true });
    const page = await open('sofia', '/live');
    const cross = '+14255550897';
    await product.text(cross, 'This is terrible, I hate it!');
    const line = row(page, 'Conversations', written(cross));
    await line.getByTitle('This is terrible, I hate it!').waitFor();
    await line.getByRole('img', { name: 'Mood: Very negative' }).waitFor();
    // their agent sees it without opening the conversation
    await product.text(customer, 'I hate this, it is terrible!');
    const lenas = await open('lena', '/work');
    await lenas.getByRole('tab', { name: /\+1 \(425\) 555-0890, upset/ }).waitFor();
    expect(await barriers(lenas)).toEqual([]);
    const heads = page.getByRole('group', { name: 'Conversations' }).getByRole('columnheader');
    const handled = (await heads.allTextContents()).indexOf('Handled');
    const cells = (of: string) => row(page, 'Conversations', written(of)).getByRole('cell');
    expect(await cells(customer).nth(handled).textContent()).toMatch(/^\d+:\d\d/);
    expect(await cells(cross).nth(handled).textContent()).toBe('');
    await set(usual.sentiment);
    const sofia = await product.as('sofia');
    const { items } = await sofia<{ items: ConversationView[] }>('GET', '/api/conversations?view=ongoing&limit=200');
    const { id } = items.find((one) => one.customer === cross)!;
    await sofia('POST', `/api/conversations/${id}/force-close`);
    await isGone(line);
  });

  it('marks in words what is past a threshold, and remembers where that is', async () => {
    const page = await open('sofia', '/live');
    await page.getByRole('button', { name: 'Thresholds' }).click();
    const dialog = page.getByRole('dialog', { name: 'Thresholds' });
    const waiting = (level: string) => dialog.getByRole('textbox', { name: `${level}: Waiting in a queue` });
    await waiting('At risk').fill('40');
    await dialog.getByText('Critical must lie further out than at risk.').waitFor();
    await waiting('At risk').fill('1');
    for (const level of ['At risk', 'Critical'])
      await dialog.getByRole('textbox', { name: `${level}: Longest wait, in seconds` }).fill('1');
    expect(await barriers(page)).toEqual([]);
    await waiting('At risk').press('Enter');
    await isGone(dialog);
    await page.getByRole('link', { name: /^In queue At risk 1/ }).waitFor();
    await page.reload();
    await row(page, 'Queues', 'Main')
      .getByText('At risk')
      .or(row(page, 'Queues', 'Main').getByText('Critical'))
      .first()
      .waitFor();
    const line = page.getByRole('region', { name: 'Stands out' }).getByRole('listitem');
    await line.filter({ hasText: 'waits in Main' }).getByRole('link', { name: 'See why' }).waitFor();
    await line.getByRole('link', { name: 'Monitor' }).waitFor();
  });

  it('goes from a queue to its conversations and agents, and from there to why nobody took them', async () => {
    const page = await open('sofia', '/live');
    await page
      .getByRole('table', { name: 'Work in each queue now' })
      .getByRole('rowheader', { name: 'Main' })
      .waitFor();
    await row(page, 'Queues', 'Main').getByRole('link', { name: 'Main' }).click();
    await row(page, 'Agents', 'Lena Marsh').getByText('Appear away').waitFor();
    await row(page, 'Conversations', written('+14255550891'))
      .getByRole('link', { name: /^Monitor/ })
      .click();
    await page.getByRole('log').waitFor(); // the list before it leads to reasons too
    await page.getByRole('link', { name: 'See why' }).click();
    await page.getByRole('region', { name: 'Routed to a queue' }).getByText('Went to Main').waitFor();
    const look = page.getByRole('region', { name: 'Looked for an agent' }).first();
    await look.getByText('Nobody could take it.').waitFor();
    await row(page, 'Agents considered', 'Lena Marsh').first().waitFor();
    await page.getByText('Next chance: as soon as an agent of the queue has room for it.').waitFor();
    await page.getByRole('button', { name: 'Run again' }).click();
    const again = page.getByRole('region', { name: 'The same text now' }).getByRole('status');
    await again.getByText('It would wait in Main, as it did.').waitFor();
    await again.getByText('Nobody could take it now.').waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  it('does to many at once what one can do, after asking, with a result for each', async () => {
    const page = await open('sofia', '/live');
    // what arrives after the figures has its place by then
    await page.getByRole('table', { name: 'Work in each queue now' }).waitFor();
    await row(page, 'Agents', 'Lena Marsh').waitFor();
    const choose = () => page.getByRole('checkbox', { name: `Choose ${written('+14255550891')}` }).check();
    await choose();
    await page.getByRole('button', { name: 'Move to queue' }).click();
    const moving = page.getByRole('dialog', { name: 'Move to a queue' });
    await moving.getByLabel('Queue', { exact: true }).first().click();
    await moving.getByRole('option', { name: /^Main/ }).click();
    await moving.getByRole('button', { name: 'Move 1 conversation' }).click();
    await row(page, 'Results', written('+14255550891')).getByText('Done').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await isGone(moving);

    await choose();
    await page.getByRole('button', { name: 'Text customers' }).click();
    const texting = page.getByRole('dialog', { name: 'Text customers' });
    const send = texting.getByRole('button', { name: 'Text 1 customer' });
    expect(await send.isDisabled()).toBe(true);
    await texting.getByLabel('Text', { exact: true }).fill('We are back at noon.');
    await texting.getByLabel('Name in the history (optional)').fill('Outage');
    await send.click();
    await texting.getByText('1 conversation done.').waitFor();
    expect(await barriers(page)).toEqual([]);
    await texting.getByRole('button', { name: 'Close' }).last().click();
    await isGone(texting);
    await until('the customer has it', () =>
      product.twilio.messages().some(({ to, body }) => to === '+14255550891' && body === 'We are back at noon.'),
    );

    const like = page.getByRole('group', { name: 'Narrow the conversations' });
    const others = page.getByRole('checkbox', { name: /^Choose \+/ });
    const many = await others.count();
    const narrowTo = async (field: string, option: string) => {
      await like.getByLabel(field, { exact: true }).first().click();
      await page.getByRole('option', { name: option, exact: true }).click();
    };
    const bar = page.getByRole('group', { name: 'Chosen conversations' });
    await choose();
    await bar.getByRole('button', { name: `Choose all ${many}` }).click();
    await bar.getByRole('status').getByText(`${many} conversations chosen`).waitFor();
    const dana = await product.as('dana');
    const allow = async (conversations: number) => {
      const { version } = await dana<{ version: number }>('GET', '/api/channel-config/organisation');
      const bulk = { bulk: { conversations } };
      await dana('PUT', '/api/channel-config/organisation', bulk, { 'if-match': `"${version}"` });
      await page.reload();
      await choose();
      await bar.getByRole('button', { name: `Choose all ${many}` }).click();
    };
    await allow(many - 1);
    await bar.getByText(`At most ${many - 1} at once.`).waitFor();
    expect(await bar.getByRole('button', { name: 'Text customers' }).isDisabled()).toBe(true);
    expect(await bar.getByRole('button', { name: 'Assign' }).isDisabled()).toBe(true);
    await allow(1000);
    await bar.getByRole('status').getByText(`${many} conversations chosen`).waitFor();
    expect(await bar.getByRole('button', { name: 'Assign' }).isEnabled()).toBe(true);
    await narrowTo('Status', 'Waiting');
    await narrowTo('Agent', 'Nobody');
    await until('others are left out', async () => (await others.count()) < many);
    await row(page, 'Conversations', written('+14255550891')).waitFor();
    expect(await barriers(page)).toEqual([]);
    await bar.getByRole('button', { name: 'Choose none' }).click();
    await isGone(bar);

    await choose();
    await page.getByRole('group', { name: 'Chosen conversations' }).getByRole('button', { name: 'Close' }).click();
    const closing = page.getByRole('dialog', { name: 'Close conversations' });
    await closing.getByRole('button', { name: 'Close 1 conversation' }).click();
    await closing.getByText('1 conversation done.').waitFor();
    await isGone(row(page, 'Conversations', written('+14255550891')));

    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Actions' }).click();
    await row(page, 'Actions', 'Moved to a queue').waitFor();
    const texted = row(page, 'Actions', 'Outage');
    await texted.getByText('Sofia Lindgren').waitFor();
    await texted.getByRole('button').click();
    const results = page.getByRole('dialog', { name: 'Outage' });
    await results.getByText('We are back at noon.').waitFor();
    await results.getByText(written('+14255550891')).waitFor();
  });

  it('tells what happened, saved as it is shown', async () => {
    const page = await open('sofia', '/live/history?by=agent&compare=before');
    await row(page, 'By agent', 'Lena Marsh').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as CSV' }).click();
    const saved = await readFile(await (await download).path(), 'utf8');
    expect(saved.split('\r\n')[0]).toContain('Agent,Offered,"Offered, before",Taken');
    expect(saved).toMatch(/^Lena Marsh,\d+,,\d+,/m);
    const grouped = async (by: string) => {
      await page.getByRole('combobox', { name: 'Grouped by' }).click();
      await page.getByRole('option', { name: by, exact: true }).click();
    };
    await grouped('Workstream');
    const heads = page.getByRole('group', { name: 'By workstream', exact: true }).getByRole('columnheader');
    await heads.getByText('Longest first wait').waitFor();
    const waited = (await heads.allTextContents()).indexOf('First wait');
    const cells = page.getByRole('group', { name: 'By workstream', exact: true }).getByRole('cell');
    expect(await cells.nth(waited).textContent()).toMatch(/^\d+:\d\d/);
    await grouped('Number');
    await row(page, 'By number', written(product.wired.number)).waitFor();
    await grouped('Agent, by advice');
    await page.getByText('Nothing happened in this time').waitFor();
    await page.getByLabel('From', { exact: true }).fill('2020-01-01');
    await page.getByText('At most 92 days at once.').waitFor();
  });

  it('counts live what agents are offered and take, and tells later how long they were what', async () => {
    const away = async (name: string) =>
      (await product.as(name))('PUT', '/api/routing/agents/me/presence', { presence: 'away' });
    for (const name of ['lena', 'diego']) await away(name);
    const page = await open('sofia', '/live');
    // a desk that beats and shows what is offered, however long this takes
    await open('noor', '/work');
    const noor = deskOf(await product.ready('noor'));
    const heads = page.getByRole('group', { name: 'Agents' }).getByRole('columnheader');
    await row(page, 'Agents', 'Noor Haddad').waitFor();
    const columns = await heads.allTextContents();
    /** Waits until Noor's row says this under that head. */
    const says = (column: string, text: string) =>
      row(page, 'Agents', 'Noor Haddad')
        .getByRole('cell')
        .nth(columns.indexOf(column))
        .and(page.getByRole('cell', { name: text, exact: true }))
        .waitFor();
    await says('Presence', 'Available');
    await says('Set by', 'Agent');
    await says('Offered today', '0');

    const [first, second] = ['+14255550894', '+14255550895'] as const;
    await product.text(first, 'Is the shop open?');
    await noor.offered(first);
    await says('Offered today', '1');
    await says('Answered', '0');
    const taken = await noor.accept(first);
    await says('Answered', '1');
    await says('Conversations', '1');
    await says('Presence', 'Busy');
    await says('Set by', 'System');

    await product.text(second, 'And on Sunday?');
    const { id, conversationId } = await noor.offered(second);
    // away, so that it is not offered to Noor once more
    await away('noor');
    await noor.call('POST', `/api/routing/offers/${id}/reject`);
    await says('Offered today', '2');
    await says('Declined', '1');
    await says('Missed', '0');
    await says('Presence', 'Appear away');
    const sofia = await product.as('sofia');
    for (const one of [taken.id, conversationId]) await sofia('POST', `/api/conversations/${one}/force-close`);
    await says('Conversations', '0');

    await page.goto(new URL('/live/history?by=presence', product.baseUrl).href);
    await row(page, 'Presence of agents', 'Noor Haddad').waitFor();
    expect(await barriers(page)).toEqual([]);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as CSV' }).click();
    const saved = await readFile(await (await download).path(), 'utf8');
    expect(saved.split('\r\n')[0]).toBe('Agent,Signed in,Available,Busy,Do not disturb,Appear away,Inactive,Offline');
    const told = saved.split('\r\n').find((line) => line.startsWith('Noor Haddad,'))!;
    const [onDuty, available, busy, dnd, appearAway, inactive] = told.split(',').slice(1).map(Number);
    expect([available! > 0, busy! > 0, appearAway! > 0]).toEqual([true, true, true]);
    expect(available! + busy! + dnd! + appearAway! + inactive!).toBeCloseTo(onDuty!, 0);

    await page.getByRole('combobox', { name: 'Serving the queue' }).click();
    await page.getByRole('option', { name: 'Main', exact: true }).click();
    await page.waitForURL(/queue=/);
    await row(page, 'Presence of agents', 'Lena Marsh').waitFor();
  });

  it('shows what waits to leave and how texts fared, number by number', async () => {
    const page = await open('sofia', '/live/sending');
    await page.getByText('No alerts').waitFor();
    await row(page, 'Sending queue', written(product.wired.number)).getByText('Flows').waitFor();
    await row(page, 'Deliverability by number', written(product.wired.number)).getByText('100.0%').waitFor();
  });

  it('shows reports that contradict each other: what holds and why, by number and account, and on the text itself', async () => {
    const lena = deskOf(await product.as('lena'));
    await lena.reply(held, 'Did this arrive?');
    const sent = () => product.twilio.messages().find(({ body }) => body === 'Did this arrive?');
    await until('it is delivered', () => sent()?.status === 'delivered');
    await product.twilio.idle();
    await reportAgain(sent()!, 'undelivered', '30005');

    const page = await open('sofia', '/live');
    // a window that was just opened looks at what was reported until a moment ago
    await page.goto(new URL('/live/sending', product.baseUrl).href);
    const card = page.getByRole('region', { name: 'Contradicting reports' });
    const contradicted = card.getByRole('row').filter({ hasText: '30005' });
    await contradicted.filter({ hasText: /Delivered.*Undelivered.*30005 Unknown handset/ }).waitFor();
    await row(page, 'Deliverability by number', written(product.wired.number))
      .getByRole('link', { name: '1 contradicted' })
      .click();
    await until('the address says the number', () => new URL(page.url()).searchParams.has('number'));
    await contradicted.waitFor();
    await card.getByRole('tab', { name: '24 hours' }).click();
    await contradicted.waitFor();

    await contradicted.getByRole('button', { name: 'How it went' }).click();
    const way = page.getByRole('dialog', { name: 'How it went' });
    await way.getByText(/^Delivered was reported first, so it holds\. Undelivered was reported afterwards\./).waitFor();
    await way
      .getByRole('listitem')
      .filter({ hasText: 'Status callback: delivered' })
      .getByText(/^Taken/)
      .waitFor();
    const last = way.getByRole('listitem').last();
    await last.getByText('Contradicts', { exact: true }).waitFor();
    await last.getByText('Not believed: another end was reported before.').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await isGone(way);

    await page.goto(`${product.baseUrl}/live/sending?account=${randomUUID()}`);
    await card.getByText('None of this number or account').waitFor();
    await page.goto(`${product.baseUrl}/live/c/${held}`);
    const text = page.getByRole('article').filter({ hasText: 'Did this arrive?' });
    await text.getByRole('button', { name: 'How it went' }).click();
    await last.getByText('Contradicts', { exact: true }).waitFor();
  });

  it('finds what was said by its words and whose it was, marked where it stands, and keeps a conversation as text', async () => {
    const page = await open('sofia', '/live');
    await page.getByRole('link', { name: 'Find texts' }).click();
    await page.getByText('Type what you look for').waitFor();
    await page.getByRole('searchbox', { name: 'Words in a text' }).fill('parc');
    const found = row(page, 'Find texts', written(customer));
    await found.locator('mark').filter({ hasText: 'parcel' }).first().waitFor();
    await page.waitForURL(/q=parc/);
    expect(await barriers(page)).toEqual([]);
    await page.reload();
    await found.first().waitFor();
    await page.getByRole('textbox', { name: 'Customer’s number, with +' }).fill('+1 425 555-0899');
    await page.getByText('No text like this').waitFor();
    await page.getByRole('textbox', { name: 'Customer’s number, with +' }).fill(written(customer));
    // whatever was said with this customer, without a word of it
    await page.getByRole('searchbox', { name: 'Words in a text' }).fill('');
    await found.first().waitFor();
    await found
      .getByRole('link', { name: `Open the conversation of ${written(customer)}` })
      .first()
      .click();
    await page.getByText('You are watching. Neither side sees you.').waitFor();
    const savedAs = async (name: string) => {
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name }).click();
      return readFile(await (await download).path(), 'utf8');
    };
    const [ours, theirs] = [await savedAs('Save as text'), await savedAs('Save for the customer')];
    for (const saved of [ours, theirs]) {
      expect(saved).toContain('Where is my parcel?');
      expect(saved).toContain('It arrives tomorrow.');
    }
    expect(ours).toContain('-- Lena Marsh joined');
    expect(theirs).not.toContain('joined');
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

/** Whether the head of a form that stays in sight covers what comes first, and whether anything is seen above it once the page is scrolled. */
const lieOfHead = (page: Page) =>
  page.evaluate(() => {
    const main = document.querySelector<HTMLElement>('main[data-region="page"]')!;
    const title = main.querySelector('h1')!;
    const head = title.parentElement!.parentElement!;
    const first = main.querySelector('form, [role="tablist"]')!.getBoundingClientRect();
    const covers = head.getBoundingClientRect().bottom > first.top;
    main.scrollTop = 300;
    const { left } = title.getBoundingClientRect();
    const seen = document.elementFromPoint(left + 1, main.getBoundingClientRect().top + 1);
    main.scrollTop = 0;
    return { covers, letsThrough: !head.contains(seen) };
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
    await name.waitFor();
    expect(await lieOfHead(page)).toEqual({ covers: false, letsThrough: false });
    await name.fill('');
    await page.getByRole('textbox', { name: 'Priority' }).click();
    await page.getByText('is required').waitFor();
    await name.fill('Front desk');
    await page.getByRole('link', { name: 'Channels', exact: true }).click();
    await page
      .getByRole('dialog', { name: 'Leave without saving?' })
      .getByRole('button', { name: 'Stay here' })
      .click();
    const saved = aHold();
    await page.route('**/api/routing/queues/*', async (route) => {
      await saved.released;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Save changes' }).click();
    // who leaves while it is being saved goes once it is
    await page.getByRole('link', { name: 'Queues', exact: true }).first().click();
    saved.release();
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
    await dialog.getByText(/^Dana Brooks saved this page at \d\d:\d\d\. Your changes are still here\.$/).waitFor();
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
    const page = await open(person, path, {}, signInTo);
    await page.getByText(sentence).waitFor();
  });

  it('names who can give access', async () => {
    await (
      await product.as('dana')
    )('PUT', '/api/routing/people/me', {});
    const page = await open('lena', '/admin/queues');
    await page.getByText('Dana Brooks can give you access.').waitFor();
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
  ['sofia', `/live/queues/${product.wired.queueId}`, 'About this queue'],
  ['sofia', `/explain/${work}`, 'Work item'],
  ['sofia', '/live/history', 'What is shown'],
  ['sofia', '/live/history?by=presence', 'What is shown'],
  ['sofia', '/live/sending', 'Deliverability by number'],
  ['sofia', '/live/texts?q=parcel', 'Find texts'],
  ['sofia', '/live/actions', 'Actions'],
  ['dana', '/admin/channels', 'Channels'],
  ['dana', '/admin/accounts', 'Accounts'],
  ['dana', `/admin/accounts/${product.wired.accountId}`, 'Numbers'],
  ['dana', '/admin/workstreams', 'Workstreams'],
  ['dana', `/admin/workstreams/${product.wired.workstreamId}`, 'Work distribution'],
  ['dana', `/admin/workstreams/${product.wired.workstreamId}?tab=conversations`, 'Closing by itself'],
  ['dana', `/admin/workstreams/${product.wired.workstreamId}?tab=customers`, 'By the number they write from'],
  ['dana', '/admin/customers?tab=directory', 'Directory'],
  ['dana', '/admin/customers/customers/new', 'Numbers'],
  ['dana', '/admin/queues', 'Queues'],
  ['dana', '/admin/forget', 'Who asks for it'],
  ['dana', '/admin/runs/new', 'Run'],
  ['dana', `/admin/queues/${product.wired.queueId}`, 'Agents'],
];

/** Made of the parts of those above: in light, and as wide as a desk and a telephone, they show what is their own. */
const morePages = async (): Promise<readonly string[]> => {
  const dana = await product.as('dana');
  const agents = await dana<{ items: { id: string }[] }>('GET', '/api/routing/agents');
  const webhook = randomUUID();
  const shop = { name: 'Shop', address: 'https://shop.example/parley', kinds: ['message-received'], active: false };
  await dana('PUT', `/api/conversations/webhooks/${webhook}`, shop);
  const step = `/admin/workstreams/${product.wired.workstreamId}/sms/${randomUUID()}`;
  return [
    ...[
      '/admin',
      '/admin/users',
      `/admin/users/${agents.items[0]!.id}`,
      '/admin/webhooks',
      `/admin/webhooks/${webhook}`,
    ],
    ...['details', 'credentials', 'numbers'].map((name) => `/admin/accounts/new/${name}`),
    ...['setup', 'language', 'behaviors', 'userFeatures'].map((name) => `${step}/${name}`),
    ...['accounts', 'cases'].map((kind) => `/admin/customers/${kind}/new`),
    ...['skills', 'bots', 'operating-hours'].map((kind) => `/admin/settings/${kind}`),
    ...['/admin/organisation', '/admin/security', '/admin/sending', '/admin/transfer', '/admin/messages'],
  ];
};

describe('every page', () => {
  it('bars no reader, in light and in dark, and fits a desk, a small screen and a telephone', async () => {
    const found: unknown[] = [];
    // each person looks at their pages, all three at the same time
    const round = async (person: PersonName) => {
      const page = await open(person, '/');
      const menus = new Set<string>();
      for (const [, path, ready] of everyPage().filter(([whose]) => whose === person)) {
        await goOn(page, path);
        await page.getByLabel(ready, { exact: true }).first().waitFor();
        await isGone(page.getByRole('status').filter({ hasText: 'Loading' }).first());
        for (const colorScheme of ['light', 'dark'] as const) {
          await drawIn(page, colorScheme);
          const list = await barriers(page, colorScheme);
          if (list.length > 0) found.push([path, colorScheme, list]);
        }
        for (const button of await page.locator('button[aria-haspopup="menu"]:visible').all()) {
          const name = (await button.getAttribute('aria-label')) ?? (await button.innerText());
          if (menus.has(name)) continue;
          menus.add(name);
          await button.click();
          await page.getByRole('menu').waitFor();
          await until('its first item has the focus', () =>
            page
              .getByRole('menuitem')
              .first()
              .evaluate((item) => item === document.activeElement),
          );
          const list = await barriers(page);
          if (list.length > 0) found.push([path, `menu ${name}`, list]);
          await page.keyboard.press('Escape');
          await isGone(page.getByRole('menu'));
        }
        for (const width of [1024, 390, 1440]) {
          await page.setViewportSize({ width, height: 900 });
          await page.getByLabel(ready, { exact: true }).first().waitFor();
          if (await scrollsSideways(page)) found.push([path, width]);
          // what a supervisor follows is seen whole on a small screen, too
          if (width === 1024 && (path === '/live' || path.startsWith('/live/queues/')))
            for (const table of await page
              .getByRole('main')
              .getByRole('group')
              .filter({ has: page.locator('table') })
              .all())
              if (await table.evaluate((box) => box.scrollWidth > box.clientWidth))
                found.push([path, width, await table.getAttribute('aria-label')]);
        }
      }
      expect(menus.size).toBeGreaterThan(0);
    };
    const more = async () => {
      const page = await open('dana', '/admin');
      for (const path of await morePages()) {
        await goOn(page, path);
        await page.getByRole('main').getByRole('heading').first().waitFor();
        await isGone(page.getByRole('status').filter({ hasText: 'Loading' }).first());
        const list = await barriers(page);
        if (list.length > 0) found.push([path, list]);
        await page.setViewportSize({ width: 390, height: 900 });
        if (await scrollsSideways(page)) found.push([path, 390]);
        await page.setViewportSize({ width: 1440, height: 900 });
      }
      // a wizard that is begun asks for its draft, which is not there yet
      const desk = opened.findLast((one) => one.page === page)!;
      desk.complaints.splice(0, Infinity, ...desk.complaints.filter((one) => !one.includes('/channel-drafts/')));
    };
    const outside = async () => {
      const page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage();
      await page.goto(new URL('/signed-out', product.baseUrl).href);
      await page.getByText('You are signed out.').waitFor();
      const list = await barriers(page);
      // where nobody answers who signs people in, the door says so
      await page.route('**/.well-known/openid-configuration', (route) => route.fulfill({ status: 503, body: '' }));
      await page.goto(new URL('/work', product.baseUrl).href);
      await page.getByRole('button', { name: 'Try again' }).waitFor();
      list.push(...(await barriers(page)));
      if (list.length > 0) found.push(['outside', list]);
      await page.context().close();
    };
    // Dana has one window, in which she looks at one after the other
    await Promise.all([round('lena'), round('sofia'), round('dana').then(more), outside()]);
    expect(found).toEqual([]);
  }, 300_000);
});

describe('the keyboard alone', () => {
  it('reaches every region, the help, the presence and every session', async () => {
    const page = await open('lena', `/work/c/${held}`);
    await page.getByRole('textbox', { name: /^Text to/ }).waitFor();
    await page.getByRole('log').getByRole('article').first().waitFor();
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

/** Words that stand over other words, and what can be pressed but is cut off at a side. */
const crowded = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    interface Box {
      readonly left: number;
      readonly right: number;
      readonly top: number;
      readonly bottom: number;
    }
    const meet = (one: Box, other: Box): Box => ({
      left: Math.max(one.left, other.left),
      right: Math.min(one.right, other.right),
      top: Math.max(one.top, other.top),
      bottom: Math.min(one.bottom, other.bottom),
    });
    const isThere = ({ left, right, top, bottom }: Box) => right - left > 2 && bottom - top > 2;
    /** What is seen of it within everything that cuts it off. */
    const seenOf = (element: Element, box: Box): Box => {
      let seen: Box = meet(box, { left: 0, right: innerWidth, top: 0, bottom: innerHeight });
      for (let around: Element | null = element; around; around = around.parentElement)
        if (getComputedStyle(around).overflow !== 'visible') seen = meet(seen, around.getBoundingClientRect());
      return seen;
    };
    const faults: string[] = [];
    const spoken = (element: Element) => (element.getAttribute('aria-label') ?? element.textContent ?? '').slice(0, 30);
    const isDrawn = (element: Element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    for (const element of document.querySelectorAll('button, main a')) {
      const box = element.getBoundingClientRect();
      const seen = seenOf(element, box);
      if (!isDrawn(element) || seen.bottom - seen.top < 2 || element.closest('[role="tablist"]')) continue;
      // a long name ends in dots: that is no fault
      const ends = (around: Element | null): boolean =>
        around !== null && (getComputedStyle(around).textOverflow === 'ellipsis' || ends(around.parentElement));
      if (seen.right - seen.left < box.width - 2 && !ends(element)) faults.push(`cut off: ${spoken(element)}`);
    }
    // a table scrolls within its card; tabs and fields are made for it
    for (const element of document.querySelectorAll<HTMLElement>('body *:not([role="tablist"], textarea)')) {
      const scrolls = /auto|scroll/.test(getComputedStyle(element).overflowX) && isDrawn(element);
      if (scrolls && element.scrollWidth > element.clientWidth + 1 && !element.querySelector('table, [role="tablist"]'))
        faults.push(`scrolls sideways: ${spoken(element)}`);
    }
    // what floats lies over the page by intent
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const words: { readonly element: Element; readonly box: Box; readonly floats: Element | null }[] = [];
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const element = text.parentElement!;
      if (!text.textContent?.trim() || element.closest('.unseen, script, style, svg') || !isDrawn(element)) continue;
      let floats: Element | null = element;
      while (floats && getComputedStyle(floats).position !== 'fixed') floats = floats.parentElement;
      const range = document.createRange();
      range.selectNodeContents(text);
      for (const line of range.getClientRects()) {
        const box = seenOf(element, line);
        if (isThere(box)) words.push({ element, box, floats });
      }
    }
    words.forEach((one, at) => {
      for (const other of words.slice(at + 1)) {
        if (one.element === other.element || one.floats !== other.floats) continue;
        const both = meet(one.box, other.box);
        // letters reach a little into the lines above and below
        if (both.right - both.left > 2 && both.bottom - both.top > 5)
          faults.push(`${spoken(one.element)} over ${spoken(other.element)}`);
      }
    });
    return [...new Set(faults)];
  });

/** Words from right to left that run the other way, and those that do not fit. */
const wrongWay = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const faults: string[] = [];
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const words = text.textContent ?? '';
      const around = text.parentElement!;
      if (!/^[^a-z]*[\u0590-\u06ff]/i.test(words) || around.closest('script, style')) continue;
      if (getComputedStyle(around).direction !== 'rtl') faults.push(`runs from left to right: ${words}`);
      const { left, right } = around.getBoundingClientRect();
      const isInTable = around.closest('table') !== null;
      if (!isInTable && (left < 0 || right > innerWidth + 1)) faults.push(`does not fit: ${words}`);
    }
    return faults;
  });

describe('administration, to a supervisor', () => {
  it('is to keep the quick replies of everybody, to look at hours and presences, and nothing else', async () => {
    const page = await open('sofia', '/live');
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Administration' }).click();
    await page.getByRole('heading', { name: 'Quick replies', level: 1 }).waitFor();
    const places = page.getByRole('navigation', { name: 'Settings' }).getByRole('link');
    expect(await places.allInnerTexts()).toEqual(['Quick replies', 'Presences', 'Operating hours', 'API description']);
    await page.getByRole('link', { name: 'New quick reply' }).first().click();
    await page.getByRole('heading', { name: 'New quick reply' }).waitFor();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Where it is');
    await page.getByRole('textbox', { name: 'Text', exact: true }).fill('It arrives tomorrow.');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByRole('heading', { name: 'Where it is' }).waitFor();
    const text = page.getByRole('textbox', { name: 'Text', exact: true });
    await text.fill('It arrives today.');
    await page.getByRole('button', { name: 'Save changes' }).click();
    const lena = await product.as('lena');
    await until('Lena finds it', async () => {
      const usable = '/api/channel-config/me/quick-replies/usable?q=arrives';
      const { items } = await lena<{ items: { message: string }[] }>('GET', usable);
      return items.some(({ message }) => message === 'It arrives today.');
    });

    await places.filter({ hasText: 'Presences' }).click();
    await page.getByRole('heading', { name: 'Presences', level: 1 }).waitFor();
    await page.getByRole('table').getByRole('link').first().click();
    await page.getByText('This one is built in').waitFor();
    expect(await page.getByRole('link', { name: 'New presence' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Save changes' }).count()).toBe(0);
    await page.goto(new URL('/admin/queues', product.baseUrl).href);
    await page.getByText('You can’t open Queues.').waitFor();
    expect(await page.getByRole('heading', { name: 'Queues' }).count()).toBe(0);
  });
});

describe('the supervisor’s pages', () => {
  const pages = (conversation: string, workItem: string) => [
    ['/live', 'Conversations'],
    [`/live/queues/${product.wired.queueId}`, 'About this queue'],
    [`/live/c/${conversation}`, 'Texts'],
    [`/explain/${workItem}`, 'Work item'],
    ['/live/history?by=agent', 'What is shown'],
    ['/live/sending', 'Deliverability by number'],
  ];
  async function visit(page: Page, [path, ready]: readonly string[]): Promise<void> {
    await page.goto(new URL(path!, product.baseUrl).href);
    await page.getByLabel(ready!, { exact: true }).first().waitFor();
    await isGone(page.getByRole('status').filter({ hasText: 'Loading' }).first());
  }

  it('lead the keyboard in the order in which they are read, and show where it is', async () => {
    const page = await open('sofia', '/live');
    const found: unknown[] = [];
    for (const address of pages(held, work)) {
      await visit(page, address);
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      // first the way past the bars, which is there only while it has the focus
      await page.keyboard.press('Tab');
      await until('the way to the page is in sight', () =>
        page.getByRole('link', { name: 'To the page' }).evaluate((link) => link.getBoundingClientRect().top >= 0),
      );
      // the round ends there, whether or not the browser's own bars are between
      await page.evaluate(() => Object.assign(window, { seen: new Set([document.activeElement]) }));
      let steps = 0;
      for (; steps < 90; steps += 1) {
        await page.keyboard.press('Tab');
        const step = await page.evaluate(() => {
          const at = document.activeElement;
          if (!at || at === document.body) return null;
          const memory = window as unknown as { before?: Element; seen?: Set<Element> };
          const { before } = memory;
          memory.before = at;
          memory.seen ??= new Set();
          const isAgain = memory.seen.has(at);
          memory.seen.add(at);
          const drawn = () =>
            [at, at.parentElement, at.nextElementSibling]
              .flatMap((one) => (one ? [getComputedStyle(one)] : []))
              .map((style) => [style.outline, style.boxShadow, style.borderColor, style.backgroundColor].join())
              .join();
          const focused = drawn();
          // who wants no motion sees it at once: what is on its way is neither there nor gone
          const moves = at.getAnimations().length > 0;
          (at as HTMLElement).blur();
          const isSeen = !moves && drawn() !== focused && at.getClientRects().length > 0;
          (at as HTMLElement).focus();
          const isBack = before && !(before.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING);
          const what = at.outerHTML.slice(0, 120);
          return { isAgain, wrong: isSeen ? (isBack && !isAgain ? `${what} is behind` : null) : `${what} is not seen` };
        });
        if (!step || step.isAgain) break;
        if (step.wrong) found.push([address[0], step.wrong]);
      }
      expect(steps).toBeGreaterThan(3);
      await page.evaluate(() => Object.assign(window, { before: undefined, seen: undefined }));
    }
    expect(found).toEqual([]);
  }, 120_000);

  it('do to many at once by the keyboard alone, and give the focus back', async () => {
    const page = await open('sofia', '/live');
    const box = page.getByRole('checkbox', { name: `Choose ${written(customer)}` });
    await box.focus();
    await page.keyboard.press('Space');
    const bar = page.getByRole('group', { name: 'Chosen conversations' });
    await bar.waitFor();
    const close = bar.getByRole('button', { name: 'Close' });
    const isFocused = (what: typeof close) => what.evaluate((element) => element === document.activeElement);
    for (let press = 0; press < 40 && !(await isFocused(close)); press += 1) await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Close conversations' });
    await dialog.waitFor();
    await page.keyboard.press('Tab');
    // what is behind it is never reached: it is in the dialog, or in the browser's own bars
    const isKept = (element: Element) =>
      element.contains(document.activeElement) || document.activeElement === document.body;
    for (let press = 0; press < 8; press += 1) {
      expect(await dialog.evaluate(isKept)).toBe(true);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Escape');
    await isGone(dialog);
    await until('the focus is back', () => isFocused(close));
  });

  it('show names and texts that run from right to left so, and break for none of them', async () => {
    const other = '+14255550893';
    const name = 'שרה כהן־לוי ובניה, אספקה ומשלוחים בע״מ';
    const dana = await product.as('dana');
    await dana('PUT', `/api/conversations/customers/${randomUUID()}`, { name, numbers: { mobile: other } });
    await product.text(other, arabic);
    await product.text(other, `${arabic} 48112 (Parley) ${'כהן'.repeat(90)}`);
    const sofia = await product.as('sofia');
    const workItem = await until('it is work', async () => {
      const { items } = await sofia<{ items: ConversationView[] }>('GET', '/api/conversations?view=ongoing&limit=200');
      const id = items.find((one) => one.customer === other)?.id;
      const of = await sofia<{ items: WorkItemView[] }>('GET', `/api/routing/work-items?conversationId=${id ?? work}`);
      return id !== undefined && of.items[0];
    });
    const page = await open('sofia', '/live');
    await page.getByText(name).first().waitFor();
    const found: unknown[] = [];
    for (const address of pages(workItem.conversationId, workItem.id)) {
      await visit(page, address);
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 900 });
        if (await scrollsSideways(page)) found.push([address[0], width, 'scrolls sideways']);
        const wrong = await wrongWay(page);
        if (wrong.length > 0) found.push([address[0], width, wrong]);
      }
      await page.setViewportSize({ width: 1440, height: 900 });
    }
    const mine = await open('lena', `/work/c/${held}`);
    await mine.getByRole('article').filter({ hasText: arabic }).first().waitFor();
    for (const width of [1440, 1024, 390]) {
      await mine.setViewportSize({ width, height: 900 });
      if (await scrollsSideways(mine)) found.push(['/work', width, 'scrolls sideways']);
      const wrong = await wrongWay(mine);
      if (wrong.length > 0) found.push(['/work', width, wrong]);
    }
    expect(found).toEqual([]);
  }, 60_000);

  it('hold the longest names, words without a break and nothing but emoji, with nothing cut off or over another', async () => {
    const dana = await product.as('dana');
    const named = [
      ['+14255550896', 'Wolfeschlegelsteinhausenbergerdorff von Hohenzollern-Langenburg '.repeat(3).slice(0, 100)],
      ['+14255550897', 'N'.repeat(100)],
      ['+14255550898', '👩‍👩‍👧‍👦🎉🦄'.repeat(9)],
    ] as const;
    for (const [mobile, name] of named)
      await dana('PUT', `/api/conversations/customers/${randomUUID()}`, { name, numbers: { mobile } });
    const queue = `/api/routing/queues/${product.wired.queueId}`;
    const { version, slug, memberIds } = await dana<QueueView>('GET', queue);
    const longest = { slug, memberIds, name: `Main ${'Kundendienstzentrale'.repeat(5)}`.slice(0, 100) };
    await dana('PUT', queue, longest, { 'if-match': `"${version}"` });

    // whatever stories before this one made of it: there is room for three more
    const distribution = `/api/routing/workstreams/${product.wired.workstreamId}/distribution`;
    const { version: before } = await dana<{ version: number }>('GET', distribution);
    await dana('PUT', distribution, { capacityUnits: 1 }, { 'if-match': `"${before}"` });
    const lena = deskOf(await product.ready('lena'));
    const page = await open('lena', `/work/c/${held}`);
    const [[first], [second], [third]] = named;
    await product.text(first, 'Donaudampfschifffahrtsgesellschaft'.repeat(9).slice(0, 300));
    const { id: talk } = await lena.accept(first);
    await lena.reply(talk, 'wordwithoutanyspace'.repeat(16));
    await product.text(second, '😀'.repeat(200));
    const { id: other } = await lena.accept(second);
    await product.text(third, 'https://shop.example/'.concat('orders-and-deliveries-'.repeat(12)));
    await lena.offered(third);
    const found: unknown[] = [];
    const look = async (at: Page, what: string) => {
      for (const width of [1440, 1024, 390]) {
        await at.setViewportSize({ width, height: 900 });
        await at.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
        if (await scrollsSideways(at)) found.push([what, width, 'scrolls sideways']);
        // on a narrow screen tables scroll within their cards
        const faults = async () =>
          (await crowded(at)).filter((fault) => what !== '/live' || width === 1440 || !/^cut off/.test(fault));
        // what goes away on another screen takes a moment to
        const isTidy = async () => (await faults()).length === 0;
        await until('nothing is crowded', isTidy, { withinMs: 3_000 }).catch(async () =>
          found.push([what, width, await faults()]),
        );
      }
      await at.setViewportSize({ width: 1440, height: 900 });
    };
    const offer = page.getByRole('article', { name: /^Offer/ }).filter({ hasText: 'https://shop.example' });
    await offer.waitFor();
    await look(page, 'an offer beside a conversation');
    expect((await offer.boundingBox())!.height).toBeLessThan(320);
    for (const id of [talk, other]) {
      await page.goto(`${product.baseUrl}/work/c/${id}`);
      await page.getByRole('log', { name: 'Texts' }).getByRole('article').first().waitFor();
      await page.getByRole('complementary', { name: 'Customer' }).getByText('Contact, matched by number').waitFor();
      await look(page, `/work/c/${id === talk ? 'words' : 'emoji'}`);
    }
    await page.goto(`${product.baseUrl}/me`);
    await offer.waitFor();
    await look(page, 'an offer on another page');
    const sofia = await open('sofia', '/live');
    await row(sofia, 'Conversations', 'Wolfeschlegel').getByText(longest.name).waitFor();
    await look(sofia, '/live');
    await sofia.goto(`${product.baseUrl}/live/c/${talk}`);
    await sofia.getByRole('region', { name: 'Who handled it' }).getByText(`From ${longest.name}`).first().waitFor();
    await look(sofia, 'a conversation that is watched');
    await sofia.goto(`${product.baseUrl}/live/history?by=hour`);
    for (const [by, title, name] of [
      ['Hour of the day', 'By hour of the day', /^\d\d:00 /],
      ['Skill needed', 'By skill needed', /^None /],
      ['Capacity profile', 'By capacity profile', /^None /],
      ['Queue', 'By queue', /^Main Kunden/],
    ] as const) {
      await sofia.getByRole('combobox', { name: 'Grouped by' }).click();
      await sofia.getByRole('option', { name: by, exact: true }).click();
      const read = sofia.getByRole('group', { name: title, exact: true }).getByRole('row', { name });
      // came in, and taken: what this file's customers wrote
      await read.first().waitFor();
      const came = await Promise.all((await read.all()).map((one) => one.getByRole('cell').nth(1).textContent()));
      expect(Math.max(...came.map(Number))).toBeGreaterThan(0);
      if (by === 'Hour of the day') expect(came).toHaveLength(24);
      await look(sofia, title);
    }
    expect(found).toEqual([]);
  }, 90_000);
});
