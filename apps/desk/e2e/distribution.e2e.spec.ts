import { v7 as uuid } from 'uuid';
import { until } from '#testing';
import { isGone, people, written } from './a-desk.ts';
import { agentAt, aShift, over, type Shift } from './a-shift.ts';
import { type Phones, phonesOf } from './phones.ts';

/*
 * Who gets the work, as the people see it: acceptance scenarios of product.md 45 about routing. Each story begins with nobody at work.
 */

let shift: Shift;
let phones: Phones;
beforeAll(async () => {
  shift = await aShift();
  phones = await phonesOf(shift.browser, shift.product.twilio.url);
  await shift.onlyHere();
}, 120_000);
afterEach(() => shift.clear(), 30_000);
afterAll(async () => {
  const complaints = await shift?.leave();
  await shift?.stop();
  expect(complaints).toEqual([]);
}, 30_000);

let nextCustomer = 5_572_100;
const aCustomer = () => `+1425${nextCustomer++}`;
const text = (customer: string, words: string) => shift.product.text(customer, words);

/** A row of a table of the supervisor's live page. */
const row = async (table: string, words: string) =>
  (await shift.at('sofia')).getByRole('group', { name: table }).getByRole('row').filter({ hasText: words });
const closing = 'we cannot answer any more messages';

describe('two first texts of one customer at once (product.md 45, scenario 9)', () => {
  it('are one offer, one session and both texts in their order', async () => {
    const [lenasPage] = await shift.onlyHere('lena');
    const lena = agentAt(lenasPage!);
    const customer = aCustomer();
    const phone = shift.product.twilio.phone(customer);
    const { number } = shift.product.wired;
    const answers = await Promise.all([phone.text(number, 'My parcel is lost'), phone.text(number, 'It is A-17')]);
    expect(answers).toMatchObject([{ status: 200 }, { status: 200 }]);
    await lena.accept(customer);
    await lena.textSaying('It is A-17').waitFor();
    const read = await lena.page.getByRole('log', { name: 'Texts' }).getByRole('article').allInnerTexts();
    const order = ['My parcel is lost', 'It is A-17'].map((words) => read.filter((one) => one.includes(words)));
    expect(order.map((found) => found.length)).toEqual([1, 1]);
    expect(read).toHaveLength(2);
    expect(await lena.tabOf(customer).count()).toBe(1);
    expect(await lena.page.getByRole('region', { name: 'Offers to you' }).getByRole('article').count()).toBe(0);
  });
});

describe('a queue that overflows (product.md 45, scenarios 14, 15, 16)', () => {
  it('answers who is one too many, or passes them on, and says so to who asks why', async () => {
    const other = await shift.aQueue('Second line');
    const limit = (then: object) => ({ overflow: { workItemLimit: { limit: 2, ...then } } });
    const ending = await shift.aQueue('Short line', limit({ do: 'end' }));
    const passing = await shift.aQueue('Narrow line', limit({ do: 'transfer', queueId: other }));
    await shift.route('ending', ending);
    await shift.route('passing', passing);
    for (const [word, queueId] of [
      ['ending', ending],
      ['passing', passing],
    ] as const)
      for (const customer of [aCustomer(), aCustomer()]) {
        await text(customer, `It is about ${word}`);
        await shift.waitsIn(customer, queueId);
      }
    await shift.go('sofia', '/live');
    const [ended, passed] = [aCustomer(), aCustomer()];
    await phones.show(ended, passed);
    await phones.write(ended, 'It is about ending');
    await phones.saying(ended, closing).waitFor();
    await phones.write(passed, 'It is about passing');
    await (await row('Conversations', written(passed))).getByText('Second line').waitFor();
    expect(await (await row('Conversations', written(ended))).count()).toBe(0);
    expect(await phones.saying(passed, closing).count()).toBe(0);

    const why = await shift.explanation(passed, 'overflow');
    const overflow = why.getByRole('region', { name: 'Overflow' });
    await overflow.getByText('Narrow line: full').waitFor();
    await overflow.getByText('2 found, 2 allowed').waitFor();
    await overflow.getByText('It went on to Second line.').waitFor();
  }, 60_000);

  it('passes on who waited too long, and the next queue counts anew', async () => {
    const next = await shift.aQueue('Night line', { overflow: { waitingTime: { seconds: 120, do: 'end' } } });
    const slow = await shift.aQueue('Day line', {
      overflow: { waitingTime: { seconds: 60, do: 'transfer', queueId: next } },
    });
    await shift.route('slowly', slow);
    const customer = aCustomer();
    await phones.show(customer);
    await phones.write(customer, 'Answer me slowly');
    await shift.waitsIn(customer, slow);
    await shift.go('sofia', '/live');
    const line = await row('Conversations', written(customer));
    await line.getByText('Day line').waitFor();
    await shift.passInQueues(61);
    await line.getByText('Night line').waitFor();
    // what counted in the queue before counts no more
    await shift.passInQueues(61);
    const why = await shift.explanation(customer, 'overflow');
    const overflow = why.getByRole('region', { name: 'Overflow' });
    await overflow.getByText('Day line: waits too long').waitFor();
    await overflow.getByText('It went on to Night line.').waitFor();
    await why.getByText(/nobody has taken it, and the conversation is closed/).waitFor();
    expect(await phones.saying(customer, closing).count()).toBe(0);
    await shift.passInQueues(60);
    await phones.saying(customer, closing).waitFor();
    await shift.go('sofia', '/live');
    await until('nobody sees it any more', async () => (await line.count()) === 0);
  }, 60_000);

  it('takes what nothing fitted all the same, however many wait', async () => {
    await shift.onlyHere();
    await shift.mainQueue({ overflow: { workItemLimit: { limit: 1, do: 'end' } } });
    const [first, second] = [aCustomer(), aCustomer()];
    await phones.show(second);
    await text(first, 'Good morning');
    await shift.waitsIn(first, shift.product.wired.queueId);
    await phones.write(second, 'Good evening');
    await shift.waitsIn(second, shift.product.wired.queueId);
    const why = await shift.explanation(second, 'route-to-queue');
    const routed = why.getByRole('region', { name: 'Routed to a queue' });
    await routed.getByText('No rule held: it is the queue to fall back on.').waitFor();
    expect(await why.getByRole('region', { name: 'Overflow' }).count()).toBe(0);
    expect(await phones.saying(second, closing).count()).toBe(0);
    await shift.mainQueue();
  }, 60_000);
});

