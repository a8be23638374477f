import { Client } from 'pg';
import { v7 as uuid } from 'uuid';
import type {
  AgentSettingsView,
  AgentView,
  DistributionView,
  ExplanationView,
  OfferView,
  QueueView,
  WorkItemView,
  WorkTargetsView,
} from '#contracts';
import { aProduct, deskOf, type RunningProduct, until } from '#testing';
import { type Call, Refused } from '#tools/product/set-up';

let product: RunningProduct;
let database: Client;
let dana: Call;
let sofia: Call;
const ids: Record<string, string> = {};
beforeAll(async () => {
  product = await aProduct();
  database = new Client(product.databaseUrl);
  await database.connect();
  [dana, sofia] = [await product.as('dana'), await product.as('sofia')];
  for (const name of ['lena', 'diego', 'noor'])
    ids[name] = (await (await product.as(name))<AgentView>('PUT', '/api/routing/agents/me')).id;
  await onlyHere();
}, 120_000);
afterAll(async () => {
  await database?.end();
  await product?.stop();
}, 30_000);

let nextCustomer = 5_570_100;
const aCustomer = () => `+1425${nextCustomer++}`;

/** These agents are available, and nobody else. */
async function onlyHere(...names: string[]) {
  for (const name of Object.keys(ids)) {
    const presence = names.includes(name) ? 'available' : 'away';
    await (
      await product.as(name)
    )('PUT', '/api/routing/agents/me/presence', { presence });
  }
  return Promise.all(names.map(async (name) => deskOf(await product.ready(name))));
}
async function aQueue(name: string, more: object = {}): Promise<string> {
  const id = uuid();
  await dana('PUT', `/api/routing/queues/${id}`, { slug: `q-${id}`, name, ...more });
  return id;
}
const members = (...names: string[]) => ({ memberIds: names.map((name) => ids[name]) });
/** Changes what stands there, starting from what it is. */
async function change<View extends { readonly version: number }>(path: string, changed: (now: View) => object) {
  const now = await dana<View>('GET', path);
  await dana('PUT', path, changed(now), { 'if-match': `"${now.version}"` });
}
const workstream = (part: string) => `/api/routing/workstreams/${product.wired.workstreamId}/${part}`;
const says = (word: string) => ({
  combinator: 'and',
  rules: [{ field: 'conversation.text', operator: 'contains', value: word }],
});
const rules: object[] = [];
/** From now on texts with this word go to these queues. */
async function route(name: string, ...queues: (readonly [queueId: string, percent: number])[]): Promise<void> {
  const shares = queues.map(([queueId, percent]) => ({ queueId, percent }));
  rules.push({ id: uuid(), name, conditions: says(name), queues: shares });
  await change(workstream('route-to-queue'), () => ({ rules }));
}
/** What texts with this word need. */
const classify = (name: string, outputs: object) =>
  change(workstream('classification'), () => ({
    rulesets: [{ id: uuid(), name, rules: [{ id: uuid(), name, conditions: says(name), outputs }] }],
  }));
/** How the workstream distributes: as usual, but for this. */
const distribute = (settings: object = {}) => change<DistributionView>(workstream('distribution'), () => settings);
const set = (name: string, settings: object) =>
  change<AgentSettingsView>(`/api/routing/agent-settings/${ids[name]}`, (now) => ({ ...now, ...settings }));

const itemOf = async (customer: string) =>
  (await sofia<{ items: WorkItemView[] }>('GET', '/api/routing/work-items?limit=200')).items.find(
    (item) => item.customer === customer,
  );
const waitsIn = (customer: string, queueId: string) =>
  until(`${customer} waits there`, async () => {
    const item = await itemOf(customer);
    return item?.queueId === queueId && item.status === 'waiting' && item;
  });
/** What is told of this stage of the work of who wrote, oldest first, once something is. */
const told = async (customer: string, stage: string) => {
  const { id } = (await itemOf(customer))!;
  return until(`${stage} is explained`, async () => {
    const { steps } = await sofia<ExplanationView>('GET', `/api/routing/work-items/${id}/explanation`);
    const found = steps.filter((step) => step.stage === stage).map((step) => step.told as Record<string, unknown>);
    return found.length > 0 && found;
  });
};
const heard = (customer: string) =>
  product.twilio
    .phone(customer)
    .texts()
    .map(({ body }) => body);
const hears = (customer: string, words: string) =>
  until(`${customer} reads “${words}”`, () => heard(customer).some((body) => body.includes(words)));
