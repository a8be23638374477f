import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import type { ContextView, ConversationView, IdentificationView, LifeSettingsView } from '#contracts';
import {
  aListener,
  aProduct,
  isGenuine,
  type Listener,
  productOnThisMachine,
  type RunningProduct,
  until,
} from '#testing';
import { temporaryFolder } from '#tools/infrastructure/child';
import { aBrowser, barriers, type Desk, handsOn, isGone, openDesk, scrollsSideways } from './a-desk.ts';

let product: RunningProduct;
let browser: Browser;
let desk: Desk;
let page: Page;
/** A CRM of one's own, on this machine: the product is told that it may be asked, and whose certificate to believe. */
let crm: Listener;
const folder = temporaryFolder('outside');
beforeAll(async () => {
  const environment = productOnThisMachine(folder.path);
  [product, browser, crm] = await Promise.all([aProduct({ environment }), aBrowser(), aListener()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await crm?.stop();
  folder.remove();
}, 30_000);
beforeEach(async () => {
  desk = await openDesk(browser, product.baseUrl, 'dana', '/admin');
  ({ page } = desk);
});
afterEach(async () => {
  await page.context().close();
  expect(desk.complaints).toEqual([]);
});

const { button, isTold, field, dialog, save } = handsOn(() => page);
const open = (path: string) => page.goto(new URL(path, product.baseUrl).href);
const dana = async <Answer>(...asked: Parameters<Awaited<ReturnType<RunningProduct['as']>>>) =>
  (await product.as('dana'))<Answer>(...asked);
/** Until the field says this, whoever put it there. */
const says = (name: string, value: string) =>
  until(`“${name}” says ${value}`, async () => (await field(name).inputValue()) === value);
/** Says yes to what is asked, and waits until it is saved. */
async function confirm(): Promise<void> {
  await button('Change it').click();
  await isGone(dialog());
  await page.locator('button:disabled:not([data-loading])').filter({ hasText: 'Save changes' }).waitFor();
}
/** The history of the page that is open, and the first version of it again. */
async function restoreTheFirst(): Promise<void> {
  await button('History').click();
  await button('Compare with now: Version 1').click();
  await button('Restore this version').click();
  await isTold('Restored as a new version.');
}
/** Where the page is wanting, for readers and on a telephone. */
async function wanting(): Promise<unknown[]> {
  const found: unknown[] = await barriers(page);
  await page.setViewportSize({ width: 390, height: 844 });
  if (await scrollsSideways(page)) found.push('scrolls sideways');
  await page.setViewportSize({ width: 1440, height: 900 });
  return found;
}

/** Who the customer of this number is, once the conversation knows. */
const foundBy = (customer: string) =>
  until('the conversation knows who wrote', async () => {
    const { items } = await dana<{ items: ConversationView[] }>('GET', '/api/conversations?view=ongoing&limit=200');
    const id = items.find((one) => one.customer === customer)?.id;
    const contexts = await dana<{ items: ContextView[] }>('GET', `/api/conversations/contexts?ids=${id ?? ''}`);
    return contexts.items[0]?.contact;
  });

describe('how the conversations of a workstream live', () => {
  const path = () => `/api/conversations/workstreams/${product.wired.workstreamId}/settings`;
  const waiting = 'Waiting, closes after';
  const unit = () => page.getByRole('combobox', { name: 'Unit' }).first();

  it('is typed in units that people think in, asks before anything closes or is forgotten sooner, and leads back', async () => {
    await open(`/admin/workstreams/${product.wired.workstreamId}`);
    await page.getByRole('tab', { name: 'Conversations' }).click();
    await says(waiting, '28');
    expect(await unit().inputValue()).toBe('days');

    await field(waiting).fill('2');
    await field('Days that texts are kept').fill('90');
    await button('Save changes').click();
    await dialog().getByText('Conversations that have waited for 2 days or longer are closed').waitFor();
    await dialog().getByText('more than 90 days ago is deleted').waitFor();
    await button('Cancel').click();
    await isGone(dialog());
    expect((await dana<LifeSettingsView>('GET', path())).version).toBe(0);
    await button('Save changes').click();
    await confirm();
    expect(await dana<LifeSettingsView>('GET', path())).toMatchObject({
      version: 1,
      waitingMinutes: 2_880,
      keepDays: 90,
    });

    await unit().click();
    await page.getByRole('option', { name: 'hours', exact: true }).click();
    await field(waiting).fill('6');
    await button('Save changes').click();
    await confirm();
    await isTold(`Seldom meant: “${waiting}” is less than 8 hours`);
    await restoreTheFirst();
    await says(waiting, '2');
    await isGone(page.getByText('Seldom meant'));
    expect(await dana<LifeSettingsView>('GET', path())).toMatchObject({ version: 3, waitingMinutes: 2_880 });
    expect(await wanting()).toEqual([]);
  }, 60_000);

  it('says which word is wrong, and keeps what was typed where somebody else was faster or the page is left', async () => {
    await open(`/admin/workstreams/${product.wired.workstreamId}?tab=conversations`);
    const words = page.getByRole('combobox', { name: 'Words that end it' });
    await words.fill('stop');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await isTold('stop: is a word of the carriers');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Backspace');
    await words.fill('bye');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await isGone(page.getByText('is a word of the carriers'));

    await page.getByRole('tab', { name: 'Advanced' }).click();
    await dialog().getByRole('button', { name: 'Stay here' }).click();
    await isGone(dialog());
    const { version } = await dana<LifeSettingsView>('GET', path());
    await dana('PUT', path(), { reopenWithinHours: 48 }, { 'if-match': `"${version}"` });
    await button('Save changes').click();
    const conflict = page.getByRole('dialog', { name: 'Changed in the meantime' });
    // what nobody typed here is theirs already
    await conflict.getByRole('row', { name: 'Goes on within 2 days 2 days' }).waitFor();
    await conflict.getByRole('row', { name: 'Words that end it bye' }).waitFor();
    await conflict.getByRole('button', { name: 'Reload theirs' }).click();
    await says('Goes on within', '2');
    desk.complaints.length = 0; // 412, as the browser says it

    await words.fill('bye');
    await page.keyboard.press('Enter');
    await page.getByRole('switch', { name: 'Tell customers that they still wait' }).click({ force: true });
    await button('Save changes').click();
    await isTold('needs at least one');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('textbox', { name: 'Text', exact: true }).fill('Thank you for waiting.');
    await save();
    expect(await dana<LifeSettingsView>('GET', path())).toMatchObject({
      endWords: ['BYE'],
      waitMessage: { enabled: true, texts: [{ locale: 'en-US', text: 'Thank you for waiting.' }] },
    });
  }, 60_000);
});

describe('how the customers of a workstream are found', () => {
  const path = () => `/api/conversations/workstreams/${product.wired.workstreamId}/identification`;
  it('is chosen column by column and holds for the next text, asks before nobody is found, and leads back', async () => {
    await open(`/admin/workstreams/${product.wired.workstreamId}`);
    await page.getByRole('tab', { name: 'Customers' }).click();
    const columns = page.getByRole('combobox', { name: 'Numbers of contacts' });
    await columns.click();
    await page.getByRole('option', { name: 'Business', exact: true }).click();
    await page.keyboard.press('Escape');
    await save();
    const customer = '+14255550771';
    const numbers = { business: customer };
    await dana('PUT', `/api/conversations/customers/${randomUUID()}`, { name: 'Amara Okafor', numbers });
    await product.text(customer, 'Where is my parcel?');
    expect((await foundBy(customer)).name).toBe('Amara Okafor');

    await columns.focus();
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await page.getByRole('combobox', { name: 'Numbers of accounts' }).focus();
    await page.keyboard.press('Backspace');
    await page.getByRole('switch', { name: 'Context variables count, too' }).click({ force: true });
    await button('Save changes').click();
    await dialog().getByText('Nobody is linked any more on this workstream').waitFor();
    await confirm();
    expect(await dana<IdentificationView>('GET', path())).toMatchObject({ contactNumbers: [], variables: false });
    await restoreTheFirst();
    await page.getByRole('switch', { name: 'Context variables count, too', checked: true }).waitFor();
    expect(await dana<IdentificationView>('GET', path())).toMatchObject({
      version: 3,
      contactNumbers: ['mobile', 'business'],
      accountNumbers: ['main'],
      variables: true,
    });
    expect(await wanting()).toEqual([]);
  }, 60_000);
});

describe('where customers are looked up', () => {
  const secret = () => page.getByRole('region', { name: 'Secret of the directory' });

  it('is a system of one’s own, which is asked with a signature, until it is what is kept here again', async () => {
    crm.answers(({ body }) => ({
      body: { contacts: [{ id: 'c-1', name: `Jonas ${body.number.slice(-4)}`, attributes: {} }], accounts: [] },
    }));
    await open('/admin/customers?tab=directory');
    await page.getByRole('radio', { name: 'The contacts and accounts kept here', checked: true }).waitFor();
    expect(await field('Address').count()).toBe(0);
    await page.getByRole('radio', { name: 'A system of your own' }).check();
    await button('Save changes').click();
    await isTold('is required for a system of your own');
    await field('Address').fill(crm.url.replace('https', 'http'));
    await page.keyboard.press('Tab');
    await isTold('must be an address that begins with https://');
    await field('Address').fill(crm.url);
    await secret().getByRole('button', { name: 'Set a secret' }).click();
    await button('Make one up').click();
    const shown = await dialog()
      .getByText(/^whsec_/)
      .innerText();
    await button('I have copied it').click();
    await secret()
      .getByText(/^Set since/)
      .waitFor();
    expect(await page.getByText(shown).count()).toBe(0);
    await button('Save changes').click();
    await dialog().getByText('From the next text on customers are looked up there.').waitFor();
    await confirm();

    const customer = '+14255550772';
    await product.text(customer, 'Where is my lamp?');
    expect((await foundBy(customer)).name).toBe('Jonas 0772');
    const [call] = crm.heard;
    expect(call!.body).toMatchObject({ type: 'identify', number: customer });
    expect(isGenuine(shown, call!.headers, call!.text, new Date())).toBe(true);

    await page.getByRole('radio', { name: 'The contacts and accounts kept here' }).check();
    await button('Save changes').click();
    await confirm();
    await isGone(secret());
    await restoreTheFirst();
    await says('Address', crm.url);
    expect(await wanting()).toEqual([]);
    await dana('PUT', '/api/conversations/directory', { source: 'built-in' }, { 'if-match': '"3"' });
  }, 60_000);

  it('is not the only one that is asked with a secret: the translator has its own, where it is said who that is', async () => {
    await open('/admin/organisation');
    const translators = page.getByRole('region', { name: 'Secret of the translator' });
    await page.getByRole('textbox', { name: 'Who translates' }).fill('https://translate.example/texts');
    await translators.getByRole('button', { name: 'Set a secret' }).click();
    await page.getByLabel('Secret of your own').fill('a-secret-of-the-translator');
    await button('Use this secret').click();
    await translators.getByText(/^Set since/).waitFor();
    await button('Discard').click();
    await isGone(translators);
  }, 60_000);
});

describe('who customers are', () => {
  const customer = '+14255550773';

  it('is written down with numbers in any spelling and columns of one’s own, and found by the next text', async () => {
    await open('/admin');
    await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Customers' }).click();
    await page.getByRole('tab', { name: 'Accounts' }).click();
    await isTold('No accounts yet');
    await page.getByRole('link', { name: 'New account' }).click();
    await field('Name').fill('Okafor Lamps');
    await save();
    await page.getByRole('heading', { level: 1, name: 'Okafor Lamps' }).waitFor();

    await open('/admin/customers/customers/new');
    await field('Mobile').fill('not a number');
    await button('Save changes').click();
    await isTold('is required');
    await field('Name').fill('Ada Okafor');
    await button('Save changes').click();
    await isTold('is no telephone number');
    await field('Mobile').fill('(425) 555-0773');
    await page.getByRole('combobox', { name: 'Account' }).fill('Okafor');
    await page.getByRole('option', { name: 'Okafor Lamps' }).click();
    await button('Add column').click();
    const column = page.getByRole('group', { name: 'Columns of your own 1' });
    await column.getByRole('textbox', { name: 'Name' }).fill('vip');
    await column.getByRole('combobox', { name: 'Kind' }).click();
    await page.getByRole('option', { name: 'Yes or no' }).click();
    await column.getByRole('switch', { name: 'Value' }).click({ force: true });
    await save();
    await page.getByRole('heading', { level: 1, name: 'Ada Okafor' }).waitFor();
    await says('Mobile', customer);
    desk.complaints.length = 0; // 400, as the browser says it
    expect(await wanting()).toEqual([]);
    await product.text(customer, 'Where is my lamp?');
    expect(await foundBy(customer)).toMatchObject({ name: 'Ada Okafor', attributes: { vip: true } });

    await field('Company').fill('Lamps');
    await save();
    await page.getByRole('link', { name: 'Contacts' }).first().click();
    await page.getByRole('textbox', { name: 'Find by name, e-mail or number' }).fill('Ada');
    await page
      .getByRole('row', { name: /Ada Okafor/ })
      .getByRole('link')
      .click();
    await button('Remove').click();
    await dialog().getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('tab', { name: 'Contacts', selected: true }).waitFor();
    await isGone(page.getByRole('link', { name: 'Ada Okafor' }));
    expect(await wanting()).toEqual([]);
  }, 60_000);

  it('comes in as a table, whole or not at all', async () => {
    await open('/admin/customers?tab=cases');
    const choose = (content: string) =>
      page
        .locator('input[type=file]')
        .setInputFiles({ name: 'cases.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
    await choose('number,title,address\nCAS-1,A lamp,https://crm.example/1\nCAS-2,A sofa,somewhere\n');
    await isTold(/^Nothing was imported\..*address/);
    await isTold('No cases yet');
    await choose('number,title,address\nCAS-1,A lamp,https://crm.example/1\nCAS-2,A sofa,\n');
    await isTold('2 new, 0 changed, 0 were so already.');
    await page.getByRole('row', { name: /CAS-2 A sofa/ }).waitFor();
    await page.getByRole('link', { name: 'CAS-1' }).click();
    await says('Address', 'https://crm.example/1');
    desk.complaints.length = 0; // 400, as the browser says it
  }, 60_000);
});

describe('a customer who asks to be forgotten', () => {
  const mobile = '+14255550377';

  it('is forgotten everywhere once their number is typed by hand, and the request stays without them', async () => {
    await open('/admin/forget');
    await isTold('Nobody was forgotten yet');
    await button('Forget…').click();
    await isTold('Choose a contact or type a number.');
    const numbers = page.getByRole('combobox', { name: 'Numbers' }).or(field('Numbers'));
    await numbers.fill('no number');
    await page.keyboard.press('Enter');
    await button('Forget…').click();
    await dialog().getByLabel('Type no number to go on').fill('no number');
    await dialog()
      .getByRole('button', { name: /^Forget .+ for ever$/ })
      .click();
    await isTold('no number: is no telephone number');
    desk.complaints.length = 0; // 400, as the browser says it
    await isTold('Nobody was forgotten yet');

    const id = randomUUID();
    await dana('PUT', `/api/conversations/customers/${id}`, { name: 'Ada Winter', numbers: { mobile } });
    await product.text(mobile, 'Forget me, snowdrop');
    expect(await foundBy(mobile)).toMatchObject({ id });
    const found = () =>
      dana<{ items: unknown[] }>('GET', '/api/conversations/search?q=snowdrop').then(({ items }) => items.length);
    expect(await found()).toBe(1);

    await open(`/admin/customers/customers/${id}`);
    await button('Forget…').click();
    await page.getByRole('combobox', { name: 'Contact' }).and(page.locator('[value="Ada Winter"]')).waitFor();
    await button('Forget…').click();
    await page.getByRole('dialog', { name: 'Forget Ada Winter?' }).waitFor();
    const sure = dialog().getByRole('button', { name: 'Forget Ada Winter for ever' });
    const hand = dialog().getByLabel('Type +1 (425) 555-0377 to go on');
    expect(await sure.isDisabled()).toBe(true);
    await hand.fill('+1 425 555-0378');
    await dialog().getByText('This is not +1 (425) 555-0377.').waitFor();
    expect(await sure.isDisabled()).toBe(true);
    expect(await barriers(page)).toEqual([]);
    await hand.fill('+1 425 555-0377');
    await sure.click();

    await page.getByRole('dialog', { name: 'Forgotten' }).waitFor();
    await dialog().getByText('Nothing is kept of them any more. 1 conversation emptied.').waitFor();
    expect(await barriers(page)).toEqual([]);
    await dialog().getByRole('button', { name: 'Close' }).last().click();
    await isGone(dialog());
    await page.getByRole('row', { name: /Dana Brooks Done Done Done 1/ }).waitFor();
    expect(new URL(page.url()).search).toBe('');
    expect(await found()).toBe(0);
    await open(`/admin/customers/customers/${id}`);
    await isTold(/could not be loaded/);
    desk.complaints.length = 0; // 404, as the browser says it
    await open('/admin/forget');
    await page.getByRole('row', { name: /Dana Brooks Done/ }).waitFor();
    expect(await wanting()).toEqual([]);
  }, 60_000);
});

describe('the history of everything', () => {
  const change = (name: string) => page.getByRole('region', { name, exact: true }).first();

  it('tells what every service has configured in plain words, one kind alone where that is chosen, and leads to each', async () => {
    const id = randomUUID();
    const { workstreamId } = product.wired;
    const { version } = await dana<{ version: number }>('GET', '/api/gateway/blocking');
    await dana('PUT', '/api/gateway/blocking', { autoBlock: true, reportsToBlock: 4 }, { 'if-match': `"${version}"` });
    await dana('PUT', '/api/gateway/sender-groups/spring', {
      name: 'Spring',
      senders: [product.wired.number],
      segmentsPerSecond: 4,
    });
    const shop = { name: 'Shop', address: 'https://shop.example/parley', kinds: ['message-received'], active: false };
    await dana('PUT', `/api/conversations/webhooks/${id}`, shop);
    const classification = `/api/routing/workstreams/${workstreamId}/classification`;
    const rules = await dana<{ version: number }>('GET', classification);
    await dana('PUT', classification, { rulesets: [] }, { 'if-match': `"${rules.version}"` });
    const distribution = `/api/routing/workstreams/${workstreamId}/distribution`;
    const now = await dana<{ version: number }>('GET', distribution);
    await dana('PUT', distribution, { capacityUnits: 2 }, { 'if-match': `"${now.version}"` });
    const life = `/api/conversations/workstreams/${workstreamId}/settings`;
    const { version: lives } = await dana<LifeSettingsView>('GET', life);
    await dana('PUT', life, { waitingMinutes: 1_440 }, { 'if-match': `"${lives}"` });

    await open('/admin/history');
    for (const name of ['Blocking of numbers', 'Sender groups: Spring', 'Webhooks: Shop'])
      await change(`${name}, Version ${name.startsWith('Blocking') ? version + 1 : 1}`).waitFor();
    const { name: workstream } = await dana<{ name: string }>('GET', `/api/channel-config/workstreams/${workstreamId}`);
    const lived = change(`Life of conversations: ${workstream}, Version ${lives + 1}`);
    await lived.getByRole('row', { name: /^Waiting, closes after .+ 1 day$/ }).waitFor();
    await change(`Work distribution: ${workstream}, Version ${now.version + 1}`).waitFor();
    await change('Sender groups: Spring, Version 1').getByRole('link', { name: 'Open' }).click();
    await page.getByRole('heading', { level: 1, name: 'Spring' }).waitFor();
    await page.goBack();
    expect(await wanting()).toEqual([]);

    await page.getByRole('combobox', { name: 'Kind' }).fill('Life of');
    await page.getByRole('option', { name: 'Life of conversations' }).click();
    await isGone(change('Webhooks: Shop, Version 1'));
    await lived.getByRole('link', { name: 'Open' }).click();
    await says('Waiting, closes after', '1');
  }, 60_000);
});
