import type { Browser, Page } from 'playwright-core';
import {
  aBareProduct,
  aListener,
  type BareProduct,
  isGenuine,
  type Listener,
  productOnThisMachine,
  until,
} from '#testing';
import { temporaryFolder } from '#tools/infrastructure/child';
import { aBrowser, barriers, type Desk, isGone, openDesk, written } from './a-desk.ts';
import { addAccount, type Administration, administrationOn } from './reference-page/administration.ts';

/*
 * The page "Configure an SMS channel using Twilio" from its first step to its last (product.md 42), by hand and in its order: each story goes
 * on where the one before it ended.
 */

let product: BareProduct;
let browser: Browser;
/** A bot and a smart assist of somebody's own. */
let systems: Listener;
let desk: Desk;
let page: Page;
let dana: Administration;
let lena: Desk;
const folder = temporaryFolder('outside');
beforeAll(async () => {
  [product, browser, systems] = await Promise.all([
    aBareProduct({ environment: productOnThisMachine(folder.path) }),
    aBrowser(),
    aListener(answer),
  ]);
  desk = await openDesk(browser, product.baseUrl, 'dana', '/admin', {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  ({ page } = desk);
  dana = administrationOn(page);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await systems?.stop();
  folder.remove();
}, 30_000);
/** A service that has not heard yet of what is new is asked again; the browser tells of the first answer. */
const isEarly = (complaint: string) => /404.*\/(secrets\/(bot|assist)\/|distribution)/.test(complaint);
afterEach(() => {
  const complaints = [...desk.complaints.splice(0), ...(lena?.complaints.splice(0) ?? [])];
  expect(complaints.filter((complaint) => !isEarly(complaint))).toEqual([]);
});

const line = { number: '+14252306549', written: '+1 (425) 230-6549' };
const shortCode = '24242';
const tollFree = '+18445550123';
const token = '0123456789abcdef0123456789abcdef';
const sids = { deliveries: `AC${'d'.repeat(32)}`, returns: `AC${'e'.repeat(32)}` };
const amara = '+14255550188';
const jonas = '+14255550199';
const secret = `whsec_${Buffer.alloc(24, 9).toString('base64')}`;
let callback: string;

/** What the bot and the assist say. */
function answer({ path, body }: { readonly path: string; readonly body: Record<string, unknown> }): object {
  if (path === '/assist') {
    const actions = [{ do: 'insert', label: 'Ask', text: 'Which order is it?' }];
    return { body: { cards: [{ type: 'next-best-step', title: 'Ask for the order', body: '', actions }] } };
  }
  const { choice } = (body['messages'] as { choice?: string | null }[]).at(-1)!;
  const commands =
    choice === 'Speak to a person'
      ? [
          { do: 'reply', text: 'I am getting somebody.' },
          { do: 'escalate', summary: 'Wants a person', variables: { Order: 'A-17' } },
        ]
      : [{ do: 'reply', text: 'What can I do?', choices: ['Opening hours', 'Speak to a person'] }];
  return { body: { commands } };
}

/** One dot of a picture. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
const textSaying = (words: string) => lena.page.getByRole('log').getByRole('article').filter({ hasText: words });
const field = () => lena.page.getByRole('textbox', { name: /^Text to/ });
const phone = (number: string) => product.twilio.phone(number);
/** What this customer got, in its order. */
const arrivedAt = (number: string) =>
  phone(number)
    .texts()
    .map(({ body }) => body);
const atTwilio = () => page.getByRole('region', { name: 'At Twilio' }).getByRole('status');

describe('the reference page, walked', () => {
  it('begins at Channels in the site map, where SMS is turned on before anything is set up', async () => {
    // product.md R17, R18, R63: Customer support > Channels, Accounts
    await dana.settings
      .getByRole('group', { name: 'Customer support' })
      .getByRole('link', { name: 'Channels' })
      .waitFor();
    await dana.place('Accounts');
    // product.md R5: nothing is set up before SMS is provisioned
    await page.getByRole('link', { name: 'New account' }).click();
    await dana.isTold('SMS is not set up here yet.');
    await dana.place('Channels');
    await dana.button('Turn on SMS').click();
    await page.getByRole('link', { name: 'New channel' }).waitFor();
    // product.md R6: the page to manage channels
    await dana.button('Manage channels').click();
    await dana.dialog().getByText('On', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await isGone(dana.dialog());
  });

  it('adds an account at Twilio with its numbers, and copies the callback information', async () => {
    const { button, field, group, isTold, step } = dana;
    // product.md R19-R21: name, SMS, Twilio
    await dana.begin('Accounts', 'Deliveries at Twilio');
    await button('Next: Credentials').click();
    await button('Next: Numbers').click();
    await group('Number 1').getByRole('textbox', { name: 'Number' }).fill('1 (425) 230-65');
    await button('Create account').click();
    // product.md R12, R22, R23: both are needed, and the SID has its form
    await isTold('is required');
    await field('Account SID').fill('AC1');
    await step('Numbers');
    await button('Create account').click();
    await isTold(/^must be AC and 32 hexadecimal digits/);
    await field('Account SID').fill(sids.deliveries);
    await page.getByLabel('Auth token').fill('f'.repeat(32));
    await step('Numbers');
    await button('Create account').click();
    // product.md R25: country code and number, helped along
    await isTold('must be the country code and the number, digits only, such as 14252306549');
    desk.complaints.length = 0; // the refusal, as the browser says it
    await group('Number 1').getByRole('textbox', { name: 'Number' }).fill('14252306549');
    await group('Number 1').getByRole('textbox', { name: 'Description' }).fill('Parcels');
    // product.md R24, R26, R27: another number, of one of three types, without a description
    await button('Add SMS number').click();
    await group('Number 2').getByRole('textbox', { name: 'Number' }).fill(shortCode);
    await group('Number 2').getByRole('combobox', { name: 'Type' }).click();
    expect(await page.getByRole('option').allTextContents()).toEqual(['Long code', 'Short code', 'Toll free']);
    await page.getByRole('option', { name: 'Short code' }).click();
    await button('Create account').click();
    // product.md R28: there to copy before Done
    await isTold('Waiting for a first text');
    callback = await dana.copied('A message comes in');
    expect(callback).toMatch(/^http.+\/webhooks\/twilio\/.+\/messages$/);
    expect(await barriers(page)).toEqual([]);
    // product.md R30: in the list
    await button('Done').click();
    await dana.open('Accounts', 'Deliveries at Twilio');
    const numbers = page.getByRole('region', { name: 'Numbers' });
    await numbers.getByRole('row', { name: `${line.written} Long code Parcels` }).waitFor();
    await numbers.getByRole('row', { name: `${shortCode} Short code` }).waitFor();
    expect(await page.content()).not.toContain('f'.repeat(32));
  });

  it('asks Twilio whether SID and token are right, and replaces the token that is not', async () => {
    const numbers = [{ number: line.number }, { number: shortCode, type: 'short-code' as const }];
    product.twilio.addAccount({ sid: sids.deliveries, authToken: token, numbers });
    // product.md R62: the check has a result, and says what is wrong
    await dana.button('Check now').click();
    await atTwilio().getByText('Wrong credentials').waitFor();
    await dana.button('Replace token').click();
    await dana.dialog().getByLabel('New auth token').fill(token);
    await dana.dialog().getByRole('button', { name: 'Replace token' }).click();
    await dana.isTold('The token was replaced.');
    await dana.button('Check now').click();
    await atTwilio().getByText('Texts do not come here').waitFor();
    expect(await page.content()).not.toContain(token);
  });

  it('makes a workstream for SMS, and opens it from the list', async () => {
    // product.md R31: with the queue where work goes when no rule says otherwise
    await dana.begin('Workstreams', 'Deliveries');
    const fallback = page.getByRole('combobox', { name: 'Fallback queue', exact: true });
    await until('the default queue is proposed', async () => (await fallback.inputValue()) === 'Default queue');
    await fallback.fill('Anything else');
    await page.getByRole('option', { name: 'New queue “Anything else”' }).click();
    await dana.isTold(/^The queue Anything else is made/);
    await dana.button('Save changes').click();
    await page
      .getByRole('row', { name: /^Deliveries/ })
      .getByRole('link', { name: 'Anything else' })
      .waitFor();
    // product.md R32
    await dana.open('Workstreams', 'Deliveries');
  });

  it('sets up the SMS channel, is called away for the hours and the survey, and finds it as it was', async () => {
    const { button, field, group, switchOf } = dana;
    // product.md R33, R34: only numbers without a channel
    await dana.tab('SMS channel');
    await page
      .getByRole('region', { name: 'Set up your SMS channel' })
      .getByRole('button', { name: 'Set up SMS' })
      .click();
    await field('Name').fill('Parcels line');
    await page.getByRole('combobox', { name: 'Number', exact: true }).click();
    expect(await page.getByRole('option').allTextContents()).toEqual([
      '(425) 230-6549, Parcels, Deliveries at Twilio',
      `${shortCode}, Deliveries at Twilio`,
    ]);
    await page.getByRole('option').first().click();
    // product.md R35
    await button('Next: Language').click();
    await dana.choose('Language', 'American English');
    // product.md R36: hours are needed where they are switched on
    await button('Next: Behaviors').click();
    await group('Operating hours').getByRole('switch', { name: 'On' }).click();
    await button('Next: User features').click();
    await switchOf('Translate texts').waitFor();
    await dana.step('Behaviors');
    await dana.isTold('is required while it is enabled');

    await dana.begin('Operating hours', 'Around the clock');
    await page.getByRole('combobox', { name: 'Time zone' }).fill('Los Angeles');
    await page.getByRole('option', { name: 'America/Los Angeles' }).click();
    await switchOf('Monday is open').click();
    await page.getByRole('checkbox', { name: 'All day' }).check();
    await button('Copy to: Monday').click();
    for (const day of ['Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'])
      await dana.dialog().getByLabel(day).check();
    await dana.dialog().getByRole('button', { name: 'Copy' }).click();
    await dana.save();
    await dana.begin('Surveys', 'How was it?');
    await group('Texts, by language').getByRole('button', { name: 'Add' }).click();
    await field('Text').fill('How did we do?');
    await field('Question').fill('How content are you, from 1 to 5?');
    await field('Thanks').fill('Good to know.');
    await dana.save();

    // product.md R16: set up today, gone on with tomorrow
    await dana.open('Workstreams', 'Deliveries');
    await dana.tab('SMS channel');
    await button('Go on with Parcels line').click();
    await dana.step('Behaviors');
    expect(await group('Operating hours').getByRole('switch', { name: 'On' }).isChecked()).toBe(true);
  }, 60_000);

  it('finishes the SMS channel once everything that was chosen is seen', async () => {
    const { button, group, switchOf } = dana;
    await dana.choose('Hours', 'Around the clock');
    // product.md R38
    const survey = group('Survey after the conversation');
    await survey.getByRole('switch', { name: 'On' }).first().click();
    await survey.getByRole('combobox', { name: 'Survey' }).first().click();
    await page.getByRole('option', { name: 'How was it?' }).click();
    // product.md R37: texts of this channel alone
    const own = group('Custom automated messages');
    for (const [trigger, text] of [
      ['Agent joined the conversation', '{AgentName} reads what you wrote.'],
      ['Holiday', 'No parcels today.'],
    ] as const) {
      await button('Add message').click();
      await own.getByRole('combobox', { name: 'Sent when' }).last().click();
      await page.getByRole('option', { name: trigger, exact: true }).click();
      await group(trigger).getByRole('textbox', { name: 'Text' }).fill(text);
    }
    // product.md R39-R41: files in both directions
    await button('Next: User features').click();
    await isGone(own);
    for (const name of ['On', 'Customers may send files', 'Agents may send files']) await switchOf(name).click();
    // product.md R42: everything that was chosen
    await button('Next: Summary').click();
    await dana.isTold('Everything is there.');
    const recap = await page.getByRole('region', { name: 'Summary' }).innerText();
    for (const said of [
      ...['Parcels line', 'Deliveries', line.written, 'American English', 'Around the clock', 'How was it?'],
      'Agent joined the conversation, Holiday',
      ...['File attachments\nYes', 'Customers may send files\nYes', 'Agents may send files\nYes', callback],
    ])
      expect(recap).toContain(said);
    expect(await barriers(page)).toEqual([]);

    // product.md R43
    await button('Finish').click();
    await dana.isTold('The channel is live.');
    await page.getByRole('row', { name: /Parcels line/ }).waitFor();
  }, 60_000);

  it('says what a text needs and which queue it waits in, and sees it by trying', async () => {
    const { button, choose, field, group } = dana;
    await dana.begin('Skills', 'Polish');
    await dana.save();
    await dana.place('Queues');
    await page.getByRole('row', { name: 'Default queue Default' }).waitFor();
    await dana.begin('Queues', 'Parcels');
    await page.getByLabel('Lena Marsh').check();
    await dana.save();
    // product.md R44: work classification
    await dana.open('Workstreams', 'Deliveries');
    await dana.tab('Classification');
    await button('Add ruleset').click();
    await button('Add rule').click();
    await button('Condition').click();
    await group('If').getByRole('textbox', { name: 'Value' }).fill('paczka');
    await button('Add skill').click();
    await dana.save();
    // product.md R45: route to queue, with a share and an overflow
    await dana.tab('Route to queue');
    await button('Add rule').click();
    await field('Name').fill('Lost ones');
    await button('Condition').click();
    await group('If').getByRole('textbox', { name: 'Value' }).fill('paczka');
    await button('Add queue').click();
    await choose('Queue', 'Parcels');
    await dana.switchOf('Overflow of its own').click();
    await dana.switchOf('It waits too long').click();
    await choose('It waits too long: Then', 'Put it into another queue');
    await choose('It waits too long: To', 'Anything else');
    await dana.save();
    await field('From').fill(jonas);
    await field('Text').fill('Gdzie jest moja paczka?');
    await button('Run').click();
    const outcome = page.getByRole('status', { name: 'What would happen' });
    await outcome.getByText('It waits in Parcels.').waitFor();
    await outcome.getByText('needs Polish, Familiar').waitFor();
  }, 60_000);

  it('says how the work is distributed, and who may take it', async () => {
    const { button, choose, field } = dana;
    // product.md R46: capacity, presence, skills
    await dana.begin('Capacity profiles', 'Parcels at once');
    await field('Conversations at once').fill('2');
    await dana.save();
    await dana.begin('Presences', 'Sorting');
    await field('Text that is shown').fill('Sorting parcels');
    await choose('Stands for', 'Busy');
    await dana.save();
    await dana.open('Users', 'Lena Marsh');
    await button('Add profile').click();
    await button('Add skill').click();
    await dana.chooseAlso('Own presences', 'Sorting');
    await dana.save();

    await dana.open('Workstreams', 'Deliveries');
    await field('Time to accept').fill('90');
    await choose('Skills have to match', 'Exact');
    await choose('Capacity is counted in', 'Profile');
    await choose('Capacity profile', 'Parcels at once');
    await choose('Wrap-up keeps capacity', 'None');
    await dana.save();
    expect(await barriers(page)).toEqual([]);
  }, 60_000);

  it('puts a bot before the agents and an assist beside them', async () => {
    const { button, dialog, field } = dana;
    // product.md R47
    await dana.begin('Bots', 'First questions');
    await field('Address').fill(`${systems.url}/bot`);
    await dana.save();
    await button('Set a secret').click();
    await dialog().getByLabel('Secret of your own').fill(secret);
    await dialog().getByRole('button', { name: 'Use this secret' }).click();
    await isGone(dialog());
    // product.md R51
    await dana.begin('Smart assists', 'Tips');
    await field('Address').fill(`${systems.url}/assist`);
    await dana.save();
    await dana.open('Workstreams', 'Deliveries');
    await dana.tab('Advanced');
    await dana.choose('Bot', 'First questions');
    await dana.chooseAlso('Smart assists', 'Tips');
    await dana.save();
  }, 60_000);

  it('chooses how a session and its offer look, what is known of a conversation, and which replies are at hand', async () => {
    const { button, choose, field, isTold } = dana;
    // product.md R48
    await dana.begin('Session templates', 'Parcel talk');
    await field('Name for scripts').fill('own_parcel');
    await choose('First tab', 'Active conversation');
    await dana.chooseAlso('More tabs', 'Case');
    await dana.save();
    // product.md R49
    await dana.begin('Agent notifications', 'Parcels ring');
    expect(await field('Seconds to accept').inputValue()).toBe('120');
    await dana.save();
    // product.md R50: a name has at most 100 characters, and only such as rules and texts can write
    await dana.begin('Context variables', 'x'.repeat(101));
    expect(await field('Name').inputValue()).toBe('x'.repeat(100));
    await field('Name').fill('Order number');
    await choose('Workstream', 'Deliveries');
    await button('Save changes').click();
    await isTold('may have letters from A to Z, digits and underscores');
    await field('Name').fill('Order');
    await dana.save();
    // product.md R52: for this workstream, and one in a language that is not asked for
    for (const [name, language, text] of [
      ['On its way', 'American English', 'Your parcel is on its way.'],
      ['Unterwegs', 'German (Germany)', 'Ihr Paket ist unterwegs.'],
    ] as const) {
      await dana.begin('Quick replies', name);
      await choose('Language', language);
      await field('Text').fill(text);
      await dana.chooseAlso('Workstreams', 'Deliveries');
      await dana.save();
    }
    await dana.open('Workstreams', 'Deliveries');
    await dana.tab('Advanced');
    await choose('Session template', 'Parcel talk');
    await choose('Unknown customer', 'Parcels ring');
    await choose('Quick replies', 'Own');
    await dana.save();
    expect(await barriers(page)).toEqual([]);
  }, 60_000);

  it('connects the number at Twilio with the inbound URL, and sees the first text come in', async () => {
    // product.md R53: waiting for a first text
    await dana.open('Accounts', 'Deliveries at Twilio');
    const row = page.getByRole('row').filter({ hasText: line.written }).filter({ hasText: 'Long code' });
    await row.getByText('waits for a first text').waitFor();
    // product.md R54, R55: pasted into the Messaging section of the number, where a message comes in: webhook, POST
    const inbound = await dana.copied('A message comes in');
    expect(inbound).toBe(callback);
    product.twilio.configureNumber(line.number, { smsUrl: inbound, smsMethod: 'POST' });
    // product.md R56, R57: Twilio takes the text and brings it
    expect(await phone(jonas).text(line.number, 'Gdzie jest moja paczka?')).toMatchObject({
      ...{ isTaken: true, status: 200, via: 'webhook' },
    });
    await row.getByText('Connected').waitFor();
    // product.md R47: the bot has it first
    await phone(jonas).received('What can I do?\n1 Opening hours\n2 Speak to a person\nReply 1 or 2.');
    const { headers, text } = systems.heard[0]!;
    expect(isGenuine(secret, headers, text, new Date())).toBe(true);
  });

  it('brings the text to the agent whom the rules say, with what the bot found out', async () => {
    lena = await openDesk(browser, product.baseUrl, 'lena');
    const { page: work } = lena;
    await work.getByRole('button', { name: /^Presence/ }).click();
    await work.getByRole('menuitem', { name: 'Available' }).click();
    await phone(jonas).text(line.number, '2');
    await phone(jonas).received('I am getting somebody.');
    // product.md R58, R44-R46: queue, skill, time to accept
    const offer = work.getByRole('article', { name: `Offer: ${written(jonas)}` });
    await offer.getByText('Parcels', { exact: true }).waitFor();
    await offer.getByText('“Gdzie jest moja paczka?”').waitFor();
    expect(await offer.getByRole('timer').innerText()).toMatch(/^1:[0-3]\d$/);
    await work.keyboard.press('F8');
    await field().waitFor();
    await work
      .getByRole('log')
      .getByText(/Wants a person/)
      .waitFor();
    // product.md R50: what the bot found out
    await work.getByRole('complementary', { name: 'Customer' }).getByText('A-17').waitFor();
    // product.md R37: the channel's own words instead of the usual ones
    await phone(jonas).received('Lena reads what you wrote.');
    expect(await barriers(work)).toEqual([]);
  });

  it('gives the agent a suggestion and replies at hand, carries her answer, and shows that it was delivered', async () => {
    const { page: work } = lena;
    // product.md R52: of this workstream, in the customer's language
    await field().fill('/q ');
    await work.getByRole('option', { name: /On its way/ }).waitFor();
    expect(await work.getByRole('option', { name: /Unterwegs/ }).count()).toBe(0);
    await work.keyboard.press('Enter');
    await until('it is in the answer', async () => (await field().inputValue()) === 'Your parcel is on its way.');
    await field().press('Enter');
    // product.md R60: to Twilio, from there to the customer
    await textSaying('Your parcel is on its way.').getByText('Delivered').waitFor();
    expect(arrivedAt(jonas).at(-1)).toBe('Your parcel is on its way.');
    // product.md R51: a card after the agent's first text
    await work.getByRole('button', { name: 'Ask', exact: true }).first().click();
    await until('it is in the answer', async () => (await field().inputValue()) === 'Which order is it?');
    await field().press('Enter');
    await textSaying('Which order is it?').getByText('Delivered').waitFor();
    // product.md R59: the next text is associated with the conversation that is there
    await phone(jonas).text(line.number, 'The lamp');
    await textSaying('The lamp').waitFor();
    expect(await work.getByRole('tab', { name: new RegExp(written(jonas).replace(/\W/g, '.')) }).count()).toBe(1);
  });

  it('takes pictures in, and sends files out', async () => {
    // product.md R8, R40: protected media of the customer
    await phone(jonas).text(line.number, 'This one', [{ contentType: 'image/png', bytes: new Uint8Array(picture) }]);
    await textSaying('This one')
      .getByRole('button', { name: /^Enlarge/ })
      .waitFor();
    // product.md R41
    const file = { name: 'label.png', mimeType: 'image/png', buffer: picture };
    await lena.page.locator('input[type=file]').setInputFiles([file]);
    await field().fill('Stick this on it');
    await field().press('Enter');
    await textSaying('Stick this on it').getByText('Delivered').waitFor();
    expect(phone(jonas).texts().at(-1)).toMatchObject({ media: [{ contentType: 'image/png' }] });
  });

  it('asks how it was when the agent has ended, once', async () => {
    const { page: work } = lena;
    // product.md R38
    await work.getByRole('button', { name: 'End', exact: true }).click();
    await work.getByRole('region', { name: 'Wrap-up' }).getByRole('button', { name: 'Close' }).click();
    const { body } = await phone(jonas).received(({ body: text }) => text.includes('How did we do?'));
    const customer = await browser.newPage();
    await customer.goto(/http\S+/.exec(body)![0]);
    await customer.getByRole('heading', { name: 'How content are you, from 1 to 5?' }).waitFor();
    await customer.getByRole('radio', { name: '5' }).check();
    await customer.getByRole('button').click();
    await customer.getByRole('heading', { name: 'Good to know.' }).waitFor();
    await customer.close();
    expect(arrivedAt(jonas).filter((text) => text.includes('How did we do?'))).toHaveLength(1);
  });

  it('never mixes two accounts: the number that was texted answers, with the credentials of its account', async () => {
    await addAccount(dana, page, {
      ...{ name: 'Returns at Twilio', sid: sids.returns, token },
      numbers: [{ number: '18445550123', type: 'Toll free', description: 'Returns' }],
    });
    product.twilio.addAccount({
      ...{ sid: sids.returns, authToken: token },
      numbers: [{ number: tollFree, type: 'toll-free', smsUrl: await dana.copied('A message comes in') }],
    });
    // product.md R43: before its channel is there nothing is taken in
    expect(await phone(amara).text(tollFree, 'Too early')).toMatchObject({ isTaken: false, status: 404 });
    await dana.button('Done').click();
    await dana.begin('Channels', 'Returns line');
    await dana.choose('Workstream', 'Deliveries');
    await page.getByRole('combobox', { name: 'Number', exact: true }).click();
    await page.getByRole('option', { name: /\(844\) 555-0123/ }).click();
    await dana.button('Save changes').click();
    await page.getByRole('row', { name: /Returns line/ }).waitFor();
    // product.md R61
    expect(await phone(amara).text(tollFree, 'Hello')).toMatchObject({ isTaken: true });
    const { number } = await phone(amara).received(({ body }) => body.startsWith('What can I do?'));
    expect(number).toBe(tollFree);
    const carried = (sid: string) => product.twilio.messages(sid).filter(({ direction }) => direction !== 'inbound');
    expect(carried(sids.returns).map(({ from, to }) => [from, to])).toEqual([[tollFree, amara]]);
    expect(new Set(carried(sids.deliveries).map(({ from }) => from))).toEqual(new Set([line.number]));
  }, 60_000);

  it('rests on a holiday, and tells the customer in the channel’s own words', async () => {
    // product.md R36, R37
    await dana.open('Operating hours', 'Around the clock');
    await dana.button('Add holiday').click();
    await page.getByLabel('Reason').fill('Inventory');
    await dana.save();
    await phone(amara).text(line.number, 'Anybody?');
    await phone(amara).received('No parcels today.');
  });
});