/** Lets so many seconds pass for all that waits. */
async function pass(seconds: number): Promise<void> {
  await database.query(
    `UPDATE routing.work_item SET overflows_at = overflows_at - $1 * interval '1 second', queued_at = queued_at - $1 * interval '1 second'
     WHERE status = 'waiting'`,
    [seconds],
  );
  await database.query(`SELECT pg_notify('routing.wake', 'test overflow')`);
}

/** Nobody has anything in work any more. */
async function clear(): Promise<void> {
  for (const name of ['lena', 'diego', 'noor'])
    for (const { id } of await deskOf(await product.as(name)).mine())
      await sofia('POST', `/api/conversations/${id}/force-close`);
}
afterEach(clear, 30_000);

describe('a queue that overflows', () => {
  it('ends what is one too many, or passes it on (scenario 14)', async () => {
    const other = await aQueue('Other');
    const overflow = (pair: object) => ({ overflow: { workItemLimit: { limit: 2, ...pair } } });
    const ending = await aQueue('Ending', overflow({ do: 'end' }));
    const passing = await aQueue('Passing', overflow({ do: 'transfer', queueId: other }));
    await route('ending', [ending, 100]);
    await route('passing', [passing, 100]);
    for (const [word, queueId] of [
      ['ending', ending],
      ['passing', passing],
    ] as const)
      for (const customer of [aCustomer(), aCustomer()]) {
        await product.text(customer, `It is about ${word}`);
        await waitsIn(customer, queueId);
      }
    const [ended, passed] = [aCustomer(), aCustomer()];
    await product.text(ended, 'It is about ending');
    await hears(ended, 'we cannot answer any more messages');
    expect(await itemOf(ended)).toBeUndefined();
    await product.text(passed, 'It is about passing');
    await waitsIn(passed, other);
    expect(await told(passed, 'overflow')).toMatchObject([
      { stage: 'pre-queue', condition: 'work-item-limit', limit: 2, found: 2, action: 'transfer', to: { id: other } },
    ]);
  }, 60_000);

  it('passes on what waited too long, and the next queue counts anew (scenario 15)', async () => {
    const next = await aQueue('Next', { overflow: { waitingTime: { seconds: 120, do: 'end' } } });
    const slow = await aQueue('Slow', { overflow: { waitingTime: { seconds: 60, do: 'transfer', queueId: next } } });
    await route('slowly', [slow, 100]);
    const customer = aCustomer();
    await product.text(customer, 'Answer me slowly');
    await waitsIn(customer, slow);
    await pass(61);
    await waitsIn(customer, next);
    await pass(61);
    expect(await told(customer, 'overflow')).toMatchObject([
      { stage: 'in-queue', condition: 'waiting-time', queue: { id: slow }, limit: 60, action: 'transfer' },
    ]);
    await waitsIn(customer, next);
    await pass(60);
    await hears(customer, 'we cannot answer any more messages');
    expect(await itemOf(customer)).toBeUndefined();
  }, 60_000);

  it('does not count where nothing fitted and the work falls back on it (scenario 16)', async () => {
    const { queueId } = product.wired;
    await change<QueueView>(`/api/routing/queues/${queueId}`, ({ slug, name, memberIds }) => ({
      ...{ slug, name, memberIds },
      overflow: { workItemLimit: { limit: 1, do: 'end' } },
    }));
    const conversations: string[] = [];
    for (const customer of [aCustomer(), aCustomer()]) {
      await product.text(customer, 'Good morning');
      conversations.push((await waitsIn(customer, queueId)).conversationId);
      expect(await told(customer, 'route-to-queue')).toMatchObject([{ because: 'no-match', queue: { id: queueId } }]);
    }
    for (const id of conversations) await sofia('POST', `/api/conversations/${id}/force-close`);
  }, 60_000);
});

