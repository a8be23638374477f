import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { aProduct, deskOf, type RunningProduct, until } from '#testing';
import { aBrowser, barriers, type Desk, drawIn, goOn, isGone, openDesk, scrollsSideways, written } from './a-desk.ts';

let product: RunningProduct;
let browser: Browser;
let desk: Desk;
let page: Page;
/** What Amara wrote, and what Jonas did. */
let amaras: string;
let jonases: string;
const [amara, jonas, priya] = ['+14255550811', '+16465550812', '+14255550813'] as const;
beforeAll(async () => {
  [product, browser] = await Promise.all([aProduct(), aBrowser()]);
  desk = await openDesk(browser, product.baseUrl, 'lena', '/work');
  ({ page } = desk);
  const lena = deskOf(await product.ready('lena'));
  for (const [customer, body] of [
    [amara, 'My lamp is broken'],
    [jonas, 'Where is my invoice?'],
    [priya, 'Is the shop open on Sunday?'],
  ] as const) {
    await product.text(customer, body);
    const { id } = await lena.accept(customer);
    await lena.call('POST', `/api/conversations/${id}/read`);
    if (customer === amara) amaras = id;
    if (customer === jonas) jonases = id;
  }
  await row(page, priya).waitFor();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 30_000);
afterEach(() => expect(desk.complaints.splice(0)).toEqual([]));

const row = (of: Page, customer: string) =>
  of
    .getByRole('tabpanel')
    .getByRole('link')
    .filter({ hasText: written(customer) });
const rows = (of: Page) => of.getByRole('tabpanel').getByRole('link');
const shows = (of: Page, ...customers: readonly string[]) =>
  until(`there are ${customers.length}`, async () => {
    const texts = await rows(of).allInnerTexts();
    return (
      texts.length === customers.length && customers.every((one) => texts.some((text) => text.includes(written(one))))
    );
  });
const menu = async (of: Page, item: string | RegExp) => {
  await of.getByRole('button', { name: /^Show: / }).click();
  await of.getByRole('menuitem', { name: item }).click();
};
const find = (of: Page) => of.getByRole('searchbox', { name: 'Find in this list' });

describe('the list of an agent', () => {
  it('is searched by number and by words, keeps what is looked for in its address, and shows all again', async () => {
    await find(page).fill('646 555');
    await shows(page, jonas);
    await find(page).fill('LAMP');
    await shows(page, amara);
    await page.reload();
    await shows(page, amara);
    expect(await find(page).inputValue()).toBe('LAMP');
    await find(page).fill('nobody says this');
    await page.getByText('None like this').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await shows(page, amara, jonas, priya);
    expect(await find(page).inputValue()).toBe('');
  });

  it('is narrowed to what was not seen, in another order, and kept as a view under a name', async () => {
    await product.text(jonas, 'Hello? Anybody?');
    await rows(page)
      .filter({ hasText: written(jonas) })
      .and(page.getByRole('link', { name: /1 unread text/ }))
      .waitFor();
    await page.getByRole('button', { name: 'Order: Waiting longest' }).click();
    await page.getByRole('menuitem', { name: 'Oldest text' }).click();
    await menu(page, 'Keep as a view');
    const dialog = page.getByRole('dialog', { name: 'Keep as a view' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('By age');
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Keep' }).click();
    await page.getByRole('button', { name: 'Show: By age' }).waitFor();
    await menu(page, 'Unread');
    await shows(page, jonas);
    await menu(page, 'Keep as a view');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('by AGE');
    await dialog.getByRole('button', { name: 'Keep' }).click();
    await dialog.getByText('has two of one name').waitFor();
    desk.complaints.length = 0; // the refusal, as the browser says it
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Not seen');
    await dialog.getByRole('textbox', { name: 'Name' }).press('Enter');
    await page.getByRole('button', { name: 'Show: Not seen' }).waitFor();
    await isGone(dialog);
  });

  it('has these views at every desk of the agent, counted, until they are removed', async () => {
    const other = await openDesk(browser, product.baseUrl, 'lena', '/work');
    await shows(other.page, amara, jonas, priya);
    await other.page.getByRole('button', { name: 'Show: All conversations' }).click();
    await other.page.getByRole('menuitem', { name: /^By age\s*3$/ }).waitFor();
    expect(await barriers(other.page)).toEqual([]);
    await other.page.getByRole('menuitem', { name: /^Not seen/ }).click();
    await row(other.page, jonas).waitFor();
    await other.page.waitForURL(/read=unread/);
    await menu(other.page, 'Remove the view Not seen');
    await other.page.getByText('The view is gone.').first().waitFor();

    // the first window has not heard of it, and loses nothing by what it does then
    await menu(page, 'All conversations');
    await menu(page, /^Read/);
    await menu(page, 'Keep as a view');
    const dialog = page.getByRole('dialog', { name: 'Keep as a view' });
    await dialog.getByRole('button', { name: 'Keep' }).click();
    await isGone(dialog);
    const lena = await product.as('lena');
    const { views } = await lena<{ views: { name: string }[] }>('GET', '/api/routing/agents/me/views');
    expect(views.map(({ name }) => name)).toEqual(['By age', 'Read']);
    expect(other.complaints).toEqual([]);
    await other.page.context().close();
  });

  it('has the cases that conversations are about, each once, as soon as one is linked, and opens what was written last', async () => {
    await goOn(page, '/work');
    await row(page, amara).waitFor();
    await page.getByRole('tab', { name: 'Cases' }).click();
    await page.getByText('No cases yet').waitFor();
    const lena = await product.as('lena');
    const about = async (conversation: string, number: string, title: string) => {
      const caseId = randomUUID();
      await lena('PUT', `/api/conversations/cases/${caseId}`, { number, title });
      await lena('POST', `/api/conversations/${conversation}/link`, { caseId });
    };
    const itsRow = (name: string) => rows(page).filter({ hasText: name });
    await about(amaras, 'CAS-1', 'Broken lamp');
    await itsRow('CAS-1 · Broken lamp').filter({ hasText: '1 conversation' }).waitFor();
    await about(jonases, 'CAS-2', 'Lost invoice');
    await itsRow('CAS-2 · Lost invoice')
      .and(page.getByRole('link', { name: /1 unread text/ }))
      .waitFor();
    expect(await barriers(page)).toEqual([]);

    await menu(page, 'Unread');
    await isGone(itsRow('CAS-1'));
    await menu(page, 'Keep as a view');
    const dialog = page.getByRole('dialog', { name: 'Keep as a view' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Cases to read');
    await dialog.getByRole('button', { name: 'Keep' }).click();
    await isGone(dialog);
    await page.getByRole('button', { name: 'Order: Newest' }).click();
    await page.getByRole('menuitem', { name: 'Number' }).click();
    await menu(page, 'All cases');
    await shows(page, amara, jonas);
    expect((await rows(page).allInnerTexts()).map((text) => /CAS-\d/.exec(text)?.[0])).toEqual(['CAS-1', 'CAS-2']);
    await find(page).fill('BROKEN');
    await isGone(itsRow('CAS-2'));
    await find(page).fill('nobody says this');
    await page.getByText('None like this').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();

    await goOn(page, '/work');
    await menu(page, 'Cases to read');
    await itsRow('CAS-2').click();
    await page.getByRole('heading', { level: 2, name: written(jonas) }).waitFor();
    await page.getByRole('region', { name: 'Case' }).getByText('CAS-2 · Lost invoice').waitFor();
    // it was read by being opened
    await page.getByText('None like this').waitFor();
    await menu(page, 'Remove the view Cases to read');
    await page.getByText('The view is gone.').first().waitFor();
  }, 60_000);

  it('is searched by the service where it is open work, narrowed to one queue, and kept as a view like the others', async () => {
    const lamp = '+14255550821';
    const invoice = '+16465550822';
    const lena = await product.as('lena');
    await lena('PUT', '/api/routing/agents/me/presence', { presence: 'do-not-disturb' });
    // she has room for one more
    await (
      await product.as('sofia')
    )('POST', `/api/conversations/${amaras}/force-close`);
    const me = await lena<{ id: string }>('GET', '/api/routing/agents/me');
    const dana = await product.as('dana');
    const path = `/api/routing/workstreams/${product.wired.workstreamId}/distribution`;
    const { version } = await dana<{ version: number }>('GET', path);
    await dana('PUT', path, { allowSelectingFromPush: true }, { 'if-match': `"${version}"` });
    const other = { slug: 'returns', name: 'Returns', memberIds: [me.id] };
    await dana('PUT', `/api/routing/queues/${randomUUID()}`, other);
    await product.text(lamp, 'Another broken lamp');
    await product.text(invoice, 'My invoice is wrong');

    await goOn(page, '/work?list=open');
    const waits = (customer: string) => page.getByRole('button', { name: `Assign to me: ${written(customer)}` });
    await waits(lamp).waitFor();
    await waits(invoice).waitFor();
    await find(page).fill('(646) 555 08');
    await isGone(waits(lamp));
    await waits(invoice).waitFor();
    await find(page).fill('LAMP');
    await waits(lamp).waitFor();
    await isGone(waits(invoice));
    await page.reload();
    await waits(lamp).waitFor();
    expect(await find(page).inputValue()).toBe('LAMP');
    await isGone(waits(invoice));
    await menu(page, 'Keep as a view');
    const dialog = page.getByRole('dialog', { name: 'Keep as a view' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Lamps');
    await dialog.getByRole('button', { name: 'Keep' }).click();
    await page.getByRole('button', { name: 'Show: Lamps' }).waitFor();
    await isGone(dialog);

    await find(page).fill('');
    await menu(page, 'Returns');
    await page.getByText('None like this').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show all' }).click();
    await waits(invoice).waitFor();
    await page.getByRole('button', { name: 'Order: Waiting longest' }).click();
    await page.getByRole('menuitem', { name: 'Number' }).click();
    await page.waitForURL(/order=customer/);
    await goOn(page, '/work');
    await menu(page, 'Lamps');
    await page.waitForURL(/list=open/);
    await waits(lamp).click();
    await page.getByRole('heading', { level: 2, name: written(lamp) }).waitFor();
    await row(page, lamp).waitFor();
    await lena('PUT', '/api/routing/agents/me/presence', { presence: 'away' });
  }, 60_000);

  it('bars no reader, in light and in dark, and fits a telephone', async () => {
    await goOn(page, '/work');
    await row(page, priya).waitFor();
    for (const scheme of ['dark', 'light'] as const) {
      await drawIn(page, scheme);
      expect(await barriers(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: /^Show: / }).click();
    await page.getByRole('menuitem', { name: 'By age' }).waitFor();
    expect(await scrollsSideways(page)).toBe(false);
  });
});
