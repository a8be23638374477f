import { Client } from 'pg';
import type { Browser, Page } from 'playwright-core';
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
import { aBrowser, aHold, barriers, type Desk, openDesk } from './a-desk.ts';

let product: RunningProduct;
let browser: Browser;
let desk: Desk;
let page: Page;
/** Another system, on this machine: the product is told that it may be asked, and whose certificate to believe. */
let warehouse: Listener;
const folder = temporaryFolder('outside');
beforeAll(async () => {
  const environment = productOnThisMachine(folder.path);
  [product, browser, warehouse] = await Promise.all([aProduct({ environment }), aBrowser(), aListener()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await warehouse?.stop();
  folder.remove();
}, 30_000);
beforeEach(async () => {
  desk = await openDesk(browser, product.baseUrl, 'dana', '/admin/accounts');
  ({ page } = desk);
  await page.getByRole('heading', { name: 'Accounts' }).waitFor();
});
afterEach(async () => {
  await page.context().close();
  expect(desk.complaints).toEqual([]);
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const field = (name: string) => page.getByRole('textbox', { name, exact: true });
const isTold = (sentence: string | RegExp) => page.getByText(sentence).first().waitFor();
const place = (name: string) =>
  page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name, exact: true }).click();
async function choose(name: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name, exact: true }).click();
  await page.getByRole('option', { name: option }).first().click();
}

