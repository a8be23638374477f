import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { aProduct, type RunningProduct } from '#testing';
import { aBrowser, barriers, type Desk, isGone, openDesk, scrollsSideways } from './a-desk.ts';

let product: RunningProduct;
let browser: Browser;
let desk: Desk;
let page: Page;
beforeAll(async () => {
  [product, browser] = await Promise.all([aProduct(), aBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 30_000);
beforeEach(async () => {
  desk = await openDesk(browser, product.baseUrl, 'dana', '/admin');
  ({ page } = desk);
});
afterEach(async () => {
  await page.context().close();
  expect(desk.complaints).toEqual([]);
});

const go = (path: string) => page.goto(new URL(path, product.baseUrl).href);
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const field = (name: string) => page.getByRole('textbox', { name, exact: true });
const isTold = (sentence: string | RegExp) => page.getByText(sentence).first().waitFor();
const dialog = () => page.getByRole('dialog');

describe('the start of administration', () => {
  it('says what is set up and what is not, and finds any setting', async () => {
    const steps = page.getByRole('region', { name: 'Set up SMS' });
    await steps.getByRole('listitem').filter({ hasText: 'Turn on SMS' }).getByRole('img', { name: 'Done' }).waitFor();
    await page.getByRole('searchbox', { name: 'Find a setting' }).fill('quiet hours');
    await page.getByRole('main').getByRole('link', { name: 'Quiet hours' }).click();
    await page.getByRole('heading', { level: 1, name: 'Settings for everybody' }).waitFor();
  });
});

describe('setting up an SMS channel', () => {
  it('goes page by page, is kept when it is left, and is live after Finish', async () => {
    const dana = await product.as('dana');
    const path = `/api/channel-config/accounts/${product.wired.accountId}`;
    const { version, ...account } = await dana<Record<string, unknown> & { version: number; numbers: object[] }>(
      'GET',
      path,
    );
    const number = { id: crypto.randomUUID(), number: '14252306111', type: 'long-code', description: 'Returns' };
    const { slug, name, provider, accountSid, numbers } = account as Record<string, unknown>;
    await dana(
      'PUT',
      path,
      { slug, name, provider, accountSid, numbers: [...(numbers as object[]), number] },
      { 'if-match': `"${version}"` },
    );

    await go(`/admin/workstreams/${product.wired.workstreamId}?tab=channels`);
    await page
      .getByRole('region', { name: 'Set up your SMS channel' })
      .getByRole('button', { name: 'Set up SMS' })
      .click();
    await field('Name').fill('Returns line');
    await button('Next: Language').click();
    await page.getByRole('combobox', { name: 'Language', exact: true }).waitFor();
    // somebody is called away, and goes on later
    await go(`/admin/workstreams/${product.wired.workstreamId}?tab=channels`);
    await page.getByRole('button', { name: 'Go on with Returns line' }).click();
    expect(await field('Name').inputValue()).toBe('Returns line');
    await isTold('is required');
    await page.getByRole('combobox', { name: 'Number', exact: true }).click();
    await page.getByRole('option').first().click();
    await button('Next: Language').click();
    await button('Next: Behaviors').click();
    await button('Add message').click();
    await field('Text').last().fill('Returns takes {AgentName} a day.');
    await page
      .getByText(/1 segment/)
      .first()
      .waitFor();
    await button('Next: User features').click();
    await page.getByRole('switch', { name: 'Translate texts' }).waitFor();
    await button('Next: Summary').click();
    await isTold('Everything is there.');
    await isTold(/webhooks\/twilio/);
    await button('Finish').click();
    await isTold('The channel is live.');
    await page.getByRole('row', { name: /Returns line/ }).waitFor();
  }, 60_000);
});

describe('operating hours', () => {
  it('are a week that is typed, copied and looked at on a calendar', async () => {
    await go('/admin/settings/operating-hours/new');
    await field('Name').fill('Support, Seattle');
    await page.getByRole('combobox', { name: 'Time zone' }).fill('Los Angeles');
    await page.getByRole('option', { name: 'America/Los Angeles' }).click();
    await page.getByRole('switch', { name: 'Monday is open' }).click();
    await button(/^Monday, span 1: 08:00 – 17:00$/).waitFor();
    await page.getByLabel('Closes').fill('12:30');
    await button(/^Monday, span 1: 08:00 – 12:30$/).waitFor();
    await button('Add hours: Monday').click();
    await page
      .getByRole('group', { name: 'Monday', exact: true })
      .getByText('8 h')
      .or(page.getByText('6.5 h'))
      .first()
      .waitFor();
    await button('Copy to: Monday').click();
    await dialog().getByLabel('Tuesday').check();
    await dialog().getByRole('button', { name: 'Copy' }).click();
    await button(/^Tuesday, span 2:/).waitFor();
    await button('Add holiday').click();
    await page.getByLabel('Reason').fill('Stocktaking');
    await page.getByRole('tab', { name: 'Calendar' }).click();
    await page.getByRole('group', { name: 'Calendar' }).getByRole('button', { name: '08:00 – 12:30' }).last().click();
    await dialog().getByLabel('This day').check();
    await dialog().getByLabel('Opens').fill('10:00');
    await dialog().getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('tab', { name: 'Exceptions 1' }).click();
    await isTold('As the series says');
    await button('Save changes').click();
    await isTold('Saved. In force within 2 seconds.');
    await page.getByLabel('Try a moment').first().waitFor();
    await page.locator('input[type="datetime-local"]').fill('2027-01-03T12:00');
    await button('Test').click();
    await isTold('A customer who writes gets the out-of-hours text once.');
    await page.reload();
    await button(/^Tuesday, span 1: 08:00 – 12:30$/).waitFor();
    expect(await barriers(page)).toEqual([]);
  }, 60_000);
});

describe('automated messages', () => {
  it('are inherited by a channel until it says its own, and are inherited again', async () => {
    await go(`/admin/messages?channel=${product.wired.channelId}`);
    const greeting = page.getByRole('row').filter({ hasText: 'Greeting' });
    await greeting.getByText('built in').waitFor();
    await greeting.getByRole('button', { name: /^Replace here/ }).click();
    await dialog().getByLabel('Text').fill('Welcome to {Nothing}');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog()
      .getByText(/Nothing/)
      .last()
      .waitFor();
    await dialog().getByLabel('Text').fill('Welcome to the returns line.');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await greeting.getByText('own text').waitFor();
    await greeting.getByText('Welcome to the returns line.').waitFor();
    await greeting.getByRole('button', { name: /^Edit/ }).click();
    await button('Use the one above again').click();
    await greeting.getByText('built in').waitFor();
    desk.complaints.length = 0; // the refused placeholder, as the browser says it
  });
});

describe('what was changed', () => {
  it('is compared with what is so now, and comes back as a new version', async () => {
    await go('/admin/organisation');
    await field('Sessions at once').fill('8');
    await button('Save changes').click();
    await isTold('Saved. In force within 2 seconds.');
    await field('Sessions at once').fill('6');
    await button('Save changes').click();
    await button('History').click();
    await dialog().getByRole('button', { name: 'Compare with now: Version 1' }).click();
    await dialog()
      .getByRole('row', { name: /Sessions at once 8 6/ })
      .waitFor();
    await dialog().getByRole('button', { name: 'Restore this version' }).click();
    await isTold('Restored as a new version.');
    await page.waitForFunction(() => [...document.querySelectorAll('input')].some((input) => input.value === '8'));
    await go('/admin/history?kind=organisation-settings');
    await page.getByRole('region', { name: /Version 3/ }).waitFor();
  });
});

describe('the whole configuration', () => {
  it('is downloaded, tried with what would change, and applied', async () => {
    await go('/admin/transfer');
    const [download] = await Promise.all([page.waitForEvent('download'), button('Download YAML').click()]);
    const text = readFileSync(await download.path(), 'utf8');
    expect(text).toContain('format: 1');
    expect(text).not.toContain(product.wired.authToken);
    const choose = (content: string) =>
      page
        .locator('input[type=file]')
        .setInputFiles({ name: 'parley.yaml', mimeType: 'application/yaml', buffer: Buffer.from(content) });
    await choose(text);
    await isTold('Nothing. The installation is as the file says.');
    await choose('format: 1\nworkstreams:\n  none:\n    name: ""\n    fallbackQueue: nowhere\n');
    await isTold(/mistakes? in this file/);
    await choose('format: 1\nqueues:\n  second:\n    name: Second line\n');
    await button('Apply 1 change').click();
    await isTold('Applied. In force within 2 seconds.');
    await go('/admin/queues');
    await page.getByRole('row', { name: /Second line/ }).waitFor();
    desk.complaints.length = 0; // the refused file, as the browser says it
  }, 60_000);
});

describe('consent and blocked numbers', () => {
  it('show what a customer said, take what they said elsewhere, and let a number in again', async () => {
    const customer = '+14255550311';
    await product.text(customer, 'STOP');
    await go('/admin/consent');
    await page.getByRole('row').filter({ hasText: '“STOP”' }).getByText('Stop', { exact: true }).waitFor();
    await button('Record consent').click();
    await dialog().getByLabel('Customer').fill(customer);
    await dialog().getByRole('button', { name: 'Record' }).click();
    await dialog()
      .getByText(/is neither a number of ours/)
      .waitFor();
    await dialog().getByRole('combobox', { name: 'Our number' }).click();
    await page.getByRole('option').first().click();
    await dialog().getByRole('combobox', { name: 'Says' }).click();
    await page.getByRole('option', { name: 'Go on' }).click();
    await dialog().getByRole('button', { name: 'Record' }).click();
    await isGone(dialog());
    await page.getByRole('row').filter({ hasText: 'Go on' }).getByRole('button').click();
    await dialog().getByText('May be texted').waitFor();
    await dialog().getByRole('button', { name: 'Close', exact: true }).click();

    await go('/admin/blocked');
    await button('Block a number').click();
    await dialog().getByLabel('Number').fill('+1 425 555 0312');
    await dialog().getByLabel('Comment').fill('Spam');
    await dialog().getByRole('button', { name: 'Block' }).click();
    const row = page.getByRole('row').filter({ hasText: 'Spam' });
    await row.getByRole('button', { name: 'Let in again' }).click();
    await dialog().getByRole('button', { name: 'Let in again' }).click();
    await isTold('No number is blocked');
  }, 60_000);
});

describe('who may write secrets', () => {
  it('is said by role and person, and what was done to them is told', async () => {
    await go('/admin/security');
    await page.getByRole('region', { name: 'Replace a token' }).getByLabel('People').fill('sofia');
    await page.keyboard.press('Enter');
    await button('Save changes').click();
    await page.getByRole('group', { name: 'What was done to tokens' }).getByText('Permissions changed').waitFor();
    await page.getByRole('group', { name: 'What was done to tokens' }).getByText('Token set').first().waitFor();
    await button('Seal again').click();
    await isTold('Every token has the newest key.');
  });
});

/** Chooses from the list of a control. */
const choose = async (control: string, option: string) => {
  await page.getByRole('combobox', { name: control, exact: true }).last().click();
  await page.getByRole('option', { name: option, exact: true }).click();
};
const save = async () => {
  await button('Save changes').click();
  // nothing is left to save: an earlier "Saved" may stand there still
  await page.locator('button:disabled').filter({ hasText: 'Save changes' }).waitFor();
  await isTold('Saved. In force within 2 seconds.');
};

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
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await barriers(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await scrollsSideways(page)).toBe(false);
    desk.complaints.length = 0; // 400 and 412, as the browser says them
  }, 90_000);
});