describe('whoever is chosen', () => {
  it('has every skill where that must be so, and comes by how close they are where it need not (scenario 18)', async () => {
    const skillId = uuid();
    await dana('PUT', `/api/routing/skills/${skillId}`, { slug: 'fishing', name: 'Fishing' });
    await classify('fish', { skills: [{ skillId, rating: 2 }] });
    await route('fish', [await aQueue('Fish', members('lena', 'diego', 'noor')), 100]);
    await distribute({ skillMatching: 'exact' });
    const [lena] = await onlyHere('lena');
    const customer = aCustomer();
    await product.text(customer, 'Do you have fish?');
    await until('somebody looked', async () => (await itemOf(customer))?.status === 'waiting');
    const [look] = await told(customer, 'assignment');
    expect(look).toMatchObject({
      chosen: null,
      considered: expect.arrayContaining([
        { agentId: ids['lena'], name: 'Lena Marsh', reason: expect.stringMatching(/skill/) },
      ]),
    });
    await set('lena', { skills: [{ skillId, rating: 2 }] });
    await lena!.accept(customer);

    await set('lena', { skills: [{ skillId, rating: 1 }] });
    await set('diego', { skills: [{ skillId, rating: 2 }] });
    await set('noor', { skills: [{ skillId, rating: 3 }] });
    await distribute({ skillMatching: 'closest' });
    const [one, two, three] = await onlyHere('diego', 'noor', 'lena');
    const another = aCustomer();
    await product.text(another, 'And big fish?');
    for (const desk of [one!, two!]) {
      const { id } = await desk.offered(another);
      await desk.call('POST', `/api/routing/offers/${id}/reject`);
    }
    await three!.accept(another);
  }, 60_000);

  it('has room in every capacity profile that the work takes, and it takes of all of them (scenario 19)', async () => {
    const [texts, parcels] = [uuid(), uuid()];
    for (const [id, slug] of [
      [texts, 'texts'],
      [parcels, 'parcels'],
    ] as const)
      await dana('PUT', `/api/routing/capacity-profiles/${id}`, { slug, name: slug, workItemLimit: 1 });
    await classify('parcel', { capacityProfileId: parcels });
    await route('parcel', [await aQueue('Parcels', members('lena', 'diego')), 100]);
    await distribute({ capacityFormat: 'profile', capacityProfileId: texts });
    await set('lena', { profiles: [texts, parcels].map((profileId) => ({ profileId })) });
    await set('diego', { profiles: [{ profileId: texts }] });
    const [lena, diego] = await onlyHere('lena', 'diego');
    const [first, second] = [aCustomer(), aCustomer()];
    const used = async () =>
      (await lena!.call<AgentView>('GET', '/api/routing/agents/me')).profiles.map((profile) => profile.used);
    await product.text(first, 'Where is my parcel?');
    const { id } = await lena!.accept(first);
    expect(await used()).toEqual([1, 1]);
    await product.text(second, 'And my parcel?');
    await until('it waits', async () => (await itemOf(second))?.status === 'waiting');
    const [look] = await told(second, 'assignment');
    expect(look).toMatchObject({ chosen: null });
    expect(new Set((look!['considered'] as { agentId: string }[]).map(({ agentId }) => agentId))).toEqual(
      new Set([ids['lena'], ids['diego']]),
    );
    expect(await diego!.offers()).toEqual([]);
    await lena!.call('POST', `/api/conversations/${id}/end`);
    await lena!.call('POST', `/api/conversations/${id}/close`);
    await lena!.accept(second);
    expect(await used()).toEqual([1, 1]);
  }, 60_000);
});