describe('an account of the product', () => {
  it('is looked at at Twilio, and set up there, by a button each', async () => {
    await page.getByRole('table').getByRole('link').first().click();
    const atTwilio = page.getByRole('region', { name: 'At Twilio' });
    await button('Check now').click();
    await atTwilio
      .getByRole('status')
      .getByText(/Well|Texts do not come here/)
      .waitFor();
    await button('Set it in Twilio for me').click();
    await isTold('Twilio sends texts to these addresses now.');
    await atTwilio.getByRole('status').getByText('Well').waitFor();
    await button('Turn off').click();
    expect(await barriers(page)).toEqual([]);
    await button('Cancel').click();
  });

  it('has a number tried by a text to the telephone of who asks, and says how far it came', async () => {
    await page.getByRole('table').getByRole('link').first().click();
    const numbers = page.getByRole('region', { name: 'Numbers' });
    await numbers.getByRole('button', { name: /^Send a test text from/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Send the test text' }).click();
    await isTold('is required');
    await dialog.getByRole('textbox', { name: 'Telephone at hand' }).fill('+1 415 555 0187');
    await dialog.getByRole('button', { name: 'Send the test text' }).click();
    await dialog.getByRole('status').getByText('Delivered', { exact: true }).waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(product.twilio.phone('+14155550187').texts()).toMatchObject([
      { body: expect.stringContaining('Parley test') },
    ]);
  });

  it('keeps its old token where the new one is missing', async () => {
    await page.getByRole('table').getByRole('link').first().click();
    await button('Replace token').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Replace token' }).click();
    await isTold('is required');
    expect(await barriers(page)).toEqual([]);
  });
});

describe('an administrator', () => {
  it('sets up an account, a workstream and a channel, and turns the channel off again', async () => {
    const settings = page.getByRole('navigation', { name: 'Settings' });
    await settings.getByText('Customer support', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'New account' }).click();
    await field('Name').fill('Second account');
    await button('Next: Credentials').click();
    await field('Account SID').fill('AC1');
    await page.getByLabel('Auth token').fill('0123456789abcdef0123456789abcdef');
    await button('Next: Numbers').click();
    await field('Number').fill('14252306777');
    await button('Create account').click();
    await isTold('must be AC and 32 hexadecimal digits');
    await field('Account SID').fill(`AC${'b'.repeat(32)}`);
    await page
      .getByRole('navigation', { name: 'Steps' })
      .getByRole('button', { name: /Numbers/ })
      .click();
    await button('Create account').click();
    await isTold('Waiting for a first text');
    await isTold(/webhooks\/twilio\/.+\/messages$/);
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('0123456789abcdef0123456789abcdef');
    // nobody has to ask whether the credentials are good
    await page
      .getByRole('region', { name: 'At Twilio' })
      .getByText(/Wrong credentials/)
      .waitFor();
    await button('Done').click();
    await page.getByRole('heading', { level: 1, name: 'Second account' }).waitFor();
    await button('Send with an API key').click();
    await field('Key SID').fill('SK1');
    await page.getByLabel('Secret', { exact: true }).fill('a-secret-of-a-key');
    await button('Use this key').click();
    await isTold('is not the SID of an API key (SK and 32 digits)');
    await field('Key SID').fill(`SK${'4'.repeat(32)}`);
    await button('Use this key').click();
    await isTold('Texts leave with this key from now on.');
    await button('Revoke').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page
      .getByRole('group', { name: 'What was done to the key' })
      .getByRole('row', { name: /Revoked.*SK4444/ })
      .waitFor();

    await place('Accounts');
    await page.getByRole('link', { name: 'New account' }).click();
    await field('Name').fill('Account at Azure');
    await choose('Provider', 'Azure Communication Services');
    await button('Next: Credentials').click();
    await field('Endpoint').fill('parley.communication.azure.com');
    await page.getByLabel('Access key').fill('not-a-key');
    await button('Next: Numbers').click();
    await field('Number').fill('18005550199');
    await choose('Type', 'Toll free');
    await button('Create account').click();
    await isTold(/must be the endpoint of the resource/);
    await field('Endpoint').fill('https://parley-of-this-test.communication.azure.com');
    await page.getByLabel('Access key').fill(`${'k'.repeat(86)}==`);
    await page
      .getByRole('navigation', { name: 'Steps' })
      .getByRole('button', { name: /Numbers/ })
      .click();
    await button('Create account').click();
    await isTold('Waiting for a first text');
    await button('Show the address').click();
    await isTold(/webhooks\/azure\/.+\/events\?key=.+/);
    expect(await barriers(page)).toEqual([]);
    await button('Done').click();
    await page.getByRole('heading', { level: 1, name: 'Account at Azure' }).waitFor();
    const numbers = page.getByRole('region', { name: 'Numbers' });
    await numbers.getByRole('button', { name: /^Move/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Move', exact: true }).click();
    await isTold('is required');
    await dialog.getByRole('combobox', { name: 'Account that has it from now on' }).click();
    await page.getByRole('option', { name: 'Second account, Twilio' }).click();
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Move', exact: true }).click();
    await isTold('Moved.');
    await numbers.getByRole('button', { name: /^Move/ }).waitFor({ state: 'detached' });
    await place('Accounts');
    await page.getByRole('link', { name: 'Second account' }).click();
    await numbers.getByRole('row', { name: /800.*Toll free/ }).waitFor();

    await place('Workstreams');
    const named = aHold();
    await page.route('**/api/routing/queues?*', async (route) => {
      await named.released;
      await route.continue();
    });
    await page.getByRole('link', { name: 'New workstream' }).click();
    await field('Name').fill('Returns');
    const fallback = page.getByRole('combobox', { name: 'Fallback queue', exact: true });
    // nothing can be typed before the names are there, and nobody is told that the queue is gone
    expect([await fallback.isDisabled(), await fallback.inputValue()]).toEqual([true, '']);
    named.release();
    await until('the default queue is named', async () => (await fallback.inputValue()) === 'Default queue');
    await fallback.fill('Returned things');
    await page.getByRole('option', { name: 'New queue “Returned things”' }).click();
    await isTold('The queue Returned things is made. Its agents are added on its page.');
    await button('Save changes').click();
    await page
      .getByRole('row', { name: /Returns/ })
      .getByRole('link', { name: 'Returned things' })
      .waitFor();
    await page
      .getByRole('row', { name: /Returns/ })
      .getByRole('link')
      .first()
      .click();
    await page.getByRole('tab', { name: 'Settings' }).click();
    await choose('Mode', 'Pick');
    await button('Save changes').click();
    await isTold(/^Agents will take this work from a list\. Offered now and taken back: 0\./);
    await page.getByRole('dialog').getByRole('button', { name: 'Change it', exact: true }).click();
    await isTold('Saved. In force within 2 seconds.');
    desk.complaints.length = 0; // what has to be confirmed, as the browser says it

    await place('Channels');
    await page.getByRole('link', { name: 'New channel' }).click();
    await field('Name').fill('Returns line');
    await choose('Workstream', 'Returns');
    await choose('Number', /\(425\) 230-6777/);
    await button('Save changes').click();
    await page
      .getByRole('row', { name: /Returns line/ })
      .getByText('American English')
      .waitFor();

    await page.getByRole('link', { name: 'Returns line' }).click();
    await button('Turn off').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Turn off' }).click();
    await isTold('It is being turned off.');
  });
});

describe('another system', () => {
  const customer = '+14255550377';
  const row = (of: string | RegExp) =>
    page.getByRole('group', { name: 'What it was told' }).getByRole('row').filter({ hasText: of });

  it('is told what was chosen, signed with a secret that is shown once, and told again at the press of a button', async () => {
    await place('Webhooks');
    await isTold('No other system is told anything');
    await page.getByRole('link', { name: 'New webhook' }).first().click();
    await field('Name').fill('Warehouse');
    await button('Save changes').click();
    await isTold('needs at least one');
    await field('Address').fill(warehouse.url.replace('https', 'http'));
    // what is wrong with a field that is left appears after the press: nothing moves away under the pointer
    await page.getByRole('checkbox', { name: 'A customer wrote' }).check();
    await isTold('must be an address that begins with https://');
    await field('Address').fill(warehouse.url);
    await page.getByRole('checkbox', { name: 'Our side wrote' }).check();
    await page.getByRole('checkbox', { name: 'Our side wrote' }).uncheck();
    expect(await barriers(page)).toEqual([]);
    await button('Save changes').click();
    const dialog = page.getByRole('dialog', { name: 'Its secret, shown this once' });
    const secret = await dialog.getByText(/^whsec_/).innerText();
    await dialog.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('heading', { level: 1, name: 'Warehouse' }).waitFor();
    expect(await page.getByText(secret).count()).toBe(0);

    // what is wanted anew is heard a moment later
    await until('it is told of a text', async () => {
      await product.text(customer, 'Where is my lamp?');
      return warehouse.heard.length > 0;
    });
    const [call] = warehouse.heard;
    expect(call!.body).toMatchObject({ type: 'message-received', data: { body: 'Where is my lamp?' } });
    expect(isGenuine(secret, call!.headers, call!.text, new Date())).toBe(true);
    await row('A customer wrote').getByText('200').first().waitFor();
    const before = warehouse.heard.length;
    await row('Heard').last().getByRole('button', { name: 'Tell again: A customer wrote' }).click();
    await until('it is told the same again', () => warehouse.heard.length > before);
    const told = warehouse.heard.map(({ headers }) => headers['webhook-id']);
    expect(new Set(told).size).toBeLessThan(told.length);
  }, 60_000);

  it('has another secret when that is asked for, which is shown once', async () => {
    await place('Webhooks');
    await page.getByRole('link', { name: 'Warehouse' }).click();
    const secret = page.getByRole('region', { name: 'Secret', exact: true });
    await secret.getByText(/^Set since/).waitFor();
    await button('Replace secret').click();
    await button('Make one up').click();
    await isTold('Copy the secret now');
    const shown = page
      .getByRole('dialog')
      .getByText(/^whsec_/)
      .or(page.getByRole('dialog').getByRole('textbox'));
    await shown.first().waitFor();
    await button('I have copied it').click();
    await secret.getByText(/not used yet/).waitFor();
  });

  it('has a history that leads back to what it was, as senders that share a pace have', async () => {
    const leadsBack = async (to: string, name: string) => {
      await page.getByRole('heading', { level: 1, name: to }).waitFor();
      await field('Name').fill(name);
      await button('Save changes').click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
      await button('History').click();
      await page
        .getByRole('dialog')
        .getByRole('row', { name: `Name ${to} ${name}` })
        .waitFor();
      await button('Compare with now: Version 1').click();
      await button('Restore this version').click();
      await page.getByRole('heading', { level: 1, name: to }).waitFor();
    };
    await place('Webhooks');
    await page.getByRole('link', { name: 'Warehouse' }).click();
    await leadsBack('Warehouse', 'Store');
    await place('Sending');
    await page.getByRole('link', { name: 'New sender group' }).click();
    await field('Name').fill('Campaign');
    await field('Short name').fill('campaign');
    await page.getByRole('combobox', { name: 'Senders' }).fill(product.wired.number);
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Segments a second' }).fill('12');
    await button('Save changes').click();
    await page.getByRole('link', { name: 'Campaign' }).click();
    await leadsBack('Campaign', 'Spring');
  });

  it('has settings around it that lead back, too: of all that is sent, and of blocking', async () => {
    const leadsBack = async (to: string, name: string, [first, second]: readonly [string, string]) => {
      await place(to);
      for (const value of [first, second]) {
        await field(name).fill(value);
        await button('Save changes').click();
        await button('Save changes').and(page.locator(':disabled:not([data-loading])')).waitFor();
      }
      await button('History').click();
      await button('Compare with now: Version 1').click();
      await button('Restore this version').click();
      await until(`${name} is ${first} again`, async () => (await field(name).inputValue()) === first);
    };
    await leadsBack('Sending', 'Currency', ['EUR', 'CHF']);
    await leadsBack('Blocked numbers', 'After how many reports', ['3', '4']);
  });

  it('has everything that it was told on its page, and only what it did not hear where that is chosen', async () => {
    for (let text = 0; text < 21; text += 1) await product.text(customer, `Text ${text}`);
    await place('Webhooks');
    await page.getByRole('link', { name: 'Warehouse' }).click();
    await button('Show more').click();
    await row('Heard').nth(21).waitFor();
    await page.getByRole('tab', { name: 'Not heard' }).click();
    await isTold('Nothing here yet');
    await page.waitForURL(/state=failed/);
    expect(await barriers(page)).toEqual([]);
  });

  it('that never hears is turned off before the administrator’s eyes, and turned on again', async () => {
    await place('Webhooks');
    await page.getByRole('link', { name: 'Warehouse' }).click();
    warehouse.answers(() => ({ status: 503 }));
    await product.text(customer, 'Is anybody there?');
    await row('Waits').getByText('503').waitFor();
    // nine failed for good before it, and this one is at its last attempt
    const database = new Client({ connectionString: product.databaseUrl });
    await database.connect();
    await database.query(`UPDATE conversations.webhook SET failures = 9, version = version + 1`);
    await database.query(`UPDATE conversations.errand SET failures = 5, due_at = now() WHERE kind = 'webhook'`);
    await database.query(`SELECT pg_notify('conversations.wake', 'test errands.webhook')`);
    await database.end();
    await isTold(/^Warehouse is told nothing any more: 10 deliveries in a row failed, the last with: 503/);
    await isTold(/^Turned off by itself on/);
    await place('Webhooks');
    await page
      .getByRole('row', { name: /Warehouse/ })
      .getByText('Turned off by itself')
      .waitFor();
    await place('Administration');
    await page.getByRole('link', { name: /^Warehouse is no longer told what happens/ }).click();
    warehouse.answers(() => ({}));
    await button('Turn on again').click();
    await row('Not heard')
      .getByRole('button', { name: /^Tell again/ })
      .click();
    await row('Not heard').waitFor({ state: 'hidden' });
    await place('Webhooks');
    await page
      .getByRole('row', { name: /Warehouse/ })
      .getByText('On', { exact: true })
      .waitFor();
    await page.getByRole('link', { name: 'Warehouse' }).click();
    await button('Remove').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await isTold('No other system is told anything');
  }, 60_000);
});

describe('somebody who has not signed in yet', () => {
  it('is added by the subject of their sign-in, and is set up on the page that opens', async () => {
    await place('Users');
    await button('Add user').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Subject' }).fill('newcomer');
    await dialog.getByRole('button', { name: 'Add user' }).click();
    await isTold('is required of who has not signed in yet');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Nadia Newcomer');
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Add user' }).click();
    await page.getByRole('heading', { level: 1, name: 'Nadia Newcomer' }).waitFor();
    await place('Users');
    await page.getByRole('row', { name: /Nadia Newcomer/ }).waitFor();
  });
});
