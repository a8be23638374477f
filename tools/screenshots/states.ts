import type { Page } from 'playwright-core';
import { choosePresence, nameOf, type Phones, take } from './a-day.ts';
import { shoot, visit } from './shoot.ts';

/** Who looks at it. */
interface People {
  readonly lena: Page;
  readonly noor: Page;
  readonly sofia: Page;
  readonly dana: Page;
}

const composer = (page: Page) => page.locator('[data-region="composer"] textarea');

/** What people forget: nothing there, not loaded, no network, a sign-in that has ended, nobody may text, long names, another direction. */
export async function takeStates(people: People, baseUrl: string, told: Phones, open: string): Promise<void> {
  await takeNothing(people.noor, baseUrl);
  await takeLong(people, baseUrl, told);
  await takeHands(people, baseUrl, open);
  await takeTrouble(people.lena, baseUrl, told, open);
}

/** An agent without work, whose lists cannot be loaded either. */
async function takeNothing(noor: Page, baseUrl: string): Promise<void> {
  await visit(noor, baseUrl, '/work', 'states-nothing', 'text=No conversations yet');
  await visit(noor, baseUrl, '/work?list=closed', 'states-nothing-closed', 'text=Nothing closed today');
  await visit(noor, baseUrl, '/admin', 'states-not-allowed', 'text=You can’t open');
  await noor.route('**/api/conversations?**', (route) => route.fulfill({ status: 503, body: '{}' }));
  await visit(noor, baseUrl, '/work', 'states-not-loaded', 'text=could not be loaded');
  await noor.unroute('**/api/conversations?**');
}

const longName = `${'Wolfeschlegelsteinhausenbergerdorff '.repeat(5)}GmbH & Co. KG`;
const longText = `https://shop.example/${'orders-and-deliveries-'.repeat(12)} ${'Please answer as soon as you can. '.repeat(14)}`;

/** A customer with the longest name there may be, and one who writes from right to left. */
async function takeLong({ lena, dana }: People, baseUrl: string, told: Phones): Promise<void> {
  await dana.goto(`${baseUrl}/admin/customers/customers/new`);
  await dana.getByRole('textbox', { name: 'Name', exact: true }).fill(longName);
  await dana.getByRole('textbox', { name: 'Mobile', exact: true }).fill('+14155550166');
  await dana.getByRole('button', { name: 'Save changes' }).click();
  await dana.getByText('Saved.').first().waitFor();
  await shoot(dana, 'states-long-record');
  await visit(dana, baseUrl, '/admin/customers', 'states-long-list', 'table');
  await choosePresence(lena, 'Available');
  await lena.goto(`${baseUrl}/work`);
  await told.text('long', longText);
  await lena.getByRole('article', { name: /^Offer/ }).waitFor();
  await shoot(lena, 'states-long-offer');
  await take(lena, told, 'long');
  await shoot(lena, 'states-long');
  await lena
    .getByRole('link')
    .filter({ hasText: nameOf('arabic') })
    .first()
    .click();
  await lena.getByRole('article').filter({ hasText: 'مرحبا' }).first().waitFor();
  await shoot(lena, 'states-right-to-left');
}

/** Work that goes to somebody else: by who has it, and by a supervisor. */
async function takeHands({ lena, sofia }: People, baseUrl: string, open: string): Promise<void> {
  await visit(lena, baseUrl, open, 'states-session', '[data-region="composer"] textarea');
  await lena.getByRole('button', { name: 'Transfer', exact: true }).click();
  await lena.getByRole('dialog').getByRole('option').first().waitFor();
  await shoot(lena, 'states-hand-over');
  await lena.keyboard.press('Escape');
  await sofia.goto(new URL(open.replace('/work', '/live'), baseUrl).href);
  await sofia.getByRole('button', { name: 'Transfer', exact: true }).click();
  await sofia.getByRole('dialog').getByRole('option').first().waitFor();
  await shoot(sofia, 'states-place');
  await sofia.getByRole('dialog').getByRole('option').first().click();
  await sofia.getByRole('dialog').getByRole('textbox').waitFor();
  await shoot(sofia, 'states-place-confirm');
  await sofia.keyboard.press('Escape');
}

/** Nobody may text, no network, and a sign-in that has ended. */
async function takeTrouble(lena: Page, baseUrl: string, told: Phones, open: string): Promise<void> {
  await told.text('returns', 'STOP');
  await lena.getByRole('link').filter({ hasText: '+1 (310) 555-0182' }).first().click();
  // in the place of the composer: the thread says so, too
  await lena.getByRole('status').filter({ hasText: 'opted out with STOP' }).waitFor();
  await shoot(lena, 'states-opted-out');
  await lena.goto(new URL(open, baseUrl).href);
  await composer(lena).waitFor();
  await lena.context().setOffline(true);
  await composer(lena).fill('It is on its way to you.');
  await composer(lena).press('Enter');
  await lena.getByText('You are offline.').waitFor();
  await shoot(lena, 'states-offline');
  await lena.context().setOffline(false);
  await lena.getByText('You are offline.').waitFor({ state: 'hidden' });
  await lena.route('**/api/**', (route) => route.fulfill({ status: 401, body: '{}' }));
  await lena.route('**/oidc/token', (route) => route.fulfill({ status: 400, json: { error: 'invalid_grant' } }));
  await lena.getByRole('tab', { name: 'Closed today' }).dispatchEvent('click');
  await lena.getByRole('dialog', { name: 'Sign in' }).waitFor();
  await shoot(lena, 'states-sign-in-ended');
}