describe('a conversation that is handed over', () => {
  /** What somebody may not do, by the code of the refusal. */
  const refusal = (answer: Promise<unknown>) =>
    answer.then(
      () => null,
      (error) => (error instanceof Refused ? error.problem.code : error),
    );
  /** Lena has it; the others look on. */
  async function lenasConversation() {
    await distribute();
    const customer = aCustomer();
    const [lena] = await onlyHere('lena');
    await product.text(customer, 'Good evening');
    const { id } = await lena!.accept(customer);
    const item = (await itemOf(customer))!.id;
    const [, diego, noor] = await onlyHere('lena', 'diego', 'noor');
    const ask = (how: string, to: object, by = lena!) => by.call('POST', `/api/routing/work-items/${item}/${how}`, to);
    return { customer, id, item, lena: lena!, diego: diego!, noor: noor!, ask };
  }
  const has = async (customer: string) => (await itemOf(customer))?.agentId;

  it('stays when a colleague declines or does not answer, and is theirs once they accept; queues that are closed get nothing (scenario 22)', async () => {
    const { customer, id, item, lena, diego, noor, ask } = await lenasConversation();
    await ask('transfer', { agentId: ids['diego'], note: 'Yours?' });
    const declined = await diego.offered(customer);
    expect(declined).toMatchObject({ slot: 'transfer', byAgentId: ids['lena'], note: 'Yours?' });
    await diego.call('POST', `/api/routing/offers/${declined.id}/reject`);
    expect(await has(customer)).toBe(ids['lena']);

    await distribute({ offerSeconds: 5 });
    await ask('transfer', { agentId: ids['diego'] });
    await diego.offered(customer);
    await until('nobody answered', async () => (await diego.offers()).length === 0, { withinMs: 20_000 });
    expect(await has(customer)).toBe(ids['lena']);
    await lena.reply(id, 'I am still here');
    await hears(customer, 'I am still here');

    await distribute();
    await diego.call('PUT', '/api/routing/agents/me/presence', { presence: 'available' });
    await ask('transfer', { agentId: ids['diego'] });
    await diego.accept(customer);
    expect(await has(customer)).toBe(ids['diego']);
    expect(await refusal(lena.reply(id, 'And me?'))).toBe('not-allowed');

    const never = uuid();
    await dana('PUT', `/api/channel-config/operating-hours/${never}`, {
      ...{ slug: 'never', name: 'Never', timeZone: 'UTC', shifts: [], holidays: [] },
    });
    const closed = await aQueue('Closed', { ...members('noor'), operatingHoursId: never });
    const open = await aQueue('Open', members('noor'));
    const targets = () => diego.call<WorkTargetsView>('GET', `/api/routing/work-items/${item}/targets?for=transfer`);
    await until('it is closed', async () =>
      (await targets()).queues.some(({ queueId, open: isOpen }) => queueId === closed && !isOpen),
    );
    expect(await refusal(ask('transfer', { queueId: closed }, diego))).toBe('queue-closed');
    expect(await has(customer)).toBe(ids['diego']);
    await ask('transfer', { queueId: open }, diego);
    expect((await noor.offered(customer)).queueId).toBe(open);
    await noor.accept(customer);
  }, 90_000);

  it('is talked over in private, and a colleague who is let in speaks to the customer until they leave (scenario 23)', async () => {
    const { customer, id, diego, lena, ask, item } = await lenasConversation();
    await ask('consult', { agentId: ids['diego'] });
    const offer = await diego.offered(customer);
    expect(offer.slot).toBe('consult');
    await diego.call('POST', `/api/routing/offers/${offer.id}/accept`);
    const talk = `/api/conversations/${id}/private-messages`;
    const read = async () =>
      (await diego.call<{ items: { body: string }[] }>('GET', talk)).items.map(({ body }) => body);
    await until('he may read it', async () => (await refusal(read())) === null);
    await lena.call('PUT', `${talk}/${uuid()}`, { body: 'What do we do with this one?' });
    expect(await read()).toEqual(['What do we do with this one?']);
    expect(await refusal(diego.reply(id, 'Hello, I am Diego'))).toBe('not-yours');

    await lena.call('POST', `/api/conversations/${id}/consultees/${ids['diego']}/promote`);
    await diego.reply(id, 'Hello, I am Diego');
    await hears(customer, 'Hello, I am Diego');
    await diego.call('POST', `/api/routing/work-items/${item}/consult/${ids['diego']}/end`);
    await until('he is out', async () => (await refusal(read())) !== null);
    expect(await refusal(diego.reply(id, 'One more thing'))).not.toBeNull();
    expect(heard(customer).join()).not.toMatch(/What do we do|One more thing/);
  }, 60_000);
});

