import { randomBytes, randomUUID } from 'node:crypto';
import { aListener, aScanner, eicar, type Listener, productOnThisMachine, until } from '#testing';
import { temporaryFolder } from '#tools/infrastructure/child';
import { goOn, isGone, people, written } from './a-desk.ts';
import { agentAt, aShift, type Shift } from './a-shift.ts';
import { type Phones, phonesOf } from './phones.ts';

/*
 * What happens by itself, as the people see it: acceptance scenarios of product.md 45 about the life of conversations, hours, automated
 * messages, bots, files and numbers. Each story begins with nobody at work.
 */

let shift: Shift;
let phones: Phones;
/** A bot of somebody's own. */
let bot: Listener;
let scanner: Awaited<ReturnType<typeof aScanner>>;
const folder = temporaryFolder('outside');
beforeAll(async () => {
  [bot, scanner] = await Promise.all([aListener(answer), aScanner()]);
  const environment = { ...productOnThisMachine(folder.path), CLAMAV_ADDRESS: scanner.address };
  shift = await aShift({ environment });
  phones = await phonesOf(shift.browser, shift.product.twilio.url);
  await shift.onlyHere();
}, 120_000);
afterEach(() => shift.clear(), 30_000);
afterAll(async () => {
  const complaints = await shift?.leave();
  await shift?.stop();
  await Promise.all([bot?.stop(), scanner?.stop()]);
  folder.remove();
  expect(complaints).toEqual([]);
}, 30_000);

let nextCustomer = 5_573_100;
const aCustomer = () => `+1425${nextCustomer++}`;
const text = (customer: string, words: string) => shift.product.text(customer, words);
/** Whoever is at work now; the others are away. */
const atWork = async (...names: Parameters<Shift['onlyHere']>) => (await shift.onlyHere(...names)).map(agentAt);

/** What the bot says: it knows orders, people, and when it is over. */
function answer({ body }: { readonly body: Record<string, unknown> }): object {
  const said = (body['messages'] as { text: string }[]).at(-1)!.text;
  const order = /[A-Z]-\d+/.exec(said)?.[0];
  if (order)
    return {
      body: {
        commands: [
          { do: 'reply', text: 'I am getting somebody.' },
          { do: 'escalate', summary: 'Asks for an order', variables: { Order: order } },
        ],
      },
    };
  return said.includes('thanks')
    ? { body: { commands: [{ do: 'reply', text: 'Have a good day!' }, { do: 'end' }] } }
    : { body: { commands: [{ do: 'reply', text: 'What can I do for you?' }] } };
}

const survey = (question: string) => ({
  ...{ type: 'csat', mode: 'reply', defaultLocale: 'en-US' },
  texts: [{ locale: 'en-US', message: question, question: 'From bad to good' }],
});

describe('a conversation that its agent puts aside (product.md 45, scenario 3)', () => {
  it('takes no room, comes back to its agent whoever has more of it, and closes when nobody writes any more', async () => {
    const [lena] = await atWork('lena');
    const [other, customer] = [aCustomer(), aCustomer()];
    await text(other, 'Good morning');
    await lena!.accept(other);
    await text(customer, 'I will measure it');
    await lena!.accept(customer);
    await lena!.hasInWork(2);
    await lena!.putAside(customer);
    await lena!.hasInWork(1);

    const [, diego] = await atWork('lena', 'diego');
    await text(customer, 'It is 80 cm');
    await lena!.accept(customer);
    expect(await diego!.offerOf(customer).count()).toBe(0);
    await lena!.textSaying('I will measure it').waitFor();
    await lena!.hasInWork(2);
    await lena!.putAside(customer);
    const row = () => lena!.page.getByRole('link').filter({ hasText: written(customer) });
    await row().getByText('Waiting', { exact: true }).waitFor();
    await shift.passUntouched(customer, 29);
    await isGone(row());
    await lena!.page.getByRole('tab', { name: 'Closed today' }).click();
    await row().waitFor();
    await row().click();
    await lena!.page.getByText(/^This conversation is closed\./).waitFor();
  }, 60_000);
});

