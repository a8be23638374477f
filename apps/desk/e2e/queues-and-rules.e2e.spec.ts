import type { Browser, Page } from 'playwright-core';
import { aProduct, type RunningProduct, until } from '#testing';
import { aBrowser, barriers, type Desk, drawIn, goOn, handsOn, isGone, openDesk, scrollsSideways } from './a-desk.ts';

let product: RunningProduct;
let browser: Browser;
let desk: Desk;
let page: Page;
beforeAll(async () => {
  [product, browser] = await Promise.all([aProduct(), aBrowser()]);
  // one window for all: nobody signs in anew for each thing they do
  desk = await openDesk(browser, product.baseUrl, 'dana', '/admin');
  ({ page } = desk);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 30_000);
afterEach(async () => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1440, height: 900 });
  expect(desk.complaints.splice(0)).toEqual([]);
});

const go = (path: string) => page.goto(new URL(path, product.baseUrl).href);
const { button, choose, dialog, field, isTold, save } = handsOn(() => page);

describe('a queue', () => {
  it('is made, overflows as said, is copied, and cannot go while something sends work to it', async () => {
    await go('/admin/queues');
    await page.getByRole('link', { name: 'New queue' }).click();
    await field('Name').fill('Damaged goods');
    await page.getByLabel('Noor Haddad').check();
    await choose('Agent is chosen by', 'Round robin');
    await page.getByRole('switch', { name: 'Too many wait' }).click();
    await field('From so many on').fill('500');
    await page.getByRole('switch', { name: 'It waits too long' }).click();
    await choose('It waits too long: Then', 'Put it into another queue');
    await button('Save changes').click();
    await isTold('must be at most 100');
    await isTold('is required where work is transferred');
    await field('From so many on').fill('100');
    await choose('It waits too long: To', 'Main');
    await save();
    await page.getByRole('heading', { level: 1, name: 'Damaged goods' }).waitFor();
    await button('Copy').click();
    await page.getByRole('heading', { level: 1, name: 'Copy of Damaged goods' }).waitFor();
    await button('Remove').click();
    await dialog().getByRole('button', { name: 'Remove' }).click();
    await isTold('Removed.');

    await go(`/admin/queues/${product.wired.queueId}`);
    await page.getByRole('complementary').getByRole('link', { name: 'Overflow of Damaged goods' }).waitFor();
    await button('Remove').click();
    await dialog().getByRole('button', { name: 'Remove' }).click();
    await dialog().getByRole('alert').getByRole('link', { name: 'Overflow of Damaged goods' }).waitFor();
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    desk.complaints.length = 0; // what was refused, as the browser says it
  }, 60_000);
});

describe('who answers', () => {
  it('has skills in the words of their rating model, and who has one is found', async () => {
    await go('/admin/settings/rating-models/new');
    await field('Name').fill('Languages');
    await button('Add').click();
    await field('Value').fill('1');
    await page.getByRole('group', { name: 'Ratings 1' }).getByRole('textbox', { name: 'Name' }).fill('Basic');
    await button('Add').click();
    await field('Value').last().fill('9');
    await page.getByRole('group', { name: 'Ratings 2' }).getByRole('textbox', { name: 'Name' }).fill('Fluent');
    await save();
    await go('/admin/settings/skills/new');
    await field('Name').fill('Polish');
    await choose('Rating model', 'Languages');
    await save();
    await page.getByRole('complementary').getByText('Nothing uses it yet.').waitFor();
    await go('/admin/settings/presences/new');
    await field('Name').fill('Lunch');
    await field('Text that is shown').fill('At lunch');
    await choose('Stands for', 'Away');
    await save();

    await go('/admin/users');
    await page.getByRole('link', { name: 'Noor Haddad' }).click();
    await button('Add skill').click();
    await choose('Rating: Polish', 'Fluent');
    await field('Units of capacity').fill('3');
    await choose('Own presences', 'Lunch');
    await save();
    await go('/admin/users');
    await page.getByRole('row').filter({ hasText: 'Noor Haddad' }).getByText('Polish Fluent').waitFor();
    await choose('With skill', 'Polish');
    await isGone(page.getByRole('link', { name: 'Lena Marsh' }));
    await page.getByLabel('Choose Noor Haddad').check();
    await button('Change').click();
    await dialog().getByLabel('Units of capacity').fill('4');
    await dialog().getByRole('button', { name: 'Apply' }).click();
    await dialog().getByText('1 changed.').waitFor();
    await dialog().getByRole('button', { name: 'Close' }).last().click();
    await page.getByRole('row', { name: /Noor Haddad .* 4 / }).waitFor();
  }, 60_000);
});

