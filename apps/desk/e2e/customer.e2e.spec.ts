import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { aProduct, type RunningProduct, until } from '#testing';
import { aBrowser, aHold, barriers, type Desk, isGone, openDesk, written } from './a-desk.ts';

let product: RunningProduct;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([aProduct(), aBrowser()]);
  const dana = await product.as('dana');
  const keep = (what: string, body: object) => dana('PUT', `/api/conversations/${what}/${randomUUID()}`, body);
  await keep('customers', {
    name: 'Amara Okafor',
    company: 'Okafor Interiors',
    numbers: { mobile: '(425) 555-0301' },
    attributes: { tier: 'gold' },
  });
  await keep('customers', { name: 'Jonas Lindqvist', numbers: { mobile: '+1 425 555 0302' } });
  await keep('customers', {
    name: 'Jona Lindqvist',
    email: 'jona@lindqvist.example',
    numbers: { mobile: '4255550302' },
  });
  await keep('cases', { number: 'CAS-20418', title: 'Damaged floor lamp' });
  await product.ready('lena');
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
});
afterEach(async () => {
  await page?.context().close();
  expect(desk.complaints).toEqual([]);
});

const pane = () => page.getByRole('complementary', { name: 'Customer' });
const field = () => page.getByRole('textbox', { name: /^Text to/ });

/** Somebody writes, and Lena takes it; `name` is what they are called in the offer. */
async function taken(customer: string, name: string): Promise<void> {
  await product.text(customer, 'Where is it?');
  await page.getByRole('article', { name: `Offer: ${name}` }).waitFor();
  await page.keyboard.press('F8');
  await page.getByRole('heading', { level: 2, name }).waitFor();
  await field().waitFor();
}