describe('every page of administration', () => {
  const pages = () => [
    '/admin',
    '/admin/channels',
    '/admin/accounts/new/details',
    '/admin/accounts/new/numbers',
    `/admin/accounts/${product.wired.accountId}`,
    `/admin/set-up/channels/${product.wired.channelId}`,
    `/admin/workstreams/${product.wired.workstreamId}`,
    `/admin/workstreams/${product.wired.workstreamId}?tab=channels`,
    `/admin/workstreams/${product.wired.workstreamId}?tab=classification`,
    `/admin/workstreams/${product.wired.workstreamId}?tab=advanced`,
    `/admin/workstreams/${product.wired.workstreamId}?tab=settings`,
    `/admin/workstreams/${product.wired.workstreamId}/sms/01990000-0000-7000-8000-0000000000bb/behaviors`,
    '/admin/settings/operating-hours/new',
    '/admin/messages',
    '/admin/organisation',
    '/admin/security',
    '/admin/history',
    '/admin/transfer',
    '/admin/consent',
    '/admin/blocked',
    '/admin/sending',
    '/admin/sending/new',
    '/admin/queues/new',
    '/admin/routing',
    '/admin/assignment',
    '/admin/users',
  ];

  const visit = async (path: string) => {
    await go(path);
    await page.locator('main h1').waitFor();
    await isGone(page.getByRole('status').filter({ hasText: 'Loading' }).first());
  };
  // they are made of the same parts: some show how these look in the dark
  const isDarkToo = (path: string) => /admin$|messages|hours|distribution|consent/.test(path);

  it.each([0, 1, 2])(
    'has nothing that bars a reader, in light and in dark (third %i)',
    async (third) => {
      const found: unknown[] = [];
      for (const path of pages().filter((_, at) => at % 3 === third)) {
        await visit(path);
        for (const colorScheme of isDarkToo(path) ? (['dark', 'light'] as const) : (['light'] as const)) {
          await page.emulateMedia({ colorScheme });
          await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
          const list = await barriers(page);
          if (list.length > 0) found.push([path, colorScheme, list]);
        }
      }
      expect(found).toEqual([]);
      desk.complaints.length = 0; // the draft that is not there yet: 404, as the browser says it
    },
    240_000,
  );

  it('fits a small screen and a telephone', async () => {
    const found: unknown[] = [];
    for (const path of pages()) {
      await visit(path);
      for (const width of [1024, 390]) {
        await page.setViewportSize({ width, height: 844 });
        if (await scrollsSideways(page)) found.push([path, width]);
      }
      await page.setViewportSize({ width: 1440, height: 900 });
    }
    expect(found).toEqual([]);
    desk.complaints.length = 0; // the draft that is not there yet: 404, as the browser says it
  }, 240_000);

  it('says what could not be loaded, and loads it on demand', async () => {
    await page.route('**/api/gateway/consent?*', (route) =>
      route.fulfill({ status: 500, json: { code: 'broken', correlationId: '7f3a91c2-0000-7000-8000-000000000000' } }),
    );
    await go('/admin/consent');
    await isTold('The ledger could not be loaded.');
    await isTold('Reference 7f3a91c2');
    await page.unroute('**/api/gateway/consent?*');
    await button('Try again').click();
    await page.getByRole('group', { name: 'Consent' }).or(page.getByText('No line yet')).first().waitFor();
    desk.complaints.length = 0; // the 500s, as the browser says them
  });

  it('opens on a telephone from a menu that says where one is', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await go('/admin/consent');
    const menu = page.getByRole('button', { name: 'Consent', exact: true });
    await menu.click();
    await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Blocked numbers' }).click();
    await page.getByRole('heading', { level: 1, name: 'Blocked numbers' }).waitFor();
    await isGone(page.getByRole('navigation', { name: 'Settings' }));
  });
});