describe('wrap-up (product.md 45, scenarios 4, 5)', () => {
  it('keeps the room of its agent as long as the workstream says, and the customer is asked once how it was', async () => {
    const surveyId = await shift.define('surveys', survey('How did we do?'));
    await shift.channelDoes({ survey: { enabled: true, surveyId } });
    const [lena] = await atWork('lena');
    for (const [wrapUpBlock, thenInWork] of [
      ['always', 1],
      ['custom', 1],
      ['none', 0],
    ] as const) {
      await shift.distribute({ wrapUpBlock, wrapUpBlockSeconds: wrapUpBlock === 'custom' ? 300 : null });
      const customer = aCustomer();
      await phones.show(customer);
      await phones.write(customer, 'Thank you');
      await lena!.accept(customer);
      await lena!.hasInWork(1);
      await lena!.send('You are welcome.');
      await lena!.textSaying('You are welcome.').getByText('Delivered').waitFor();
      await lena!.end();
      await lena!.hasInWork(thenInWork);
      await phones.saying(customer, 'How did we do?').waitFor();
      if (wrapUpBlock === 'custom') {
        await shift.passInRouting(301);
        await lena!.hasInWork(0);
        await lena!.page.getByRole('region', { name: 'Wrap-up' }).waitFor();
      }
      await lena!.closeWrapUp();
      await isGone(lena!.tabOf(customer));
      await lena!.hasInWork(0);
      await lena!.page.getByRole('tab', { name: 'Closed today' }).click();
      await lena!.page
        .getByRole('link')
        .filter({ hasText: written(customer) })
        .waitFor();
      expect(await phones.saying(customer, 'How did we do?').count()).toBe(1);
      await goOn(lena!.page, '/work');
    }
    await shift.distribute();
    await shift.channelDoes({});
  }, 120_000);

  it('lets what the customer writes meanwhile begin another conversation, which knows the one before', async () => {
    const [lena] = await atWork('lena');
    const customer = aCustomer();
    await text(customer, 'Where is my parcel?');
    await lena!.accept(customer);
    await lena!.field().waitFor();
    const before = new URL(lena!.page.url()).pathname.split('/').at(-1)!;
    await lena!.end();
    await text(customer, 'One more question');
    await lena!.accept(customer);
    await lena!.textSaying('One more question').waitFor();
    expect(await lena!.textSaying('Where is my parcel?').count()).toBe(0);
    const earlier = lena!.page.getByRole('region', { name: 'Before this' }).getByRole('link');
    const link = earlier.filter({ hasText: 'Where is my parcel?' });
    await link.getByText('Wrap-up').waitFor();
    expect(await link.getAttribute('href')).toContain(before);
    await link.click();
    await lena!.closeWrapUp();
  }, 60_000);
});

describe('a customer who does not answer (product.md 45, scenario 31)', () => {
  it('is reminded as if by their agent; when they stay silent it is closed, and its agent has room again', async () => {
    const rule = { active: true, workstreamId: shift.product.wired.workstreamId, trigger: 'customer-silent' };
    const silence = { defaultLocale: 'en-US', texts: [{ locale: 'en-US', text: 'Are you still there?' }] };
    const after = (value: number) => ({ after: { value, unit: 'minutes' } });
    const remind = { ...rule, ...silence, ...after(10), priority: 100, action: 'send-message', recipient: 'customer' };
    const close = { ...rule, ...after(30), priority: 200, action: 'close', recipient: null, texts: [] };
    const reminds = await shift.define('time-out-rules', remind);
    const closes = await shift.define('time-out-rules', { ...close, defaultLocale: 'en-US' });
    const [lena] = await atWork('lena');
    const customer = aCustomer();
    await phones.show(customer);
    await phones.write(customer, 'Hello');
    await lena!.accept(customer);
    await lena!.send('How can I help?');
    await lena!.textSaying('How can I help?').getByText('Delivered').waitFor();
    await lena!.hasInWork(1);
    await shift.passInConversations(11);
    await phones.saying(customer, 'Are you still there?').waitFor();
    await lena!.page
      .getByRole('article', { name: /^You, / })
      .filter({ hasText: 'Are you still there?' })
      .waitFor();
    await shift.passInConversations(20);
    await lena!.page.getByText(/^This conversation is closed\./).waitFor();
    await lena!.hasInWork(0);
    await shift.define('time-out-rules', { ...remind, active: false }, reminds);
    await shift.define('time-out-rules', { ...close, defaultLocale: 'en-US', active: false }, closes);
  }, 60_000);
});