describe('rules', () => {
  it('say where a text goes: what a test run tells is what happens to a real one', async () => {
    const dana = await product.as('dana');
    const queue = '01990000-0000-7000-8000-0000000000e7';
    await dana('PUT', `/api/routing/queues/${queue}`, { slug: 'breakages', name: 'Breakages' });
    const never = { slug: 'never', name: 'Never', timeZone: 'UTC', shifts: [], holidays: [] };
    await dana('PUT', '/api/channel-config/operating-hours/01990000-0000-7000-8000-0000000000e8', never);

    await go('/admin/routing');
    await page.getByRole('row').filter({ hasText: 'none yet' }).getByRole('link').nth(1).click();
    await button('Add ruleset').click();
    await button('Add rule').click();
    await button('Condition').click();
    await button('Add value').click();
    await button('Save changes').click();
    // both the condition without a value and the value without a name say so where they stand
    await page.getByRole('group', { name: 'Then' }).getByText('is required').first().waitFor();
    await page.getByRole('textbox', { name: 'Name', exact: true }).last().fill('subject');
    await page.getByRole('textbox', { name: 'Value' }).last().fill('damage');
    await button('Save changes').click();
    await page.getByRole('group', { name: 'If' }).getByText('is required').waitFor();
    await page.getByRole('group', { name: 'If' }).getByRole('textbox', { name: 'Value' }).fill('broken');
    await isTold('Reads: if first text contains broken, then subject is damage');
    await save();

    await page.getByRole('tab', { name: 'Route to queue' }).click();
    await button('Add rule').click();
    await field('Name').fill('Damage');
    await button('Condition').click();
    await page.getByRole('group', { name: 'If' }).getByRole('textbox', { name: 'Value' }).fill('broken');
    // a calendar only works or does not: there is nothing to compare it with
    await button('Condition').click();
    await choose('What is looked at', 'Never');
    await choose('Comparison', 'is not working');
    expect(await page.getByRole('group', { name: 'Never', exact: true }).getByRole('textbox').count()).toBe(0);
    await isTold('Reads: if first text contains broken and Never is not working, then');
    await button('Add queue').click();
    await choose('Queue', 'Breakages');
    await button('Add queue').click();
    await page
      .getByRole('textbox', { name: /^Share of/ })
      .last()
      .fill('30');
    await page
      .getByRole('textbox', { name: 'Share of Breakages, in percent' })
      .and(page.locator('[value="70 %"]'))
      .waitFor();
    await page
      .getByRole('group', { name: 'Queues', exact: true })
      .getByRole('button', { name: /^Remove/ })
      .last()
      .click();
    // a rule for everything above it would take it all: the arrows move it down
    await button('Add rule').click();
    await button(/^Rule 2/).focus();
    await page.keyboard.press('Alt+ArrowUp');
    await page.getByRole('listitem').filter({ hasText: 'Rule 2' }).first().getByText('1', { exact: true }).waitFor();
    await button('Move Rule 2 down').click();
    await button('Remove Rule 2').click();
    await save();
    // what was changed is told by names
    await button('History').click();
    await dialog()
      .getByRole('cell', { name: /Breakages/ })
      .first()
      .waitFor();
    expect(await dialog().innerText()).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    await dialog().getByRole('button', { name: 'Close' }).click();

    await page.getByRole('textbox', { name: 'From' }).fill('+1 425 555 0377');
    await page.getByRole('textbox', { name: 'Text', exact: true }).fill('My lamp is broken');
    await button('Run').click();
    const outcome = page.getByRole('status', { name: 'What would happen' });
    await outcome.getByText('It waits in Breakages.').waitFor();
    await outcome.getByText('subject is damage').waitFor();
    await outcome.getByRole('listitem').filter({ hasText: 'Damage' }).getByRole('img', { name: 'Applied' }).waitFor();
    await product.text('+14255550377', 'My lamp is broken');
    await go('/admin/queues?q=break');
    await page.getByRole('row', { name: /Breakages .* 1$/ }).waitFor();

    // somebody else was faster, and their rules are shown beside one's own
    await go(`/admin/workstreams/${product.wired.workstreamId}?tab=routes`);
    await button(/^Damage first/).click();
    const path = `/api/routing/workstreams/${product.wired.workstreamId}/route-to-queue`;
    const { version } = await dana<{ version: number }>('GET', path);
    await dana('PUT', path, { rules: [] }, { 'if-match': `"${version}"` });
    await field('Name').fill('Broken things');
    await button('Save changes').click();
    await dialog()
      .getByText(/Broken things: first text contains broken/)
      .waitFor();
    await dialog().getByRole('button', { name: 'Save mine' }).click();
    await isGone(dialog());
    expect(await barriers(page)).toEqual([]);
    await drawIn(page, 'dark');
    expect(await barriers(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await scrollsSideways(page)).toBe(false);
    desk.complaints.length = 0; // 400 and 412, as the browser says them
  }, 90_000);
});

describe('the rules of a queue', () => {
  const queue = '01990000-0000-7000-8000-0000000000e8';
  const gold = 'كبار العملاء';

  it('are written with the keyboard alone, in any script, and hold once the queue goes by them', async () => {
    const dana = await product.as('dana');
    await dana('PUT', `/api/routing/queues/${queue}`, { slug: 'gold', name: gold });
    await go(`/admin/queues/${queue}?tab=rules`);
    await isTold(/^Not in force: agents of this queue are chosen by highest capacity/);
    const press = async (name: string | RegExp) => {
      await button(name).last().focus();
      await page.keyboard.press('Enter');
    };
    await button('Add rule').first().focus();
    await page.keyboard.press('Enter');
    await field('Name').first().focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(gold);
    await press('Add ruleset');
    await press(/^Rule 1/);
    await press('Condition');
    await press('Save changes');
    await page.getByRole('group', { name: 'If' }).getByText('is required').waitFor();
    const value = page.getByRole('combobox', { name: 'Value', exact: true }).last();
    await value.focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await until('a presence is chosen', async () => (await value.inputValue()) !== '');
    await press('Add order');
    await isTold(/^Reads: if presence is .+, then most free units, then whose turn it is$/);
    await press('Save changes');
    await isTold('Saved. In force within 2 seconds.');
    expect(await dana('GET', `/api/routing/queues/${queue}/custom-assignment`)).toMatchObject({
      prioritisation: { rules: [{ name: gold, orderBy: null }] },
      rulesets: [{ rules: [{ conditions: { rules: [{ field: 'agent.presence' }] }, orderBy: [{ by: 'units' }] }] }],
    });

    for (const name of [button(new RegExp(`^${gold}`)).locator('strong'), page.getByRole('heading', { level: 1 })])
      expect(await name.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
    expect(await barriers(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await scrollsSideways(page)).toBe(false);
    await page.setViewportSize({ width: 1440, height: 900 });

    await page.getByRole('link', { name: 'Change that in its settings' }).focus();
    await page.keyboard.press('Enter');
    await choose('Agent is chosen by', 'Custom');
    await save();
    await page.getByRole('tab', { name: 'Settings' }).press('ArrowRight');
    await button('Add ruleset').waitFor();
    await isGone(page.getByText(/^Not in force/));
    desk.complaints.length = 0; // what was refused, as the browser says it
  }, 60_000);

  it('let a model find skills: it is chosen where the ruleset begins, and a test run tells what it said', async () => {
    const dana = await product.as('dana');
    const about = { slug: 'topics', name: 'Topics', address: 'https://127.0.0.1:9/topics' };
    await dana('PUT', '/api/channel-config/skill-finders/01990000-0000-7000-8000-0000000000e9', about);
    await go(`/admin/workstreams/${product.wired.workstreamId}?tab=classification`);
    await button('Add model').click();
    await button('Save changes').click();
    await isTold('is required');
    await page.getByRole('combobox', { name: 'Skill finder' }).click();
    await page.getByRole('option', { name: 'Topics' }).click();
    await save();
    await page.getByRole('textbox', { name: 'From' }).fill('+1 425 555 0148');
    await button('Run').click();
    await page.getByRole('status', { name: 'What would happen' }).getByText('inside our own network').waitFor();
    await button(/^Remove Ruleset/)
      .last()
      .click();
    await save();
  });
});

describe('every page of administration', () => {
  const pages = () => [
    `/admin/set-up/channels/${product.wired.channelId}`,
    `/admin/workstreams/${product.wired.workstreamId}?tab=channels`,
    `/admin/workstreams/${product.wired.workstreamId}?tab=classification`,
    `/admin/workstreams/${product.wired.workstreamId}?tab=advanced`,
    `/admin/workstreams/${product.wired.workstreamId}?tab=settings`,
    '/admin/history',
    '/admin/consent',
    '/admin/blocked',
    '/admin/sending/new',
    '/admin/queues/new',
    `/admin/queues/${product.wired.queueId}?tab=rules`,
    '/admin/routing',
    '/admin/assignment',
    '/admin/webhooks/new',
  ];

  // they are made of the same parts: some show how these look in the dark
  const isDarkToo = (path: string) => /admin$|messages|hours|distribution|consent/.test(path);

  it.each([0, 1, 2])(
    'has nothing that bars a reader, and fits a small screen and a telephone (third %i)',
    async (third) => {
      const found: unknown[] = [];
      for (const path of pages().filter((_, at) => at % 3 === third)) {
        await goOn(page, path);
        await page.locator('main h1').waitFor();
        await isGone(page.getByRole('status').filter({ hasText: 'Loading' }).first());
        for (const colorScheme of isDarkToo(path) ? (['light', 'dark'] as const) : (['light'] as const)) {
          await drawIn(page, colorScheme);
          const list = await barriers(page, colorScheme);
          if (list.length > 0) found.push([path, colorScheme, list]);
        }
        for (const width of [1024, 390]) {
          await page.setViewportSize({ width, height: 844 });
          if (await scrollsSideways(page)) found.push([path, width]);
        }
        await page.setViewportSize({ width: 1440, height: 900 });
      }
      expect(found).toEqual([]);
      desk.complaints.length = 0; // the draft that is not there yet: 404, as the browser says it
    },
    240_000,
  );
});