describe('an agent who does not take what is offered, or is not there', () => {
  const me = (name: string) => product.as(name).then((call) => call<AgentView>('GET', '/api/routing/agents/me'));
  const assignment = (settings: object) => change('/api/routing/assignment-settings', () => settings);
  type Desk = ReturnType<typeof deskOf>;
  const beats = (desk: Desk, ...showing: string[]) => desk.call('POST', '/api/routing/agents/me/beat', { showing });
  /** The next offer of this customer's work after that one. */
  const offeredAgain = (desk: Desk, customer: string, last = '') =>
    until('it is offered', async () => {
      await beats(desk);
      return (await desk.offers()).find((offer) => offer.customer === customer && offer.id !== last);
    });
  /** What is due some time about this is due now. */
  const dueNow = async (subject: string) => {
    await database.query(`UPDATE routing.timer SET due_at = now() WHERE subject = $1`, [subject]);
    await database.query(`SELECT pg_notify('routing.wake', 'test timers')`);
  };
  const timeRunsOut = async (desk: Desk, { id }: OfferView) => {
    await beats(desk, id);
    await database.query(`UPDATE routing.offer SET expires_at = now() WHERE id = $1`, [id]);
    await dueNow(id);
    await until('it is over', async () => (await desk.offers()).every((offer) => offer.id !== id));
  };
  /** Lena alone is there and is offered what this customer wrote. */
  const offeredToLena = async (customer: string, words: string) => {
    const [lena] = await onlyHere('lena');
    await product.text(customer, words);
    return [lena!, await offeredAgain(lena!, customer)] as const;
  };
  afterAll(() => assignment({}));

  it('declines it three times and is not asked again; others get it, and who declined may still pick it (scenario 6)', async () => {
    await distribute({ allowSelectingFromPush: true });
    await route('refund', [await aQueue('Refunds', members('lena', 'diego')), 100]);
    for (const getsIt of ['another', 'picker']) {
      const customer = aCustomer();
      const [lena, first] = await offeredToLena(customer, 'I want a refund');
      let offer: OfferView = first;
      for (let time = 1; time <= 3; time += 1) {
        await lena.call('POST', `/api/routing/offers/${offer.id}/reject`);
        if (time < 3) offer = await offeredAgain(lena, customer, offer.id);
      }
      expect((await lena.offers()).filter((one) => one.customer === customer)).toEqual([]);
      if (getsIt === 'another') {
        await until('it is told that she declined', async () => {
          await beats(lena);
          return (await told(customer, 'assignment')).some(({ considered }) =>
            (considered as { reason: string }[]).some(({ reason }) => reason === 'Declined it 3 times'),
          );
        });
        const [, diego] = await onlyHere('lena', 'diego');
        expect(await diego!.accept(customer)).toMatchObject({ status: 'active' });
      } else {
        const item = await itemOf(customer);
        await lena.call('POST', `/api/routing/work-items/${item!.id}/pick`);
        await until('it is hers', async () => (await lena.mine()).some((one) => one.customer === customer));
      }
    }
  }, 60_000);

  it('lets the time run out and is Inactive where that is on, and stays as they are where it is not (scenario 7)', async () => {
    await distribute();
    await route('slow answer', [await aQueue('Slow answers', members('lena', 'diego')), 100]);
    for (const missedChangesPresence of [false, true]) {
      await assignment({ missedChangesPresence });
      const customer = aCustomer();
      const [lena, offer] = await offeredToLena(customer, 'A slow answer will do');
      const diego = deskOf(await product.ready('diego'));
      await timeRunsOut(lena, offer);
      expect(await me('lena')).toMatchObject(
        missedChangesPresence
          ? { presence: 'inactive', presenceReason: 'missed', presenceSetBy: 'system' }
          : { presence: 'available', presenceReason: 'chosen', presenceSetBy: 'agent' },
      );
      await diego.accept(customer);
    }
  }, 60_000);

  it('rejects and is not to be disturbed where that is on, and stays as they are where it is not (scenario 8)', async () => {
    await route('no thanks', [await aQueue('No thanks', members('lena', 'diego')), 100]);
    for (const rejectChangesPresence of [false, true]) {
      await assignment({ rejectChangesPresence });
      const customer = aCustomer();
      const [lena, offer] = await offeredToLena(customer, 'Say no thanks');
      const diego = deskOf(await product.ready('diego'));
      await lena.call('POST', `/api/routing/offers/${offer.id}/reject`);
      expect(await me('lena')).toMatchObject(
        rejectChangesPresence
          ? { presence: 'do-not-disturb', presenceReason: 'rejected', presenceSetBy: 'system' }
          : { presence: 'available', presenceReason: 'chosen', presenceSetBy: 'agent' },
      );
      await diego.accept(customer);
    }
  }, 60_000);

  it('is Offline when the browser is closed: back in two minutes as they were, in three by their capacity (scenario 34)', async () => {
    const [lena] = await onlyHere('lena');
    await lena!.call('PUT', '/api/routing/agents/me/presence', { presence: 'do-not-disturb' });
    for (const [minutes, back] of [
      [2, { presence: 'do-not-disturb', presenceReason: 'chosen', presenceSetBy: 'agent' }],
      [3, { presence: 'available', presenceReason: 'capacity', presenceSetBy: 'system' }],
    ] as const) {
      await lena!.call('POST', '/api/routing/agents/me/leave', {});
      // a page that is loaded again would be back by then
      await dueNow(ids['lena']!);
      await until('she is offline', async () => (await me('lena')).presence === 'offline');
      expect(await me('lena')).toMatchObject({ presenceReason: 'disconnected' });
      await database.query(`UPDATE routing.agent SET silent_since = now() - $2 * interval '1 minute' WHERE id = $1`, [
        ids['lena'],
        minutes,
      ]);
      await beats(lena!);
      expect(await me('lena')).toMatchObject(back);
    }
  }, 30_000);

  it('has ten sessions open and gets no eleventh, is not to be disturbed, and gets it when one is closed (scenario 35)', async () => {
    await distribute({ capacityUnits: 1 });
    await set('lena', { capacityUnits: 20, skills: [], profiles: [] });
    await route('one of many', [await aQueue('Many', members('lena')), 100]);
    const [lena] = await onlyHere('lena');
    const customers = Array.from({ length: 10 }, aCustomer);
    await Promise.all(customers.map((customer) => product.text(customer, 'I am one of many')));
    for (const customer of customers) {
      const { id } = await offeredAgain(lena!, customer);
      await lena!.call('POST', `/api/routing/offers/${id}/accept`);
    }
    const eleventh = aCustomer();
    await product.text(eleventh, 'I am one of many, too');
    await until('she is not to be disturbed', async () => {
      await beats(lena!);
      return (await me('lena')).presence === 'do-not-disturb';
    });
    expect(await me('lena')).toMatchObject({ presenceReason: 'sessions', capacity: { used: 10, total: 20 } });
    expect(await lena!.offers()).toEqual([]);
    expect(await itemOf(eleventh)).toMatchObject({ status: 'waiting' });
    const [one] = await lena!.mine();
    for (const door of ['end', 'close']) await lena!.call('POST', `/api/conversations/${one!.id}/${door}`);
    const { id } = await offeredAgain(lena!, eleventh);
    await lena!.call('POST', `/api/routing/offers/${id}/accept`);
    await set('lena', { capacityUnits: 6 });
  }, 60_000);
});