describe('hours (product.md 45, scenarios 12, 13)', () => {
  const closed = 'We are closed at the moment';
  const hours = (holidays: object[] = []) => shift.define('operating-hours', { timeZone: 'UTC', shifts: [], holidays });
  /** From now on everything goes to the main queue, which is like this. */
  async function main(more: object, isOpen: boolean): Promise<void> {
    await shift.mainQueue(more);
    const path = `/api/routing/queues/${shift.product.wired.queueId}`;
    await until(
      'the queue is as it was set',
      async () => (await shift.dana<{ open: boolean }>('GET', path)).open === isOpen,
    );
  }

  it('of a channel: who writes outside them is told once; on a holiday, that it is one', async () => {
    await shift.channelDoes({ operatingHours: { enabled: true, hoursId: await hours() } });
    const [customer, celebrating] = [aCustomer(), aCustomer()];
    await phones.show(customer, celebrating);
    await phones.write(customer, 'Good evening');
    await phones.saying(customer, closed).waitFor();
    await phones.write(customer, 'Is anybody there?');
    const [lena] = await atWork('lena');
    await lena!.accept(customer);
    await lena!.send('I am, in fact.');
    await phones.saying(customer, 'I am, in fact.').waitFor();
    expect(await phones.saying(customer, closed).count()).toBe(1);

    const holiday = { id: randomUUID(), from: '2020-01-01', to: '2099-12-31', reason: 'Long holiday' };
    await shift.channelDoes({ operatingHours: { enabled: true, hoursId: await hours([holiday]) } });
    await phones.write(celebrating, 'Hello');
    await phones.saying(celebrating, 'It is a holiday today').waitFor();
    await lena!.accept(celebrating);
    await lena!.send('Merry Christmas!');
    await phones.saying(celebrating, 'Merry Christmas!').waitFor();
    expect(await phones.saying(celebrating, closed).count()).toBe(0);
    await shift.channelDoes({});
  }, 60_000);

  it('of a queue: outside them work waits all the same, ends, or goes to another queue, as the queue says', async () => {
    const night = await shift.aQueue('Night', shift.members('noor'));
    await shift.route('please', shift.product.wired.queueId);
    const never = { operatingHoursId: await hours() };
    const [waits, ends, moves] = [aCustomer(), aCustomer(), aCustomer()];
    await phones.show(waits, ends, moves);
    await main(never, false);
    const [lena] = await atWork('lena');
    await phones.write(waits, 'Help me, please');
    await phones.saying(waits, closed).waitFor();
    await lena!.offerOf(waits).getByText('Main', { exact: true }).waitFor();

    await main({ ...never, overflow: { outOfHours: { do: 'end' } } }, false);
    await phones.write(ends, 'Help me, please');
    await phones.saying(ends, 'we cannot answer any more messages').waitFor();
    expect(await shift.customers()).toEqual([waits]);

    const [noor] = await atWork('noor');
    await main({ ...never, overflow: { outOfHours: { do: 'transfer', queueId: night } } }, false);
    await phones.write(moves, 'Help me, please');
    await noor!.offerOf(moves).getByText('Night', { exact: true }).waitFor();
    const why = await shift.explanation(moves, 'overflow');
    await why.getByRole('region', { name: 'Overflow' }).getByText('Main: outside its hours').waitFor();
    expect(await phones.saying(moves, closed).count()).toBe(0);
    await main({}, true);
  }, 60_000);
});

