import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import type { AgentSettingsView } from '#contracts';
import { aProduct, type RunningProduct } from '#testing';
import { aBrowser, barriers, type Desk, isGone, openDesk } from './a-desk.ts';

let product: RunningProduct;
let browser: Browser;
let lena: Desk;
let sofia: Desk;
let lenaId: string;
const [lunchId, trainingId] = [randomUUID(), randomUUID()];
beforeAll(async () => {
  [product, browser] = await Promise.all([aProduct(), aBrowser()]);
  await product.ready('lena');
  const dana = await product.as('dana');
  const lunch = { slug: 'lunch', name: 'Lunch', text: 'At lunch', base: 'away' };
  await dana('PUT', `/api/routing/presences/${lunchId}`, lunch);
  await dana('PUT', `/api/routing/presences/${trainingId}`, {
    slug: 'training',
    name: 'Training',
    text: 'In training',
    base: 'away',
  });
  await dana('PUT', `/api/routing/queues/${randomUUID()}`, { slug: 'returns', name: 'Returns', memberIds: [] });
  ({ id: lenaId } = await (await product.as('lena'))<{ id: string }>('GET', '/api/routing/agents/me'));
  const path = `/api/routing/agent-settings/${lenaId}`;
  const { version, agentId, name, ...settings } = await dana<Record<string, unknown>>('GET', path);
  expect([agentId, name]).toEqual([lenaId, 'Lena Marsh']);
  await dana('PUT', path, { ...settings, presenceIds: [lunchId] }, { 'if-match': `"${String(version)}"` });
  [lena, sofia] = await Promise.all([
    openDesk(browser, product.baseUrl, 'lena', '/work'),
    openDesk(browser, product.baseUrl, 'sofia', '/live'),
  ]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 30_000);
afterEach(() => expect([...lena.complaints, ...sofia.complaints]).toEqual([]));

const menu = (page: Page) => page.getByRole('button', { name: /^Presence: / });
const item = (page: Page, name: string) => page.getByRole('menuitem', { name, exact: true });
const lenas = () =>
  sofia.page.getByRole('group', { name: 'Agents' }).getByRole('row').filter({ hasText: 'Lena Marsh' });
const cell = (text: string) => lenas().getByText(text, { exact: true }).first();

describe('the presence of an agent', () => {
  it('is chosen among the built-in ones and those that an administrator made theirs, and everybody reads its words', async () => {
    const { page } = lena;
    await menu(page).click();
    await item(page, 'At lunch').waitFor();
    const order = await page.getByRole('menuitem').allInnerTexts();
    expect(order.indexOf('At lunch')).toBe(order.indexOf('Appear away') + 1);
    expect(await barriers(page)).toEqual([]);
    await item(page, 'At lunch').click();
    await page.getByRole('button', { name: 'Presence: At lunch' }).waitFor();
    await cell('At lunch').waitFor();
    await menu(page).click();
    await page.getByText(/^Set by you/).waitFor();
    expect(await item(page, 'At lunch').getAttribute('aria-current')).toBe('true');
    expect(await item(page, 'Appear away').getAttribute('aria-current')).toBeNull();
    await page.keyboard.press('Escape');
    await isGone(page.getByRole('menu'));
  });

  it('is set by a supervisor from the agent grid, with the queues that they serve, and given back by the agent', async () => {
    const { page } = sofia;
    await page.getByRole('button', { name: 'Change Lena Marsh' }).click();
    const dialog = page.getByRole('dialog', { name: 'Lena Marsh' });
    const presence = dialog.getByRole('combobox', { name: 'Presence', exact: true });
    expect(await presence.inputValue()).toBe('At lunch');
    expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    expect(await barriers(page)).toEqual([]);
    await presence.click();
    await dialog.getByRole('option', { name: 'Do not disturb' }).click();
    await dialog.getByRole('combobox', { name: 'Queues' }).click();
    await dialog.getByRole('option', { name: 'Returns' }).click();
    await page.keyboard.press('Tab');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await isGone(dialog);
    await cell('Do not disturb').waitFor();
    await cell('Supervisor').waitFor();
    await lenas()
      .filter({ hasText: /Main.*Returns|Returns.*Main/ })
      .waitFor();

    // and what they are set to be (product.md 36): capacity, presence at sign-in, own presences
    await page.getByRole('button', { name: 'Change Lena Marsh' }).click();
    await dialog.getByRole('textbox', { name: 'Units of capacity' }).fill('9');
    await dialog.getByRole('combobox', { name: 'Presence at sign-in' }).click();
    await dialog.getByRole('option', { name: 'At lunch' }).click();
    await dialog.getByRole('combobox', { name: 'Own presences' }).click();
    await dialog.getByRole('option', { name: 'Training' }).click();
    await page.keyboard.press('Tab');
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await isGone(dialog);
    await cell('0 of 9').waitFor();
    const set = await (await product.as('sofia'))<AgentSettingsView>('GET', `/api/routing/agent-settings/${lenaId}`);
    expect(set).toMatchObject({ capacityUnits: 9, defaultPresence: { presence: 'away', presenceId: lunchId } });
    expect([...set.presenceIds].sort()).toEqual([lunchId, trainingId].sort());

    await menu(lena.page).click();
    await lena.page.getByText(/^Set by a supervisor/).waitFor();
    await item(lena.page, 'Reset presence').click();
    await lena.page.getByRole('button', { name: 'Presence: Available' }).waitFor();
    await cell('Available').waitFor();
    await cell('System').waitFor();
    await menu(lena.page).click();
    await item(lena.page, 'Available').waitFor();
    expect(await item(lena.page, 'Reset presence').count()).toBe(0);
    await lena.page.keyboard.press('Escape');
  });
});
