import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import type { Browser, Page } from 'playwright-core';
import { aProduct, type RunningProduct, scriptToken } from '#testing';
import { aBrowser, barriers, type Desk, handsOn, isGone, openDesk, scrollsSideways } from './a-desk.ts';

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
const { button, field, isTold, dialog, save } = handsOn(() => page);

describe('the start of administration', () => {
  it('says what is set up and what is not, and finds any setting', async () => {
    const steps = page.getByRole('region', { name: 'Set up SMS' });
    await steps.getByRole('listitem').filter({ hasText: 'Turn on SMS' }).getByRole('img', { name: 'Done' }).waitFor();
    await page.getByRole('searchbox', { name: 'Find a setting' }).fill('quiet hours');
    await page.getByRole('main').getByRole('link', { name: 'Quiet hours', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Settings for everybody' }).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).allTextContents()).toEqual(['Settings for everybody']);
  });

  it('is reached from anywhere by the name of a page', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Command, customer or page' }).fill('blocked');
    await page.getByRole('option', { name: 'Blocked numbers' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Blocked numbers' }).waitFor();
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
    // numbers that have a channel are none to choose from
    await page.getByRole('option').first().waitFor();
    const choices = await page.getByRole('option').allTextContents();
    expect(choices).toEqual([expect.stringContaining('(425) 230-6111')]);
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

describe('a form that somebody types in while another administrator saves', () => {
  const path = '/api/channel-config/organisation';
  /** The other one saves these settings of agents over what stands there. */
  async function saveElsewhere(agent: { sessions: number; consultees: number }): Promise<void> {
    const { scriptsSecret } = JSON.parse(readFileSync(product.issuerFile, 'utf8')) as { scriptsSecret: string };
    const token = await scriptToken(product.baseUrl, scriptsSecret);
    const { version } = await (await product.as('dana'))<{ version: number }>('GET', path);
    const { status } = await fetch(new URL(path, product.baseUrl), {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'if-match': `"${version}"` },
      body: JSON.stringify({ agent }),
    });
    expect(status).toBe(200);
  }
  /** The window was left for another, and is looked at again. */
  const comeBack = () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  const overtaken = () => page.getByRole('status').filter({ hasText: /saved this page at \d\d:\d\d/ });
  const shown = async () => [
    await field('Sessions at once').inputValue(),
    await field('Consulted colleagues at once').inputValue(),
  ];

  it('keeps what was typed, takes the rest, says who saved, and writes over theirs only when told to', async () => {
    await go('/admin/organisation');
    await field('Sessions at once').fill('5');
    await saveElsewhere({ sessions: 7, consultees: 4 });
    await comeBack();
    await overtaken().waitFor();
    expect(await shown()).toEqual(['5', '4']);
    expect(await barriers(page)).toEqual([]);
    await button('Save changes').click();
    await dialog()
      .getByText(/saved this page at \d\d:\d\d\. Your changes are still here\.$/)
      .waitFor();
    await dialog().getByRole('button', { name: 'Reload theirs' }).click();
    await isGone(overtaken());
    expect(await shown()).toEqual(['7', '4']);
    desk.complaints.length = 0; // 412, as the browser says it

    await field('Sessions at once').fill('6');
    await saveElsewhere({ sessions: 9, consultees: 3 });
    await comeBack();
    await overtaken().getByRole('button', { name: 'Go on' }).click();
    await isGone(overtaken());
    await save();
    expect(await (await product.as('dana'))('GET', path)).toMatchObject({ agent: { sessions: 6, consultees: 3 } });
  }, 60_000);
});

describe('events that failed for good', () => {
  const subscription = 'channel-config.record-validations';
  /** Events that say nothing which their subscription could read. */
  const fail = async (many: number) => {
    const client = new Client(product.databaseUrl);
    await client.connect();
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO channel_config.set_aside (subscription, event_id, event, failures, reason, set_aside_at, due_at)
       SELECT $1, id, jsonb_build_object('id', id, 'type', 'gateway.account-validated.v1', 'correlationId', id),
         6, 'TypeError: no such account', now() + n * interval '1 second', NULL
       FROM (SELECT n, gen_random_uuid()::text AS id FROM generate_series(1, $2::int) AS n) AS made
       RETURNING event_id AS id`,
      [subscription, many],
    );
    await client.end();
    return rows.map(({ id }) => id);
  };

  it('are told with their reasons, replayed, and dropped when one says so', async () => {
    await go('/admin/failed-events');
    await isTold('Nothing failed');

    const [first] = await fail(3);
    await go('/admin');
    await page.getByRole('link', { name: '3 events failed for good: Configuration.' }).click();
    await page.getByRole('heading', { level: 1, name: 'Failed events' }).waitFor();
    const rows = page
      .getByRole('region', { name: subscription })
      .getByRole('row')
      .filter({ hasText: 'account-validated' });
    await rows.nth(2).waitFor();
    const row = rows.filter({ hasText: first! });
    await row.getByText('TypeError: no such account').waitFor();

    // it cannot be read, and so is back at once, for another reason
    await row.getByRole('button', { name: 'Replay: gateway.account-validated.v1' }).click();
    await isTold('1 event replayed. What fails again comes back here.');
    await rows.filter({ hasText: first! }).getByText('Unreadable:').waitFor();

    await rows
      .first()
      .getByRole('button', { name: /^Drop: / })
      .click();
    await dialog().getByRole('heading', { name: 'Drop 1 event?' }).waitFor();
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await isGone(dialog());
    await rows.nth(2).waitFor();
    await rows
      .first()
      .getByRole('button', { name: /^Drop: / })
      .click();
    await dialog().getByRole('button', { name: 'Drop', exact: true }).click();
    await isTold('1 event dropped.');
    await isGone(rows.nth(2));

    await button(`Drop all: ${subscription}`).click();
    await dialog().getByRole('heading', { name: 'Drop 2 events?' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await dialog().getByRole('button', { name: 'Drop all' }).click();
    await isTold('2 events dropped.');
    await isTold('Nothing failed');
  }, 60_000);

  it('say which part cannot answer, and the others go on', async () => {
    await fail(1);
    await page.route('**/api/routing/dead-letters', (route) =>
      route.fulfill({ status: 409, json: { code: 'any', detail: 'No.', correlationId: '7f3a91c2-0000' } }),
    );
    await go('/admin/failed-events');
    await isTold('Failed events of Routing could not be loaded.');
    await page.getByRole('region', { name: 'Configuration' }).getByText('1 event').first().waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 844 });
        expect(await barriers(page, colorScheme)).toEqual([]);
        expect(await scrollsSideways(page)).toBe(false);
      }
    }
    await page.unroute('**/api/routing/dead-letters');
    await button('Try again').click();
    await isGone(page.getByText('could not be loaded'));
    await button(`Replay all: ${subscription}`).click();
    await isTold('1 event replayed.');
    desk.complaints.length = 0; // the 409, as the browser says it
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
    const aBot = (key: string) =>
      `format: 1\nbots:\n  faq: { name: Questions, address: "https://bots.example/faq", key: { ${key} } }\n`;
    await choose(aBot('env: FAQ_BOT_KEY'));
    await isTold(/which only the command line can read/);
    await choose(aBot('secret: FAQ_BOT_KEY'));
    await button('Apply 1 change').waitFor();
    await choose('format: 1\nqueues:\n  second:\n    name: Second line\n');
    await isTold('queues.second');
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
    await page.getByRole('region', { name: 'Replace it' }).getByLabel('People').fill('sofia');
    await page.keyboard.press('Enter');
    await button('Save changes').click();
    await page.getByRole('group', { name: 'What was done to it' }).getByText('Permissions changed').waitFor();
    await page.getByRole('group', { name: 'What was done to it' }).getByText('Set', { exact: true }).first().waitFor();
    await button('Seal again').click();
    await isTold('Every token has the newest key.');
  });

  it('closes the secrets of an account to who may not set them, and leaves the rest of its page open', async () => {
    await go('/admin/security?secret=account-api-key');
    const roles = page.getByRole('region', { name: 'Set it' }).getByLabel('Roles', { exact: true });
    await roles.focus();
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Escape');
    await page.getByText('Nobody could do this any more.').waitFor();
    await button('Save changes').click();
    await page.getByRole('group', { name: 'What was done to it' }).getByText('Permissions changed').waitFor();
    await go('/admin/accounts');
    await page.getByRole('row').getByRole('link').first().click();
    await page.getByRole('img', { name: 'Kept secret: written, never shown' }).first().waitFor();
    await button('Send with an API key').click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByLabel('Key SID').isEnabled()).toBe(true);
    expect(await dialog.getByLabel('Secret', { exact: true }).isDisabled()).toBe(true);
    expect(await dialog.getByRole('button', { name: 'Use this key' }).isDisabled()).toBe(true);
    await isTold(/API keys of accounts, “Set it”/);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await button('Replace token').click();
    expect(await dialog.getByLabel('New auth token').isEnabled()).toBe(true);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });
});

describe('a page of administration', () => {
  it('says what could not be loaded, and loads it on demand', async () => {
    await page.route('**/api/gateway/consent?*', (route) =>
      route.fulfill({ status: 500, json: { code: 'broken', correlationId: '7f3a91c2-0000-7000-8000-000000000000' } }),
    );
    await go('/admin/consent');
    await isTold('The ledger could not be loaded.');
    await isTold('Reference 7f3a91c2');
    await page.unroute('**/api/gateway/consent?*');
    await button('Try again').click();
    await page.getByRole('group', { name: 'Consent' }).or(page.getByText('No entry yet')).first().waitFor();
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

  it('shows texts whole, what was chosen in the middle of its field, and days side by side, on a telephone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await go(`/admin/messages?channel=${product.wired.channelId}`);
    const agents = page.getByRole('group', { name: 'To agents' });
    await agents.getByRole('row').filter({ hasText: 'Transfer to queue failed' }).waitFor();
    expect(await agents.evaluate((table) => table.scrollWidth - table.clientWidth)).toBe(0);
    const changes = await agents.getByRole('button', { name: /^Replace here/ }).all();
    expect(changes.length).toBeGreaterThan(5);
    for (const change of changes) {
      const { x, width } = (await change.boundingBox())!;
      expect([x > 0, x + width <= 390]).toEqual([true, true]);
    }

    await go('/admin/security');
    const chosen = page.getByRole('main').getByText('Administrators').first();
    await chosen.waitFor();
    const offCentre = await chosen.evaluate((word) => {
      const middle = (element: Element) => (({ top, height }) => top + height / 2)(element.getBoundingClientRect());
      return Math.abs(middle(word) - middle(word.closest('.mantine-Input-wrapper')!));
    });
    expect(offCentre).toBeLessThan(2);

    await go('/admin/settings/operating-hours/new');
    await button('Add holiday').click();
    const boxes = await Promise.all(['First day', 'Last day'].map((name) => page.getByLabel(name).boundingBox()));
    expect(boxes[0]!.y).toBe(boxes[1]!.y);
    expect(await scrollsSideways(page)).toBe(false);
    await button('Discard').click();
  });

  it('has Save in reach however far down something is changed, on a telephone, too', async () => {
    const isInReach = () =>
      button('Save changes').evaluate((save) => {
        const { top, left, width, height } = save.getBoundingClientRect();
        return save.contains(document.elementFromPoint(left + width / 2, top + height / 2));
      });
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 844 });
      await go('/admin/organisation');
      await page.getByRole('main').getByRole('switch').last().press('Space');
      expect([width, await isInReach()]).toEqual([width, true]);
      // what has the focus is not below what stays in sight
      for (const control of await page.getByRole('main').getByRole('textbox').all()) {
        await control.focus();
        const isSeen = await control.evaluate((field) => {
          const { top, left, height } = field.getBoundingClientRect();
          return field === document.elementFromPoint(left + 6, top + height / 2);
        });
        expect([width, isSeen]).toEqual([width, true]);
      }
      await button('Discard').click();
    }
  });
});
