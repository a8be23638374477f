import type { Browser, Page } from 'playwright-core';
import { aProduct, type RunningProduct } from '#testing';
import { aBrowser, barriers, type Desk, openDesk } from './a-desk.ts';

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
    await button('Done').click();
    await page.getByRole('heading', { level: 1, name: 'Second account' }).waitFor();
    await button('Send with an API key').click();
    await field('Key SID').fill('SK1');
    await page.getByLabel('Secret').fill('a-secret-of-a-key');
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
    await field('Endpoint').fill('https://parley.communication.azure.com');
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

    await place('Workstreams');
    await page.getByRole('link', { name: 'New workstream' }).click();
    await field('Name').fill('Returns');
    await choose('Fallback queue', /./);
    await button('Save changes').click();
    await page.getByRole('row', { name: /Returns/ }).waitFor();

    await place('Channels');
    await page.getByRole('link', { name: 'New channel' }).click();
    await field('Name').fill('Returns line');
    await choose('Workstream', 'Returns');
    await choose('Number', /14252306777/);
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