describe('an offer that nobody takes (product.md 45, scenarios 6, 7, 8)', () => {
  it('comes back to who declined it, at most three times; others get it, and who declined may still take it', async () => {
    await shift.distribute({ allowSelectingFromPush: true });
    const [lenasPage] = await shift.onlyHere('lena');
    const lena = agentAt(lenasPage!);
    const customer = aCustomer();
    await text(customer, 'Does anybody want me?');
    for (let time = 1; time <= 3; time += 1) await lena.reject(customer);
    const why = await shift.explanation(customer, 'assignment');
    const left = why.getByRole('row').filter({ hasText: people.lena });
    await left.getByText('Declined it 3 times').first().waitFor();
    expect(await lena.offerOf(customer).count()).toBe(0);
    // the feature that would change it is off
    await lena.page.getByRole('button', { name: 'Presence: Available' }).waitFor();

    const [, diegosPage] = await shift.onlyHere('lena', 'diego');
    const diego = agentAt(diegosPage!);
    await diego.offerOf(customer).waitFor();
    expect(await lena.offerOf(customer).count()).toBe(0);
    for (let time = 1; time <= 3; time += 1) await diego.reject(customer);
    await lena.page.getByRole('tab', { name: 'Open', exact: true }).click();
    await lena.page.getByRole('button', { name: `Assign to me: ${written(customer)}` }).click();
    await lena.textSaying('Does anybody want me?').waitFor();
    await lena.send('I do, after all.');
    await lena.textSaying('I do, after all.').getByText('Delivered').waitFor();
    await shift.distribute();
  }, 60_000);
});

