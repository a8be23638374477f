import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import type { AgentSettingsView, ChannelView } from '#contracts';
import { aProduct, deskOf, type RunningProduct, until } from '#testing';
import { aBrowser, barriers, type Desk, isGone, openAgain, openDesk, putAway, written } from './a-desk.ts';

let product: RunningProduct;
let browser: Browser;
let desk: Desk;
let page: Page;
beforeAll(async () => {
  [product, browser] = await Promise.all([aProduct(), aBrowser()]);
  const dana = await product.as('dana');
  const shop = randomUUID();
  await dana('PUT', `/api/channel-config/workstreams/${shop}`, {
    ...{ slug: 'shop', name: 'Shop', mode: 'push', fallbackQueueId: product.wired.queueId },
  });
  const late = {
    name: 'Parcel is late',
    locale: 'en-US',
    message: 'I am sorry that it is late. This is {Nickname{Agent}}, I look for it now.',
    tags: ['parcel', 'sorry'],
  };
  for (const reply of [
    { ...late, slug: 'late' },
    // in another language, and of another workstream: neither is for whom Lena writes to
    { ...late, slug: 'late-german', locale: 'de-DE' },
    { ...late, slug: 'late-shop', workstreamIds: [shop] },
    { ...late, slug: 'refund', name: 'Refund', message: 'Your refund takes three days.', tags: ['money'] },
  ])
    await dana('PUT', `/api/channel-config/quick-replies/${randomUUID()}`, reply);
  await dana('PUT', `/api/channel-config/message-templates/${randomUUID()}`, {
    slug: 'ready',
    name: 'Order ready',
    defaultLocale: 'en-US',
    texts: [{ locale: 'en-US', text: 'Hello {FirstName{Customer}}, {FirstName{Agent}} here: your order is ready.' }],
  });
  await dana('PUT', `/api/conversations/customers/${randomUUID()}`, {
    name: 'Amara Okafor',
    numbers: { mobile: '+1 425 555 0477' },
  });
  const lena = await product.as('lena');
  await lena('PUT', `/api/channel-config/me/quick-replies/${randomUUID()}`, {
    locale: 'en-US',
    message: 'Until next time!',
    tags: [],
  });
  const channel = `/api/channel-config/channels/${product.wired.channelId}`;
  const { version, slug, name, workstreamId, numberId, language } = await dana<ChannelView>('GET', channel);
  const attaching = { attachments: { enabled: true, customers: true, agents: true } };
  const changed = { slug, name, workstreamId, numberId, language, settings: attaching };
  await dana('PUT', channel, changed, { 'if-match': `"${version}"` });
  await product.ready('lena');
  // what she calls herself before customers, and what her name alone would not say
  const settings = '/api/routing/agent-settings';
  const [{ agentId, version: known, name: _name, ...set }] = (
    await dana<{ items: [AgentSettingsView] }>('GET', `${settings}?q=lena`)
  ).items;
  await dana('PUT', `${settings}/${agentId}`, { ...set, nickname: 'Leni' }, { 'if-match': `"${known}"` });
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
  desk = await openAgain(desk, browser, product.baseUrl, 'lena');
  page = desk.page;
  await product.text(customer, 'Where is it?');
  await page.getByRole('article', { name: `Offer: ${written(customer)}` }).waitFor();
  await page.keyboard.press('F8');
  await field().waitFor();
  await until('it is hers', async () => (await lena.mine()).some((one) => one.customer === customer && one.accepted));
});
afterEach(async () => {
  await putAway(desk);
  expect(desk.complaints).toEqual([]);
  const lena = deskOf(await product.as('lena'));
  for (const { id, status } of await lena.mine()) {
    if (status === 'active') await lena.call('POST', `/api/conversations/${id}/end`);
    if (status !== 'waiting') await lena.call('POST', `/api/conversations/${id}/close`);
  }
});