describe('an agent to whom a customer writes', () => {
  it('sees who it is by their number, however it was written down, and greets them by name', async () => {
    await taken('+14255550301', 'Amara Okafor');
    await page.getByRole('tab', { name: 'Amara Okafor' }).waitFor();
    await pane().getByText('Contact, matched by number').waitFor();
    await pane().getByText('gold').waitFor();
    await pane().getByText('May be texted').waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  it('hears of them by their name: their offer, what they write in what is open, and that they wrote elsewhere', async () => {
    const [customer, name] = ['+14255550305', 'Zoë Brandt'];
    const dana = await product.as('dana');
    await dana('PUT', `/api/conversations/customers/${randomUUID()}`, { name, numbers: { mobile: customer } });
    await taken(customer, name);
    await page
      .getByRole('alert')
      .getByText(/^New conversation: Zoë Brandt, .+\. \d+ seconds to accept\.$/)
      .waitFor();
    const told = page.getByRole('status');
    await product.text(customer, 'Is it on its way?');
    await told.getByText('Zoë Brandt: Is it on its way?', { exact: true }).waitFor();
    await page.getByRole('tab', { name: 'Home' }).click();
    await page.getByText('Choose a conversation', { exact: true }).waitFor();
    await product.text(customer, 'Hello?');
    await told.getByText('Zoë Brandt, 1 unread text.', { exact: true }).waitFor();
  });

  it('finds their session by their name', async () => {
    await page.getByRole('tab', { name: 'Amara Okafor' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Command, customer or page' }).fill('okafor');
    await page.getByRole('option', { name: `Amara Okafor, ${written('+14255550301')}` }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2, name: 'Amara Okafor' }).waitFor();
  });

  it('chooses between two who have the same number, and can take the choice back', async () => {
    await taken('+14255550302', written('+14255550302'));
    const choice = pane().getByRole('region', { name: 'Who is it?' });
    await choice.getByText('Jona Lindqvist').waitFor();
    await choice.getByRole('listitem').filter({ hasText: 'jona@lindqvist.example' }).getByRole('button').click();
    await page.getByRole('heading', { level: 2, name: 'Jona Lindqvist' }).waitFor();
    await isGone(choice);
    await pane().getByText('Contact, chosen by an agent').waitFor();
    await pane().getByRole('button', { name: 'Change the customer' }).click();
    await page.getByRole('menuitem', { name: 'Not this customer' }).click();
    await page.getByRole('heading', { level: 2, name: written('+14255550302') }).waitFor();
    await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { level: 2, name: 'Jona Lindqvist' }).waitFor();
  });

  it('sees what came before: what we wrote first, and the conversations they had', async () => {
    const dana = await product.as('dana');
    const [customer, templateId, configurationId] = ['+14255550304', randomUUID(), randomUUID()];
    await dana('PUT', `/api/channel-config/message-templates/${templateId}`, {
      ...{ slug: 'shipped', name: 'Shipped', defaultLocale: 'en-US' },
      texts: [{ locale: 'en-US', text: 'Your lamp has been shipped.' }],
    });
    await dana('PUT', `/api/channel-config/outbound-configurations/${configurationId}`, {
      ...{ slug: 'shipping', name: 'Shipping', channelId: product.wired.channelId, messageTemplateId: templateId },
    });
    const run = `/api/conversations/outbound/${randomUUID()}`;
    const contacts = [{ to: customer, name: 'Ines Costa', optedIn: true }];
    await until('the run can begin', () =>
      dana('PUT', run, { configurationId, name: 'Shipping news', contacts }).catch(() => null),
    );
    await until('our text was delivered', async () => {
      const { progress } = await dana<{ progress: { states: Record<string, number> } }>('GET', run);
      return progress.states['delivered'] === 1;
    });

    await taken(customer, written(customer));
    const before = pane().getByRole('region', { name: 'Before this' });
    await before.getByText('Your lamp has been shipped.').waitFor();
    await before.getByText('Shipping news').waitFor();
    await before.getByText('Delivered').waitFor();
    const first = new URL(page.url()).pathname;
    await page.getByRole('button', { name: 'End', exact: true }).click();
    await page.getByRole('region', { name: 'Wrap-up' }).getByRole('button', { name: 'Close' }).click();
    await isGone(page.getByRole('tab', { name: written(customer) }));
    await taken(customer, written(customer));
    const link = before.getByRole('link').filter({ hasText: 'Where is it?' });
    await link.waitFor();
    expect(await link.getAttribute('href')).toContain(first.split('/').at(-1)!);
    await before.getByText('Your lamp has been shipped.').waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  it('sees that nobody has the number, and finds the customer and the case while typing their names', async () => {
    const template = aHold();
    await page.route('**/api/conversations/session-templates*', async (route) => {
      await template.released;
      await route.continue();
    });
    await taken('+14255550303', written('+14255550303'));
    await pane().getByText('Not in the contacts yet').waitFor();
    await pane().getByRole('button', { name: 'Change the customer' }).click();
    await page.getByRole('menuitem', { name: 'Find the customer' }).waitFor();
    // the pages of the session come late, and leave open what is open
    template.release();
    await page.getByRole('tab', { name: 'Conversation', exact: true }).waitFor();
    await page.getByRole('menuitem', { name: 'Find the customer' }).click();
    await page.unrouteAll();
    const find = page.getByRole('combobox', { name: 'Name, company, e-mail or number' });
    await find.fill('interiors');
    await page.getByRole('option', { name: /Amara Okafor/ }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await find.press('Enter');
    await page.getByRole('heading', { level: 2, name: 'Amara Okafor' }).waitFor();
    await pane().getByRole('region', { name: 'Case' }).getByRole('button', { name: 'Choose' }).click();
    await page.getByRole('combobox', { name: 'Number or title of the case' }).fill('lamp');
    await page.getByRole('option', { name: /CAS-20418/ }).click();
    await pane().getByText('Damaged floor lamp').waitFor();
    await until('the dialog is gone', async () => (await page.getByRole('dialog').count()) === 0);
  });
});