describe('whoever is chosen (product.md 45, scenarios 18, 19)', () => {
  it('has every skill where that must be so; where it need not, the closest are asked first', async () => {
    const skillId = uuid();
    await shift.dana('PUT', `/api/routing/skills/${skillId}`, { slug: 'fishing', name: 'Fishing' });
    await shift.classify('fish', { skills: [{ skillId, rating: 2 }] });
    await shift.route('fish', await shift.aQueue('Fish', shift.members('lena', 'diego', 'noor')));
    await shift.distribute({ skillMatching: 'exact' });
    const rated = (rating: number) => ({ skills: [{ skillId, rating }] });
    const [lenasPage] = await shift.onlyHere('lena');
    const lena = agentAt(lenasPage!);
    const customer = aCustomer();
    await text(customer, 'Do you have fish?');
    const why = await shift.explanation(customer, 'assignment');
    await why.getByText('Nobody could take it.').first().waitFor();
    const left = why.getByRole('row').filter({ hasText: people.lena });
    await left.getByText('Lacks 1 of 1 needed skills').first().waitFor();
    await why.getByText('Fishing: 2').waitFor();
    expect(await lena.offerOf(customer).count()).toBe(0);
    await shift.setAgent('lena', rated(2));
    await lena.accept(customer);
    await shift.clear();

    await shift.setAgent('lena', rated(1));
    await shift.setAgent('diego', rated(2));
    await shift.setAgent('noor', rated(3));
    await shift.distribute({ skillMatching: 'closest' });
    const desks = (await shift.onlyHere('diego', 'noor', 'lena')).map(agentAt);
    const another = aCustomer();
    await text(another, 'And big fish?');
    for (const desk of desks) {
      await desk.offerOf(another).waitFor();
      for (const other of desks.filter((one) => one !== desk)) expect(await other.offerOf(another).count()).toBe(0);
      await desk.reject(another);
    }
    await shift.distribute();
  }, 60_000);

  it('has room in every capacity profile that the work takes, and it takes of all of them', async () => {
    const [texts, parcels] = [uuid(), uuid()];
    for (const [id, name] of [
      [texts, 'Texts'],
      [parcels, 'Parcels'],
    ] as const)
      await shift.dana('PUT', `/api/routing/capacity-profiles/${id}`, {
        ...{ slug: name.toLowerCase(), name, workItemLimit: 1 },
      });
    await shift.classify('parcel', { capacityProfileId: parcels });
    await shift.route('parcel', await shift.aQueue('Parcels', shift.members('lena', 'diego')));
    await shift.distribute({ capacityFormat: 'profile', capacityProfileId: texts });
    await shift.setAgent('lena', { skills: [], profiles: [texts, parcels].map((profileId) => ({ profileId })) });
    await shift.setAgent('diego', { skills: [], profiles: [{ profileId: texts }] });
    await shift.go('sofia', '/live');
    const [lena, diego] = (await shift.onlyHere('lena', 'diego')).map(agentAt);
    const [first, second] = [aCustomer(), aCustomer()];
    await text(first, 'Where is my parcel?');
    await lena!.accept(first);
    const hers = await row('Agents', people.lena);
    await hers.getByText('· Texts 1 of 1').waitFor();
    await hers.getByText('· Parcels 1 of 1').waitFor();
    await text(second, 'And my parcel?');
    const why = await shift.explanation(second, 'assignment');
    await why.getByText('Capacity profiles it takes: Parcels').waitFor();
    await why.getByText('Nobody could take it.').first().waitFor();
    for (const name of [people.lena, people.diego])
      await why.getByRole('row').filter({ hasText: name }).first().waitFor();
    expect(await diego!.offerOf(second).count()).toBe(0);
    await shift.go('sofia', '/live');

    await lena!.end();
    await lena!.closeWrapUp();
    await lena!.offerOf(second).waitFor();
    expect(await diego!.offerOf(second).count()).toBe(0);
    await (await row('Agents', people.diego)).getByText('· Texts 0 of 1').waitFor();
    await shift.distribute();
    for (const name of ['lena', 'diego'] as const) await shift.setAgent(name, { profiles: [] });
  }, 60_000);
});

describe('what waits (product.md 45, scenario 20)', () => {
  it('is offered by priority, then first in first out, then by rules; what came back behind who waited already', async () => {
    await shift.distribute({ capacityUnits: 6, keepSameAgent: false });
    const one = { priority: 1, ...shift.members('lena') };
    const second = await shift.aQueue('Second', { ...one, priority: 2 });
    const fifo = await shift.aQueue('First in', one);
    const custom = await shift.aQueue('By rules', { ...one, assignmentMethod: 'custom' });
    const first = { id: uuid(), name: 'Urgent', conditions: shift.says('urgent') };
    await shift.change(`/api/routing/queues/${custom}/custom-assignment`, () => ({
      prioritisation: { rules: [first] },
    }));
    await shift.route('later', second);
    await shift.route('in turn', fifo);
    await shift.route('by rule', custom);
    const [lenasPage] = await shift.onlyHere('lena');
    const lena = agentAt(lenasPage!);
    const [late, plain, urgent, early, returner] = Array.from({ length: 5 }, aCustomer) as [
      ...[string, string, string, string, string],
    ];
    await text(returner, 'Answer in turn');
    await lena.accept(returner);
    await lena.putAside(returner);
    await shift.onlyHere();
    for (const [customer, words, queueId] of [
      [late, 'This can come later', second],
      [plain, 'Answer by rule', custom],
      [urgent, 'Answer by rule, urgent', custom],
      [early, 'Answer in turn', fifo],
      [returner, 'I am back', fifo],
    ] as const) {
      await text(customer, words);
      await shift.waitsIn(customer, queueId);
    }
    await shift.onlyHere('lena');
    const desk = await over(shift, 'lena');
    const offers = lena.page.getByRole('region', { name: 'Offers to you' }).getByRole('article');
    const order: (string | null)[] = [];
    for (const customer of [early, returner, urgent, plain, late]) {
      await offers.first().waitFor();
      order.push(...(await offers.evaluateAll((all) => all.map((offer) => offer.getAttribute('aria-label')))));
      await lena.accept(customer);
      const { id } = await until('it is hers', async () =>
        (await desk.mine()).find((mine) => mine.customer === customer && mine.accepted),
      );
      for (const door of ['end', 'close']) await desk.call('POST', `/api/conversations/${id}/${door}`);
    }
    expect(order).toEqual([early, returner, urgent, plain, late].map((customer) => `Offer: ${written(customer)}`));
    await shift.distribute();
  }, 90_000);
});