describe('an agent who types a slash', () => {
  it('finds a quick reply of her language and workstream by words, reads it as the customer will, changes it and sends it', async () => {
    await field().fill('/q late');
    await option(/Parcel is late.*This is Leni, I look for it now/).waitFor();
    expect(await page.getByRole('option').count()).toBe(1);
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await until('the reply is in the field', async () => (await field().inputValue()).includes('This is Leni'));
    await page.keyboard.type(' One moment.');
    await page.keyboard.press('Enter');
    await page
      .getByRole('log')
      .getByRole('article')
      .filter({ hasText: 'One moment.' })
      .getByText('Delivered')
      .waitFor();
    expect(product.twilio.phone(customer).texts().at(-1)!.body).toBe(
      'I am sorry that it is late. This is Leni, I look for it now. One moment.',
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

  it('finds a template, filled in for this customer, and is told what nobody knows', async () => {
    await field().fill('/m ready');
    await option(/Order ready.*Lena here: your order is ready/).waitFor();
    await page.keyboard.press('Enter');
    await until('its words are in the field', async () => (await field().inputValue()).includes('your order is ready'));
    await page.getByText('Nobody knows {FirstName{Customer}}: fill it in.').first().waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  it('writes to a customer first, who has to be textable, and the conversation waits for the answer', async () => {
    await field().fill('/new');
    await option(/Write to a customer first/).waitFor();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'New text' });
    await dialog.getByRole('combobox', { name: 'To' }).fill('amara');
    await dialog.getByRole('option', { name: /Amara Okafor/ }).waitFor();
    await page.keyboard.press('Enter');
    await dialog.getByText('May be texted').waitFor();
    await dialog.getByRole('combobox', { name: 'Template' }).selectOption('Order ready');
    expect(await dialog.getByRole('textbox', { name: 'Text' }).inputValue()).toBe(
      'Hello Amara, Lena here: your order is ready.',
    );
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('textbox', { name: 'Text' }).press('Control+Enter');
    await page.getByRole('heading', { level: 2, name: 'Amara Okafor' }).waitFor();
    await page.getByText('Waiting. It returns when Amara Okafor writes.').waitFor();
    const arrived = () => product.twilio.phone('+14255550477').texts();
    await until('it arrived', () => arrived().length === 1);

    await product.text(customer, 'STOP');
    await page.getByRole('button', { name: 'New text' }).click();
    await dialog.getByRole('combobox', { name: 'To' }).fill(customer);
    await dialog.getByText(/^Opted out on /).waitFor();
    await dialog.getByRole('textbox', { name: 'Text' }).fill('Hello?');
    expect(await dialog.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
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
    await page.getByRole('combobox', { name: 'Command, customer or page' }).fill(customer.slice(-7));
    await option(written(customer)).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2, name: written(customer) }).waitFor();
  });

  it('finds a customer who has not written, and begins a text to them', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Command, customer or page' }).fill('okaf');
    await option('Amara Okafor, +1 (425) 555-0477').waitFor();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'New text' });
    await dialog.getByText('May be texted').waitFor();
    expect(await dialog.getByRole('combobox', { name: 'To' }).inputValue()).toBe('Amara Okafor');
    await page.keyboard.press('Escape');
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
    await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Undo' }).click();
    await mine.filter({ hasText: 'I hear you.' }).waitFor();
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

  it('takes a text back before it goes out, by choice, by button and by key, and sends it once', async () => {
    const thread = page.url();
    await page.goto(`${product.baseUrl}/me`);
    await page.getByRole('radio', { name: 'For 5 seconds' }).check();
    await page.goto(thread);
    await field().fill('It is on its wya');
    await field().press('Enter');
    await texts()
      .filter({ hasText: 'wya' })
      .getByText(/^Goes out in [1-5] s$/)
      .waitFor();
    expect(await barriers(page)).toEqual([]);
    await texts().filter({ hasText: 'wya' }).getByRole('button', { name: 'Undo' }).click();
    await isGone(texts().filter({ hasText: 'wya' }));
    expect(await field().inputValue()).toBe('It is on its wya');
    await field().press('Enter');
    await texts().filter({ hasText: 'wya' }).waitFor();
    await field().press('ArrowUp');
    await isGone(texts().filter({ hasText: 'wya' }));
    expect(await field().inputValue()).toBe('It is on its wya');
    await field().fill('It is on its way');
    await field().press('Enter');
    // the end waits for what was written before it
    await page.getByRole('button', { name: 'End', exact: true }).click();
    await page.getByRole('region', { name: 'Wrap-up' }).waitFor();
    await texts().filter({ hasText: 'on its way' }).getByText('Delivered').waitFor();
    const sent = product.twilio.phone(customer).texts();
    expect(sent.filter(({ body }) => body.startsWith('It is'))).toHaveLength(1);
  });

  it('presses other keys, or none, as she chose, and reads which are taken', async () => {
    const thread = page.url();
    await page.goto(`${product.baseUrl}/me`);
    const keys = page.getByRole('region', { name: 'Keys' });
    const change = keys.getByRole('button', { name: 'Change the keys of: Accept the offer on top' });
    await change.click();
    await page.keyboard.press('F4');
    await keys.getByText('F4 is taken: Change your presence. Switch it off there first.').waitFor();
    await page.keyboard.press('F9');
    await keys.getByRole('listitem').filter({ hasText: 'Accept the offer on top' }).getByText('F9').waitFor();
    await keys.getByRole('button', { name: 'Switch the keys off of: Change your presence' }).click();
    expect(await barriers(page)).toEqual([]);
    await page.goto(thread);
    await field().waitFor();
    const other = `+1425${nextCustomer++}`;
    await product.text(other, 'And me?');
    const offer = page.getByRole('article', { name: `Offer: ${written(other)}` });
    await offer.getByRole('button', { name: 'Accept' }).getByText('F9').waitFor();
    await page.keyboard.press('F8');
    await page.keyboard.press('F4');
    expect(await page.getByRole('menu').count()).toBe(0);
    await page.keyboard.press('F9');
    await page.getByRole('heading', { level: 2, name: written(other) }).waitFor();
  });

  it('has more room around everything, and the colours she wants, in all her windows', async () => {
    const row = page.getByRole('link').filter({ hasText: written(customer) });
    const before = (await row.boundingBox())!.height;
    const second = await page.context().newPage();
    await second.goto(`${product.baseUrl}/me`);
    await second.getByRole('radio', { name: /^Comfortable/ }).check();
    await second.getByRole('radio', { name: 'Dark' }).check();
    await page.locator('html[data-density="comfortable"][data-mantine-color-scheme="dark"]').waitFor();
    await until('rows are taller', async () => (await row.boundingBox())!.height === before + 8);
    await second.getByRole('radio', { name: 'As the system' }).check();
    await second.close();
  });

  it('finds what she chose at another desk of hers, and what she chooses there counts here', async () => {
    const lena = await product.as('lena');
    const kept = '/api/routing/people/me/preferences';
    const { version } = await lena<{ version: number }>('GET', kept);
    const chosen = { density: 'comfortable', keys: { 'offer.accept': 'F9' } };
    await lena('PUT', kept, chosen, { 'if-match': `"${version}"` });
    await page.locator('html[data-density="comfortable"]').waitFor();
    const { page: other } = await openDesk(browser, product.baseUrl, 'lena', '/me');
    await other.locator('html[data-density="comfortable"]').waitFor();
    const keys = other.getByRole('region', { name: 'Keys' });
    await keys.getByRole('listitem').filter({ hasText: 'Accept the offer on top' }).getByText('F9').waitFor();
    await other.getByRole('radio', { name: /^Compact/ }).check();
    await page.locator('html[data-density="compact"]').waitFor();

    const language = other.getByRole('region', { name: 'Language' });
    await language.getByRole('combobox', { name: 'Dates and numbers as in' }).click();
    await other.getByRole('option', { name: 'German (Germany)' }).click();
    await language.getByText(/^23\. November \d{4} um 16:42 · 1\.600,5$/).waitFor();
    const again = language.getByRole('button', { name: 'Load it again' });
    await again.click();
    await isGone(again);
    await language.getByText(/^23\. November/).waitFor();
    expect(await other.evaluate(() => localStorage.getItem('language'))).toBe('de-DE');
    expect(await barriers(other)).toEqual([]);
    await other.context().close();
  });
});

/** One red point: the smallest picture there is. */
const point = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
const aPicture = { contentType: 'image/png', bytes: new Uint8Array(point) };
const texts = () => page.getByRole('log').getByRole('article');
const files = () => page.getByRole('list', { name: 'Files that go along' }).getByRole('listitem');

/** Lets go of a file over the thread, as from a folder. */
const drop = (name: string, content: string) =>
  page.getByRole('log').evaluate(
    (log, file) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([file.content], file.name));
      for (const kind of ['dragenter', 'dragover', 'drop'])
        log.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer }));
    },
    { name, content },
  );