describe('automated messages (product.md 45, scenario 29)', () => {
  it('are the channel’s own before those of all, with what is known; none where they are off', async () => {
    const greeting = { trigger: 'greeting', locale: 'en-US' };
    const { channelId } = shift.product.wired;
    const all = { ...greeting, level: 'sms', text: 'Welcome to {$Nothing$} us', active: true };
    const own = { ...greeting, level: 'channel', channelId, text: 'Welcome to this line', active: true };
    const [lena] = await atWork('lena');
    /** What is on the phone of who writes now, once the agent has answered. */
    const greeted = async () => {
      const customer = aCustomer();
      await phones.show(customer);
      await phones.write(customer, 'Hello');
      await lena!.accept(customer);
      await shift.passInConversations(1);
      await lena!.send('Good morning');
      await phones.saying(customer, 'Good morning').waitFor();
      const { id } = (await shift.ongoing()).find((one) => one.customer === customer)!;
      await until('what fires has arrived', async () => {
        const waiting = `SELECT FROM conversations.pending_text WHERE conversation_id = $1
          UNION ALL SELECT FROM conversations.message WHERE conversation_id = $1 AND direction = 'out' AND delivery_state <> 'delivered'`;
        return (await shift.database.query(waiting, [id])).rows.length === 0;
      });
      const said = shift.product.twilio
        .phone(customer)
        .texts()
        .map(({ body }) => body);
      for (const words of said) await phones.saying(customer, words).waitFor();
      return said.filter((words) => words !== 'Good morning');
    };
    const everywhere = await shift.define('automated-messages', all);
    expect(await greeted()).toEqual(['Welcome to us']);
    const here = await shift.define('automated-messages', own);
    expect(await greeted()).toEqual(['Welcome to this line']);
    await shift.define('automated-messages', { ...own, active: false }, here);
    expect(await greeted()).toEqual([]);
    await shift.define('automated-messages', { ...all, active: false }, everywhere);
  }, 60_000);
});

describe('a bot that comes first (product.md 45, scenario 21)', () => {
  const advanced = (settings: object) =>
    shift.change(`/api/channel-config/workstreams/${shift.product.wired.workstreamId}/advanced`, () => settings);

  it('hands over to whom its finding calls for; where it ends itself, the customer is asked how it was', async () => {
    const { workstreamId } = shift.product.wired;
    await shift.define('context-variables', { name: 'Order', type: 'text', workstreamId });
    const botId = await shift.define('bots', { address: bot.url });
    await shift.dana('PUT', `/api/conversations/secrets/bot/${botId}`, { secret: randomBytes(24).toString('base64') });
    const orders = await shift.aQueue('Orders', shift.members('noor'));
    const known = { combinator: 'and', rules: [{ field: 'context.Order', operator: 'notNull' }] };
    await shift.routeWhere('Orders', known, orders);
    await advanced({ botId });
    const settled = `settings_copy WHERE subject = $1 AND settled ->> 'botId' = $2`;
    await shift.inForce('the bot is', settled, workstreamId, botId);
    const surveyId = await shift.define('surveys', survey('How was our robot?'));
    const asks = { survey: { bot: { enabled: true, sameSettings: false, surveyId } } };
    await shift.channelDoes(asks);

    const [lena, noor] = await atWork('lena', 'noor');
    const [asking, content] = [aCustomer(), aCustomer()];
    await phones.show(asking, content);
    await phones.write(asking, 'Hello');
    await phones.saying(asking, 'What can I do for you?').waitFor();
    for (const agent of [lena!, noor!]) expect(await agent.offerOf(asking).count()).toBe(0);
    await phones.write(asking, 'Where is A-17?');
    await phones.saying(asking, 'I am getting somebody.').waitFor();
    await noor!.offerOf(asking).getByText('Orders', { exact: true }).waitFor();
    expect(await lena!.offerOf(asking).count()).toBe(0);
    await noor!.accept(asking);
    await noor!.textSaying('What can I do for you?').waitFor();
    await noor!.page.getByRole('complementary', { name: 'Customer' }).getByText('A-17').first().waitFor();

    await phones.write(content, 'Hello');
    await phones.saying(content, 'What can I do for you?').waitFor();
    await phones.write(content, 'Nothing, thanks');
    await phones.saying(content, 'Have a good day!').waitFor();
    await phones.saying(content, 'How was our robot?').waitFor();
    expect(await shift.customers()).not.toContain(content);
    for (const agent of [lena!, noor!]) expect(await agent.offerOf(content).count()).toBe(0);
    expect(await phones.saying(asking, 'How was our robot?').count()).toBe(0);
    await advanced({});
    await shift.inForce('no bot is', `settings_copy WHERE subject = $1 AND settled ->> 'botId' IS NULL`, workstreamId);
    await shift.channelDoes({});
  }, 60_000);
});

