import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { aProduct, type RunningProduct, until } from '#testing';
import { aBrowser, barriers, type Desk, drawIn, goOn, handsOn, isGone, openDesk, scrollsSideways } from './a-desk.ts';

let product: RunningProduct;
let browser: Browser;
let dana: Desk;
let lena: Desk;
const contactId = randomUUID();

/** A customer's page in a system of somebody else, which the desk shows; it counts how often it was loaded. */
const crm = { loaded: 0 };
const pageOfCrm = () => `<!doctype html><html lang="en"><title>CRM</title><h1>Card of the customer</h1>
  <label>Remark <input></label><script>try { top.location = 'https://evil.example/' } catch {}</script>`;

beforeAll(async () => {
  [product, browser] = await Promise.all([aProduct(), aBrowser()]);
  const call = await product.as('dana');
  await call('PUT', `/api/conversations/customers/${contactId}`, {
    name: 'Amara & Okafor',
    company: 'Okafor Interiors',
    numbers: { mobile: '(425) 555-0371' },
    attributes: { tier: 'gold' },
  });
  await call('PUT', `/api/conversations/cases/${randomUUID()}`, { number: 'CAS-771', title: 'Broken lamp', contactId });
  await product.ready('lena');
  dana = await openDesk(browser, product.baseUrl, 'dana', '/admin');
  lena = await openDesk(browser, product.baseUrl, 'lena');
  await lena.page.context().route('https://crm.example/**', (route) => {
    crm.loaded += 1;
    return route.fulfill({ contentType: 'text/html', body: pageOfCrm() });
  });
  await lena.page
    .context()
    .route('https://strict.example/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: 'never seen', headers: { 'x-frame-options': 'DENY' } }),
    );
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 30_000);

const { field, choose, save } = handsOn(() => dana.page);
const button = (name: string | RegExp) => lena.page.getByRole('button', { name, exact: typeof name === 'string' });
const tabs = () => lena.page.getByRole('complementary', { name: 'Customer' }).getByRole('tab');
const tab = (name: string) => lena.page.getByRole('tab', { name, exact: true });
const panel = (name: string) => lena.page.getByRole('tabpanel', { name, exact: true });
const remark = (title: string) => lena.page.frameLocator(`iframe[title="${title}"]`).getByLabel('Remark');
const isSelected = (name: string) => lena.page.getByRole('tab', { name, exact: true, selected: true }).waitFor();
const write = () => lena.page.getByRole('textbox', { name: /^Text to/ });
/** What is not about pages that are made to be refused, or to try what they may not do. */
const complaintsOfDesk = () => lena.complaints.filter((line) => !/(crm|strict)\.example/.test(line));
const picture = async (name: string) => {
  const folder = process.env['PICTURES'];
  if (folder) await lena.page.screenshot({ path: `${folder}/${name}.png` });
};

const open = async (path: string) => {
  await goOn(dana.page, path);
  await dana.page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
};
async function choosesMany(control: string, ...options: string[]): Promise<void> {
  const box = dana.page.getByRole('combobox', { name: control, exact: true });
  for (const option of options) {
    await box.fill(option);
    await dana.page.getByRole('option', { name: option, exact: true }).click();
  }
  await dana.page.keyboard.press('Escape');
}

/** Somebody writes and Lena takes it; `name` is what they are called in the offer, `title` what their session is called. */
async function taken(customer: string, name: string, title = name): Promise<void> {
  await product.text(customer, 'My lamp is broken');
  await lena.page.getByRole('article', { name: `Offer: ${name}` }).waitFor();
  await lena.page.keyboard.press('F8');
  await lena.page.getByRole('tab', { name: title, selected: true }).waitFor();
}
const pagesAre = (...names: string[]) =>
  until(`the pages are ${names.join(', ')}`, async () => (await tabs().allTextContents()).join() === names.join());

describe('the session of a workstream with a template of its own', () => {
  it('is defined by an administrator: pages elsewhere, a title that asks for the customer', async () => {
    for (const [name, title, address] of [
      ['CRM', 'CRM of {customerName}', 'https://crm.example/c/{customerRecordId}?who={customerName}'],
      ['Strict', 'Strict', 'https://strict.example/'],
    ] as const) {
      await open('/admin/settings/application-tabs/new');
      await field('Name').fill(name);
      await field('Name for scripts').fill(`acme_${name}`);
      await field('Title').fill(title);
      await field('Address').fill(address);
      await save();
    }
    await open('/admin/settings/session-templates/new');
    await field('Name').fill('Orders');
    await field('Name for scripts').fill('acme_orders');
    await field('Title').fill('Order of {customerName}');
    await dana.page.getByRole('switch', { name: 'Title also on the first tab' }).click({ force: true });
    await choose('First tab', 'Active conversation');
    await choosesMany('More tabs', 'CRM', 'Customer', 'Search', 'Strict');
    await save();
    expect(await barriers(dana.page)).toEqual([]);
    // what is built in stays as it is, and is copied
    await open('/admin/settings/session-templates');
    await dana.page.getByRole('link', { name: 'SMS session - default' }).click();
    await dana.page.getByRole('button', { name: 'Copy', exact: true }).click();
    await dana.page.getByRole('heading', { level: 1, name: 'Copy of SMS session - default' }).waitFor();
    expect(await field('Name for scripts').inputValue()).toBe('parley_sms_session_copy');
    await field('Title').fill('Text of {customerName}');
    await save();
    await open(`/admin/workstreams/${product.wired.workstreamId}?tab=advanced`);
    await choose('Session template', 'Orders');
    await save();
    const chosen = dana.page.getByRole('combobox', { name: 'Session template', exact: true });
    expect(await chosen.inputValue()).toBe('Orders');
  }, 120_000);

  it('opens with its title and its pages when an agent accepts, the conversation in front', async () => {
    await taken('+14255550371', 'Amara & Okafor', 'Order of Amara & Okafor');
    const { page } = lena;
    await page.getByRole('heading', { level: 2, name: 'Order of Amara & Okafor' }).waitFor();
    expect(await page.title()).toContain('Order of Amara & Okafor');
    await pagesAre('Conversation', 'CRM of Amara & Okafor', 'Customer', 'Search', 'Strict');
    await isSelected('Conversation');
    await panel('Conversation').getByText('Contact, matched by number').waitFor();
    expect(crm.loaded).toBe(0);
    expect(await barriers(page)).toEqual([]);
    await picture('conversation-light');
  }, 60_000);

  it('shows a page elsewhere with what is known of the customer encoded in its address, held in a sandbox', async () => {
    const { page } = lena;
    await write().focus();
    await page.keyboard.press('F6');
    await until('the focus is on the page in front', () =>
      page.evaluate(() => document.activeElement?.textContent === 'Conversation'),
    );
    await page.keyboard.press('ArrowRight');
    await isSelected('CRM of Amara & Okafor');
    const frame = panel('CRM of Amara & Okafor').locator('iframe');
    expect(await frame.getAttribute('src')).toBe(`https://crm.example/c/${contactId}?who=Amara%20%26%20Okafor`);
    expect(await frame.getAttribute('referrerpolicy')).toBe('no-referrer');
    expect(await frame.getAttribute('sandbox')).not.toContain('top-navigation');
    await remark('CRM of Amara & Okafor').fill('Wants a new lamp');
    // it tried to lead the desk away
    expect(new URL(page.url()).origin).toBe(new URL(product.baseUrl).origin);
    expect(await barriers(page)).toEqual([]);
    await picture('crm-light');
    await drawIn(page, 'dark');
    expect(await barriers(page)).toEqual([]);
    await picture('crm-dark');
    await drawIn(page, 'light');
  }, 60_000);

  it('is gone through by keyboard: arrows choose, Delete closes, what was closed comes back, the conversation stays', async () => {
    const { page } = lena;
    await tab('CRM of Amara & Okafor').focus();
    await page.keyboard.press('ArrowRight');
    await isSelected('Customer');
    await panel('Customer').getByText('gold').waitFor();
    await panel('Customer').getByRole('region', { name: 'Open cases' }).getByText('CAS-771').waitFor();
    await picture('customer-light');
    await page.keyboard.press('ArrowRight');
    await isSelected('Search');
    await panel('Search').getByRole('searchbox').fill('okafor');
    await panel('Search').getByRole('button', { name: /Amara/ }).click();
    await panel('Search').getByText('gold').waitFor();
    await picture('search-light');
    await tab('Search').focus();
    await page.keyboard.press('Delete');
    await isGone(tab('Search'));
    await isSelected('Strict');
    await until('the focus is on what took its place', () =>
      page.evaluate(() => document.activeElement?.textContent === 'Strict'),
    );
    await page.keyboard.press('Home');
    await isSelected('Conversation');
    await page.keyboard.press('Delete');
    await isSelected('Conversation');
    await button('All pages').click();
    await page.getByRole('menuitem', { name: 'Search closed' }).click();
    await isSelected('Search');
    expect(await barriers(page)).toEqual([]);
  }, 60_000);

  it('has a way out to a page that refuses to be framed', async () => {
    await tab('Strict').click();
    const way = panel('Strict').getByRole('link', { name: 'Open in a new window' });
    expect(await way.getAttribute('href')).toBe('https://strict.example/');
    expect(await way.getAttribute('target')).toBe('_blank');
    expect(await barriers(lena.page)).toEqual([]);
    await picture('strict-light');
  }, 60_000);

  it('is as it was left after another session was looked at, also what was typed in a page elsewhere', async () => {
    const { page } = lena;
    await tab('CRM of Amara & Okafor').click();
    await taken('+14255550372', '+1 (425) 555-0372');
    // nobody knows who this is: the number is the title, and the pages are called by their own names
    await page.getByRole('heading', { level: 2, name: '+1 (425) 555-0372' }).waitFor();
    await pagesAre('Conversation', 'CRM', 'Customer', 'Search', 'Strict');
    await isSelected('Conversation');
    await tab('Customer').click();
    await panel('Customer').getByText('No customer is linked').waitFor();
    await picture('nobody-light');
    await page.getByRole('tab', { name: /^Order of Amara/ }).click();
    await isSelected('CRM of Amara & Okafor');
    expect(await remark('CRM of Amara & Okafor').inputValue()).toBe('Wants a new lamp');
    expect(crm.loaded).toBe(1);
    await page.reload();
    await isSelected('CRM of Amara & Okafor');
    await remark('CRM of Amara & Okafor').waitFor();
  }, 60_000);

  it('leaves the room to its page when the texts are put aside, until they are wanted', async () => {
    const { page } = lena;
    await write().fill('We send');
    await button('Make room: put the texts aside').click();
    await isGone(write());
    await button('Show the texts').waitFor();
    await until('the focus is on the way back', () =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label') === 'Show the texts'),
    );
    await picture('aside-light');
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('F2');
    expect(await write().inputValue()).toBe('We send');
  }, 60_000);

  it('fits a telephone, where its pages are behind a button', async () => {
    const { page } = lena;
    await page.setViewportSize({ width: 390, height: 844 });
    await button('More').click();
    await page.getByRole('menuitem', { name: 'Customer and details' }).click();
    const drawer = page.getByRole('dialog', { name: 'Customer' });
    await drawer.getByRole('tab', { name: 'CRM of Amara & Okafor', selected: true }).waitFor();
    await remark('CRM of Amara & Okafor').waitFor();
    expect(await scrollsSideways(page)).toBe(false);
    expect(await barriers(page)).toEqual([]);
    await picture('phone-light');
    await drawer.getByRole('tab', { name: 'Conversation' }).click();
    await drawer.getByText('Contact, matched by number').waitFor();
    await picture('phone-conversation-light');
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 1440, height: 900 });
    expect(complaintsOfDesk()).toEqual([]);
  }, 60_000);

  it.each([
    ['minimized', '+14255550373', '+1 (425) 555-0373'],
    ['hidden', '+14255550374', '+1 (425) 555-0374'],
  ])(
    'opens with the texts aside where its template says so: %s',
    async (communicationPanel, customer, name) => {
      const call = await product.as('dana');
      const templates = '/api/channel-config/session-templates';
      const { items } = await call<{ items: (Record<string, unknown> & { id: string; version: number })[] }>(
        'GET',
        templates,
      );
      const {
        id,
        version,
        builtIn: _,
        createdAt: _at,
        changedAt: _last,
        ...orders
      } = items.find(({ slug }) => slug === 'orders')!;
      await call('PUT', `${templates}/${id}`, { ...orders, communicationPanel }, { 'if-match': `"${version}"` });
      const open = new URL(lena.page.url()).pathname.split('/').at(-1);
      const agent = await product.as('lena');
      await until('conversations goes by it', async () => {
        const path = `/api/conversations/${open}/session-template`;
        return (await agent<{ communicationPanel: string }>('GET', path)).communicationPanel === communicationPanel;
      });
      await taken(customer, name);
      await button(/^Show the texts/).waitFor();
      await isGone(write());
      expect(await barriers(lena.page)).toEqual([]);
      await picture(`${communicationPanel}-light`);
      await button(/^Show the texts/).click();
      await write().waitFor();
      expect(complaintsOfDesk()).toEqual([]);
    },
    60_000,
  );
});