describe('an agent with pictures and other files', () => {
  it('sees a customer’s picture, enlarges it by keyboard and comes back to where she was', async () => {
    const phone = product.twilio.phone(customer);
    await phone.text(product.wired.number, 'It arrived like this', [aPicture, aPicture]);
    const picture = texts()
      .filter({ hasText: 'It arrived like this' })
      .getByRole('button', { name: /^Enlarge/ });
    await until('both pictures are here', async () => (await picture.count()) === 2);
    await until('it is drawn', () =>
      picture
        .first()
        .locator('img')
        .evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth === 1),
    );
    await picture.first().focus();
    await page.keyboard.press('Enter');
    const large = page.getByRole('dialog');
    await large.getByText('1 of 2').waitFor();
    await large.getByRole('img', { name: 'File' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('ArrowRight');
    await large.getByText('2 of 2').waitFor();
    await page.keyboard.press('Escape');
    await isGone(large);
    expect(await picture.first().evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('reads that a file is not there yet, asks for it again, and reads that it is still not there', async () => {
    const fault = product.twilio.fault({ kind: 'media-late', ms: 600_000, customer, next: 1 });
    await product.twilio.phone(customer).text(product.wired.number, 'One moment', [aPicture]);
    const late = texts().filter({ hasText: 'One moment' });
    await late.getByText(/^Not available yet/).waitFor();
    await late.getByRole('button', { name: 'Try now' }).click();
    await late.getByText(/^Still not available/).waitFor();
    await late.getByRole('button', { name: 'Try now' }).waitFor();
    fault.lift();
  });

  it('attaches by button, by drop and by paste, is told what cannot go, and loses nothing by a reload', async () => {
    await page.locator('input[type=file]').setInputFiles([
      { name: 'plan.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') },
      { name: 'lamp.png', mimeType: 'image/png', buffer: point },
    ]);
    await page.getByText('plan.exe can’t be sent: this type is blocked.', { exact: true }).waitFor();
    await drop('prices.csv', 'lamp,12\nbulb,3\n');
    await drop('not.pdf', 'these are words');
    await page.getByText(/^not\.pdf: Only these may be sent/).waitFor();
    desk.complaints.length = 0; // the browser says that an upload was refused
    await field().evaluate(
      (element, bytes) => {
        const clipboardData = new DataTransfer();
        clipboardData.items.add(new File([new Uint8Array(bytes)], 'image.png', { type: 'image/png' }));
        element.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData }));
      },
      [...point],
    );
    await files().filter({ hasText: 'image.png' }).waitFor();
    await field().fill('See the new lamp');
    await page.reload();
    await field().waitFor();
    await until('all are uploaded', async () => (await files().filter({ hasText: /byte/ }).count()) === 3);
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Take away image.png' }).click();
    await until('it is away', async () => (await files().count()) === 2);
    await field().press('Enter');

    const sent = texts().filter({ hasText: 'See the new lamp' });
    await sent.getByText('Delivered').waitFor();
    await sent.getByRole('button', { name: 'Enlarge lamp.png' }).waitFor();
    await sent.getByRole('link', { name: 'Save prices.csv' }).waitFor();
    expect(await files().count()).toBe(0);
    const arrived = product.twilio.phone(customer).texts().at(-1)!;
    expect(arrived.media.map(({ contentType }) => contentType)).toEqual([
      'image/png',
      expect.stringMatching(/^text\/csv/),
    ]);
  });

  it('reads that a file which the carrier does not take went to the customer as a link', async () => {
    product.twilio.fault({ kind: 'outcome', status: 'undelivered', code: 30011, customer, next: 1 });
    await page.locator('input[type=file]').setInputFiles([{ name: 'lamp.png', mimeType: 'image/png', buffer: point }]);
    await files().filter({ hasText: /byte/ }).waitFor();
    await field().fill('Is it this one?');
    await field().press('Enter');
    const sent = texts().filter({ hasText: 'Is it this one?' });
    await sent
      .getByText('The file could not be sent as a picture message, so the customer gets a link to it.')
      .waitFor();
    await sent.getByText('Delivered').waitFor();
    const { body, media } = await product.twilio.phone(customer).received(({ body }) => body.includes('/media/'));
    expect(media).toEqual([]);
    const [words, address] = body.split('\n');
    expect(words).toBe('Is it this one?');
    expect(Buffer.from(await (await fetch(address!)).arrayBuffer())).toEqual(point);
    expect(await barriers(page)).toEqual([]);
  });

  it('sends a text again with a link to its file by a press, where that is not done by itself', async () => {
    const dana = await product.as('dana');
    const path = '/api/gateway/sending/settings';
    const asLinks = async (filesAsLinks: boolean) => {
      const { version, ...before } = await dana<{ version: number }>('GET', path);
      await dana('PUT', path, { ...before, filesAsLinks }, { 'if-match': `"${version}"` });
    };
    await asLinks(false);
    product.twilio.fault({ kind: 'outcome', status: 'undelivered', code: 30011, customer, next: 1 });
    await page.locator('input[type=file]').setInputFiles([{ name: 'lamp.png', mimeType: 'image/png', buffer: point }]);
    await files().filter({ hasText: /byte/ }).waitFor();
    await field().fill('This lamp?');
    await field().press('Enter');
    const sent = texts().filter({ hasText: 'This lamp?' });
    await sent.getByText('The file could not be sent as a picture message.').waitFor();
    expect(await barriers(page)).toEqual([]);
    await sent.getByRole('button', { name: 'Send it as a link' }).click();
    await sent.getByText('Delivered').waitFor();
    const { body } = await product.twilio.phone(customer).received(({ body }) => body.includes('/media/'));
    expect(body.split('\n')[0]).toBe('This lamp?');
    expect(await texts().filter({ hasText: 'This lamp?' }).count()).toBe(1);
    await asLinks(true);
  });

  it('sends as soon as the files are there, also when Enter was faster', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/api/gateway/media/*?*', async (route) => {
      await held;
      await route.continue();
    });
    await page.locator('input[type=file]').setInputFiles([{ name: 'lamp.png', mimeType: 'image/png', buffer: point }]);
    await page.getByRole('button', { name: 'Cancel the upload of lamp.png' }).waitFor();
    await field().press('Enter');
    await texts().getByText('lamp.png').waitFor();
    expect(product.twilio.phone(customer).texts()).toEqual([]);
    release();
    await texts().getByText('Delivered').waitFor();
    expect(product.twilio.phone(customer).texts().at(-1)).toMatchObject({
      body: '',
      media: [{ contentType: 'image/png' }],
    });
  });
});