describe('what waits', () => {
  it('comes by priority, then first in first out, then by rules; what came back behind who waited already (scenario 20)', async () => {
    await distribute({ capacityUnits: 6, keepSameAgent: false });
    await set('lena', { skills: [], profiles: [] });
    const one = { priority: 1, ...members('lena') };
    const [second, fifo] = [await aQueue('Second', { ...one, priority: 2 }), await aQueue('First in', one)];
    const custom = await aQueue('By rules', { ...one, assignmentMethod: 'custom' });
    const first = { id: uuid(), name: 'Urgent', conditions: says('urgent') };
    await change(`/api/routing/queues/${custom}/custom-assignment`, () => ({ prioritisation: { rules: [first] } }));
    await route('later', [second, 100]);
    await route('in turn', [fifo, 100]);
    await route('by rule', [custom, 100]);
    const [lena] = await onlyHere('lena');
    const [late, plain, urgent, early, returner] = Array.from({ length: 5 }, aCustomer) as [
      string,
      string,
      string,
      string,
      string,
    ];
    await product.text(returner, 'Answer in turn');
    const { id } = await lena!.accept(returner);
    await onlyHere();
    await lena!.call('POST', `/api/conversations/${id}/close`);
    for (const [customer, words, queueId] of [
      [late, 'This can come later', second],
      [plain, 'Answer by rule', custom],
      [urgent, 'Answer by rule, urgent', custom],
      [early, 'Answer in turn', fifo],
      [returner, 'I am back', fifo],
    ] as const) {
      await product.text(customer, words);
      await waitsIn(customer, queueId);
    }
    await onlyHere('lena');
    const order: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      const { customer, conversationId } = await until('one is offered', async () => (await lena!.offers())[0]);
      order.push(customer);
      await lena!.accept(customer);
      await lena!.call('POST', `/api/conversations/${conversationId}/end`);
      await lena!.call('POST', `/api/conversations/${conversationId}/close`);
    }
    expect(order).toEqual([early, returner, urgent, plain, late]);
  }, 90_000);

  it('is shared out as the rule says: 70 to 30 over a thousand within three points (scenario 17)', async () => {
    const [more, less] = [await aQueue('More'), await aQueue('Less')];
    await route('either', [more, 70], [less, 30]);
    for (let sent = 0; sent < 1000; sent += 50)
      await Promise.all(Array.from({ length: 50 }, () => product.text(aCustomer(), 'I may go either way')));
    const waiting = (id: string) => dana<QueueView>('GET', `/api/routing/queues/${id}`).then((queue) => queue.waiting);
    const shares = await until(
      'all of them wait',
      async () => {
        const both = await Promise.all([more, less].map(waiting));
        return both[0]! + both[1]! === 1000 && both;
      },
      { withinMs: 60_000 },
    );
    expect(Math.abs(shares[0]! - 700)).toBeLessThanOrEqual(30);
  }, 120_000);
});