describe('files (product.md 45, scenario 25)', () => {
  const picture = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
  );
  const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
  const attachments = (changes: object) =>
    shift.change<{ version: number; attachments: object }>('/api/channel-config/organisation', (now) => ({
      ...now,
      attachments: { ...now.attachments, ...changes },
    }));

  it('of customers are shown where they may come in; one that may not says why in its place', async () => {
    const [lena] = await atWork('lena');
    const customer = aCustomer();
    const sends = (words: string, contentType: string, bytes: Buffer) =>
      shift.product.twilio
        .phone(customer)
        .text(shift.product.wired.number, words, [{ contentType, bytes: new Uint8Array(bytes) }]);
    await sends('Not allowed', 'image/png', picture);
    await lena!.accept(customer);
    const why = (words: string, reason: string) => lena!.textSaying(words).getByText(reason).waitFor();
    await why('Not allowed', 'Not shown: customers may not attach files on this line.');

    await attachments({ maxFileSizeKb: 2, blockedTypes: ['application/pdf'] });
    await shift.channelDoes({ attachments: { enabled: true, customers: true, agents: true } });
    await until('the gateway goes by that', async () => {
      const { rows } = await shift.database.query(
        `SELECT FROM gateway.channel_settings, gateway.settings_copy
         WHERE customers_may_attach AND settled -> 'attachments' -> 'blockedTypes' ? 'application/pdf'`,
      );
      return rows.length > 0;
    });
    await sends('A picture', 'image/png', picture);
    const inThread = lena!.textSaying('A picture');
    const enlarge = inThread.getByRole('button', { name: /^Enlarge/ });
    await enlarge.waitFor();
    await sends('An iPhone’s', 'image/heic', heic);
    const kept = lena!.textSaying('An iPhone’s');
    await kept.getByRole('link', { name: /^Save/ }).waitFor();
    expect(await kept.getByRole('button', { name: /^Enlarge/ }).count()).toBe(0);

    const files = '**/api/gateway/media/*';
    await lena!.page.route(files, (route) => route.fulfill({ contentType: 'image/png', body: 'no picture' }));
    await lena!.page.reload();
    await inThread.getByText('It could not be loaded.').waitFor();
    await lena!.page.unroute(files);
    await inThread.getByRole('button', { name: 'Try now' }).click();
    await enlarge.click();
    const large = lena!.page.getByRole('dialog').getByRole('img');
    await until('it is seen large', () => large.evaluate((image: HTMLImageElement) => image.naturalWidth > 0));
    await large.dispatchEvent('error');
    await lena!.page
      .getByRole('dialog')
      .getByRole('button', { name: /could not be loaded/ })
      .click();
    await until('it is seen again', () => large.evaluate((image: HTMLImageElement) => image.naturalWidth > 0));
    await lena!.page.keyboard.press('Escape');
    await sends('A plan', 'application/pdf', Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n'));
    await why('A plan', 'Not shown: files of this type are blocked.');
    await sends('A virus', 'text/plain', eicar);
    await why('A virus', 'Not shown: the virus scanner found something in it.');
    await sends('A poster', 'image/png', Buffer.concat([picture, Buffer.alloc(3000)]));
    await why('A poster', 'Not shown: larger than your organisation allows.');
    await attachments({ maxFileSizeKb: 5120, blockedTypes: [] });

    await lena!.page
      .locator('input[type=file]')
      .setInputFiles([{ name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(6 * 1024 * 1024) }]);
    await lena!.page
      .getByText(/^film\.mp4 is 6.* MB; together files may have 5 MB\.$/)
      .first()
      .waitFor();
    await shift.channelDoes({});
  }, 60_000);
});

describe('a text of which a part never came (twilio.md 4.11, 30009)', () => {
  it('says so to its agent once Twilio’s error log tells, and no other text does', async () => {
    const [lena] = await atWork('lena');
    const customer = aCustomer();
    await text(customer, 'My order is late.');
    await lena!.accept(customer);
    shift.product.twilio.fault({ kind: 'part-missing', customer, next: 1 });
    await text(customer, 'It is the one with the long number that begins with');
    await text(customer, 'Are you there?');
    const cut = lena!.textSaying('begins with');
    await Promise.all([cut.waitFor(), lena!.textSaying('Are you there?').waitFor()]);
    const note = 'Incomplete: the carrier lost a part of this text.';
    expect(await lena!.page.getByText(note).count()).toBe(0);
    await shift.readErrorLog();
    await cut.getByText(note).waitFor();
    expect(await lena!.page.getByText(note).count()).toBe(1);
    await lena!.page.reload();
    await cut.getByText(note).waitFor();
  }, 60_000);
});