describe('a conversation that others come into (product.md 45, scenarios 7, 22, 23)', () => {
  it('stays where a colleague does not answer, is theirs who take it, and goes to no queue that is closed', async () => {
    const never = uuid();
    await shift.dana('PUT', `/api/channel-config/operating-hours/${never}`, {
      ...{ slug: 'never', name: 'Never', timeZone: 'UTC', shifts: [], holidays: [] },
    });
    await shift.aQueue('Night shift', { ...shift.members('noor'), operatingHoursId: never });
    await shift.aQueue('Repairs', shift.members('noor'));
    const [lenasPage] = await shift.onlyHere('lena');
    const lena = agentAt(lenasPage!);
    const customer = aCustomer();
    await text(customer, 'My kettle leaks');
    await lena.accept(customer);
    await lena.field().waitFor();
    await shift.distribute({ offerSeconds: 5 });
    const [, diego, noor] = (await shift.onlyHere('lena', 'diego', 'noor')).map(agentAt);

    const closed = await lena.find('Transfer', 'night', /^Night shift/);
    await until('it is known to be closed', async () => (await closed.getAttribute('aria-disabled')) === 'true');
    await closed.click({ force: true });
    await lena.page.getByRole('alert').getByText('Night shift is closed.').waitFor();
    await lena.page.keyboard.press('Escape');

    await (await lena.find('Transfer', 'kess', /Diego Kessler/)).click();
    await lena.page.getByRole('button', { name: 'Hand over to Diego Kessler' }).click();
    await diego!.offerOf(customer).waitFor();
    await lena.page
      .getByRole('log', { name: 'Texts' })
      .getByText(`Diego Kessler did not answer in time. ${written(customer)} stays with you.`)
      .waitFor();
    expect(await diego!.offerOf(customer).count()).toBe(0);
    // the feature that would change it is off
    await diego!.page.getByRole('button', { name: 'Presence: Available' }).waitFor();
    await lena.send('I am still here.');
    await lena.textSaying('I am still here.').getByText('Delivered').waitFor();

    await shift.distribute();
    await (await lena.find('Transfer', 'kess', /Diego Kessler/)).click();
    await lena.page.getByRole('textbox', { name: 'Note for who takes it' }).fill('You know kettles');
    await lena.page.getByRole('button', { name: 'Hand over to Diego Kessler' }).click();
    await diego!.offerOf(customer).getByText('You know kettles').waitFor();
    await diego!.accept(customer);
    await diego!.textSaying('My kettle leaks').waitFor();
    await diego!.field().waitFor();
    await isGone(lena.tabOf(customer));
    expect(await lena.field().count()).toBe(0);

    await (await diego!.find('Transfer', 'rep', /^Repairs/)).click();
    await diego!.page.getByRole('button', { name: 'Hand over to Repairs' }).click();
    await diego!.page.getByText('Moved to Repairs.').first().waitFor();
    await noor!.offerOf(customer).getByText('Repairs', { exact: true }).waitFor();
    expect(await lena.offerOf(customer).count()).toBe(0);
    await noor!.accept(customer);
    await noor!.textSaying('I am still here.').waitFor();
    await isGone(diego!.tabOf(customer));

    await (await noor!.find('Consult', 'kess', /Diego Kessler/)).click();
    await noor!.page.getByRole('button', { name: 'Ask Diego Kessler' }).click();
    await diego!.accept(customer);
    await diego!.page.getByRole('textbox', { name: 'Write to your colleague' }).fill('Ask for the receipt');
    await diego!.page.keyboard.press('Enter');
    const advice = noor!.page.getByRole('region', { name: 'Advice' });
    await advice.getByText('Ask for the receipt').waitFor();
    await diego!.page.getByRole('button', { name: 'End your advice' }).click();
    await diego!.page.getByText('Your advice has ended').waitFor();
    await isGone(advice);
    const heard = shift.product.twilio.phone(customer).texts();
    expect(heard.map(({ body }) => body)).toEqual(['I am still here.']);
  }, 90_000);
});