describe('a blocked number (product.md 45, scenario 27)', () => {
  it('is heard by nobody, though administrators may read what it wrote, until it is let in again', async () => {
    const [customer, other] = [aCustomer(), aCustomer()];
    const dana = await shift.go('dana', '/admin/blocked');
    await dana.getByRole('button', { name: 'Block a number' }).click();
    await dana.getByRole('dialog').getByLabel('Number').fill(customer);
    await dana.getByRole('dialog').getByRole('button', { name: 'Block' }).click();
    const blocked = dana.getByRole('row').filter({ hasText: customer.slice(-4) });
    await blocked.waitFor();
    const [lena] = await atWork('lena');
    await phones.show(customer, other);
    await phones.write(customer, 'You will regret this');
    // what came after it is through the same way
    await phones.write(other, 'Good morning');
    await lena!.accept(other);
    expect(await lena!.offerOf(customer).count()).toBe(0);
    expect(await shift.customers()).toEqual([other]);
    await blocked.getByRole('button').first().click();
    await dana.getByRole('dialog').getByText('You will regret this').waitFor();
    await dana.keyboard.press('Escape');
    await blocked.getByRole('button', { name: 'Let in again' }).click();
    await dana.getByRole('dialog').getByRole('button', { name: 'Let in again' }).click();
    await isGone(blocked);
    await phones.write(customer, 'I am sorry');
    await lena!.accept(customer);
    await lena!.textSaying('I am sorry').waitFor();
    expect(await lena!.textSaying('You will regret this').count()).toBe(0);
  }, 60_000);
});

describe('an agent who comes back (product.md 45, scenario 34)', () => {
  it('is what a sign-in makes them when they were away for longer than three minutes', async () => {
    const noor = await shift.at('noor');
    const presence = (name: string | RegExp) => noor.getByRole('button', { name });
    await presence(/^Presence/).click();
    await noor.getByRole('menuitem', { name: 'Do not disturb' }).click();
    await presence('Presence: Do not disturb').waitFor();
    const sofia = await shift.go('sofia', '/live');
    const hers = sofia.getByRole('group', { name: 'Agents' }).getByRole('row').filter({ hasText: people.noor });
    await hers.getByText('Do not disturb').waitFor();
    await shift.close('noor');
    await hers.getByText('Offline', { exact: true }).waitFor();
    await shift.database.query(
      `UPDATE routing.agent SET silent_since = silent_since - interval '3 minutes' WHERE id = $1`,
      [shift.ids.noor],
    );
    const back = await shift.at('noor');
    await back.getByRole('button', { name: 'Presence: Available' }).waitFor();
    await hers.getByText('Available', { exact: true }).waitFor();
  }, 60_000);
});

describe('a number that is given up (product.md 45, scenario 33)', () => {
  it('takes nothing in any more; what was said on it is still read', async () => {
    const customer = aCustomer();
    await phones.show(customer);
    const [lena] = await atWork('lena');
    await phones.write(customer, 'Does my coupon hold?');
    await lena!.accept(customer);
    await lena!.send('Until Sunday.');
    await phones.saying(customer, 'Until Sunday.').waitFor();
    const { channelId } = shift.product.wired;
    const dana = await shift.go('dana', `/admin/set-up/channels/${channelId}`);
    const number = dana.getByRole('combobox', { name: /^Number/ });
    await until('its number is there as people write it', async () =>
      /^\+1 \(\d{3}\) \d{3}-\d{4}, /.test(await number.inputValue()),
    );
    await dana.getByRole('button', { name: 'Turn off' }).click();
    await dana.getByRole('dialog').getByText('Close everything that is open').click();
    await dana.getByRole('dialog').getByRole('button', { name: 'Turn off' }).click();
    await lena!.page.getByText(/^This conversation is closed\./).waitFor();
    await until('texts are refused', async () => (await text(aCustomer(), 'Hello?')).status === 410);
    await phones.type(customer, 'And on Monday?');
    await phones.saying(customer, 'And on Monday?').getByText('Parley did not get it 410').waitFor();

    const sofia = await shift.go('sofia', '/live/texts?q=coupon');
    await sofia
      .getByRole('link', { name: `Open the conversation of ${written(customer)}` })
      .first()
      .click();
    await sofia.getByRole('article').filter({ hasText: 'Until Sunday.' }).waitFor();
    expect(await sofia.getByRole('article').filter({ hasText: 'And on Monday?' }).count()).toBe(0);
  }, 60_000);
});
