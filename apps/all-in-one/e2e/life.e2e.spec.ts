import { Client } from 'pg';
import { v7 as uuid } from 'uuid';
import type { AgentView, ContextView, ConversationView, HandlingView, QueueView, WorkItemView } from '#contracts';
import { aListener, aProduct, deskOf, type Listener, productOnThisMachine, type RunningProduct, until } from '#testing';
import { temporaryFolder } from '#tools/infrastructure/child';

let product: RunningProduct;
let bot: Listener;
const folder = temporaryFolder('bot');
beforeAll(async () => {
  [product, bot] = await Promise.all([
    aProduct({ speaksByItself: true, environment: productOnThisMachine(folder.path) }),
    aListener(),
  ]);
}, 120_000);
afterAll(async () => {
  await product?.stop();
  await bot?.stop();
  folder.remove();
}, 30_000);

const aCustomer = (() => {
  let n = 0;
  return () => `+1425555${String(3000 + (n += 1))}`;
})();
/** What our number sent to this customer, oldest first. */
const phone = (customer: string) =>
  product.twilio
    .phone(customer)
    .texts()
    .map(({ body }) => body);

describe('a conversation from its first text to its end', () => {
  it('goes on, waits, comes back, ends, and the next one knows it (scenarios 2 to 5)', async () => {
    const customer = aCustomer();
    const lena = deskOf(await product.ready('lena'));
    await product.text(customer, 'Hello');
    const { id } = await lena.accept(customer);
    await until('the customer is told who is there', () =>
      phone(customer).some((body) => body.endsWith('is here for you now.')),
    );
    await product.text(customer, 'And another thing');
    await until('it is appended', async () => (await lena.conversation(id)).unread >= 2);

    expect((await lena.call<ConversationView>('POST', `/api/conversations/${id}/close`)).status).toBe('waiting');
    await product.text(customer, 'I am back');
    expect((await lena.accept(customer)).id).toBe(id);
    const ended = await lena.call<ConversationView>('POST', `/api/conversations/${id}/end`);
    expect(ended).toMatchObject({ status: 'wrap-up', wrapUpEndsAt: expect.any(String) });
    await until('the customer is told of the end', () =>
      phone(customer).some((body) => body.includes('has ended the conversation')),
    );

    await product.text(customer, 'One more question');
    const { id: offerId } = await lena.offered(customer);
    await lena.call('POST', `/api/routing/offers/${offerId}/accept`);
    const next = await until('it is taken', async () =>
      (await lena.mine()).find((one) => one.customer === customer && one.status === 'active' && one.accepted),
    );
    expect(next).toMatchObject({ previousConversationId: id });
    await lena.call('POST', `/api/conversations/${id}/close`);
    expect((await lena.conversation(id)).status).toBe('closed');
    await lena.call('POST', `/api/conversations/${next.id}/end`);
    await lena.call('POST', `/api/conversations/${next.id}/close`);
  }, 60_000);

  it('is watched, joined and closed by a supervisor, and nobody else (scenario 24)', async () => {
    const customer = aCustomer();
    const lena = deskOf(await product.ready('lena'));
    const sofia = deskOf(await product.as('sofia'));
    await product.text(customer, 'Hello');
    const { id } = await lena.accept(customer);
    await sofia.call('POST', `/api/conversations/${id}/monitor`);
    await sofia.call('POST', `/api/conversations/${id}/join`);
    await sofia.reply(id, 'I am here as well', uuid());
    await until('the customer reads it', () => phone(customer).includes('I am here as well'));
    expect((await lena.thread(id)).map(({ body }) => body)).toContain('Sofia Lindgren has joined the conversation.');
    await sofia.call('POST', `/api/conversations/${id}/force-close`);
    expect((await lena.conversation(id)).status).toBe('closed');
  }, 60_000);
});

describe('a conversation that waits for its customer', () => {
  it('is given out by a supervisor, to an agent and into a queue, and its customer’s next text finds it there (product.md 17.2 T18)', async () => {
    const customer = aCustomer();
    const lena = deskOf(await product.ready('lena'));
    const sofia = deskOf(await product.as('sofia'));
    await product.text(customer, 'Hello');
    const { id } = await lena.accept(customer);
    await lena.call('POST', `/api/conversations/${id}/close`);
    const work = async () => {
      const path = `/api/routing/work-items?conversationId=${id}`;
      return (await sofia.call<{ items: WorkItemView[] }>('GET', path)).items;
    };
    const isDone = async () => (await work())[0]?.status === 'done';
    await until('routing knows that it waits', isDone);
    const diego = deskOf(await product.ready('diego'));
    const { items: people } = await sofia.call<{ items: AgentView[] }>('GET', '/api/routing/agents');
    const agentId = people.find(({ name }) => name.startsWith('Diego'))!.id;
    const giveOut = async (to: object) =>
      sofia.call('POST', `/api/routing/work-items/${(await work())[0]!.id}/transfer`, to);
    await giveOut({ agentId, note: 'Call her back' });
    expect(await diego.offered(customer)).toMatchObject({ slot: 'supervisor-assign', note: 'Call her back' });
    expect((await diego.accept(customer)).id).toBe(id);
    await product.text(customer, 'Who is there now?');
    await until('it is in the thread', async () =>
      (await diego.thread(id)).some(({ body }) => body === 'Who is there now?'),
    );

    await diego.call('POST', `/api/conversations/${id}/close`);
    await until('routing knows that it waits again', isDone);
    await diego.call('PUT', '/api/routing/agents/me/presence', { presence: 'away' });
    await giveOut({ queueId: product.wired.queueId });
    expect((await lena.accept(customer)).id).toBe(id);
    const { sessions } = await sofia.call<HandlingView>('GET', `/api/conversations/${id}/handling`);
    expect(sessions.map(({ name, closureReason }) => [name.split(' ')[0], closureReason])).toEqual([
      ['Lena', 'agent-closed'],
      ['Diego', 'agent-closed'],
      ['Lena', null],
    ]);
    expect(await work()).toHaveLength(3);
    await lena.call('POST', `/api/conversations/${id}/end`);
    await lena.call('POST', `/api/conversations/${id}/close`);
  }, 60_000);
});

describe('what is set up for conversations', () => {
  let dana: Awaited<ReturnType<RunningProduct['as']>>;
  let sofia: ReturnType<typeof deskOf>;
  let database: Client;
  beforeAll(async () => {
    dana = await product.as('dana');
    sofia = deskOf(await product.as('sofia'));
    database = new Client(product.databaseUrl);
    await database.connect();
  });
  afterAll(() => database.end());

  const define = async (path: string, definition: object, id: string = uuid()) => {
    const slug = `d-${id}`;
    const { version } = await dana<{ version: number }>('PUT', `/api/channel-config/${path}/${id}`, {
      ...{ slug, name: slug },
      ...definition,
    });
    await until('it is in force', async () => {
      const { rows } = await database.query(
        'SELECT FROM conversations.definition_copy WHERE id = $1 AND version >= $2',
        [id, version],
      );
      return rows.length > 0;
    });
    return id;
  };
  const queueIs = async (changes: object, isOpen: boolean) => {
    const path = `/api/routing/queues/${product.wired.queueId}`;
    const { version, slug, name, memberIds } = await dana<QueueView>('GET', path);
    await dana('PUT', path, { slug, name, memberIds, ...changes }, { 'if-match': `"${version}"` });
    await until('the queue is as it was set', async () => (await dana<QueueView>('GET', path)).open === isOpen);
  };
  /** All texts go to the queue by a rule: where they fall back on it, its overflow does not count (scenario 16). */
  const routed = async () => {
    const path = `/api/routing/workstreams/${product.wired.workstreamId}/route-to-queue`;
    const { version } = await dana<{ version: number }>('GET', path);
    const queues = [{ queueId: product.wired.queueId, percent: 100 }];
    const rule = { id: uuid(), name: 'All', conditions: { combinator: 'and', rules: [] }, queues };
    await dana('PUT', path, { rules: [rule] }, { 'if-match': `"${version}"` });
  };
  const of = async (customer: string) =>
    (await sofia.call<{ items: ConversationView[] }>('GET', '/api/conversations?view=ongoing&limit=200')).items.find(
      (one) => one.customer === customer,
    );
  const hears = (customer: string, words: string) =>
    until(`${customer} reads “${words}”`, () => phone(customer).some((body) => body.includes(words)));
  /** Lets so many minutes pass for everything that conversations has planned. */
  const pass = async (minutes: number) => {
    const earlier = `- $1 * interval '1 minute'`;
    await database.query(`UPDATE conversations.timer SET due_at = due_at ${earlier}`, [minutes]);
    await database.query(
      `UPDATE conversations.timer SET data = jsonb_set(data, '{since}', to_jsonb(
         to_char(((data ->> 'since')::timestamptz ${earlier}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
       WHERE data ? 'since'`,
      [minutes],
    );
    await database.query(`SELECT pg_notify('conversations.wake', 'test timers')`);
  };

  it('closes a queue: who writes is told once, and its overflow does what it says (scenarios 12 and 13)', async () => {
    const never = await define('operating-hours', { timeZone: 'UTC', shifts: [], holidays: [] });
    await routed();
    await queueIs({ operatingHoursId: never }, false);
    const [waits, ends, moves, holiday] = [aCustomer(), aCustomer(), aCustomer(), aCustomer()];
    await product.text(waits, 'Hello');
    await hears(waits, 'We are closed at the moment');
    await product.text(waits, 'Anybody?');

    await queueIs({ operatingHoursId: never, overflow: { outOfHours: { do: 'end' } } }, false);
    await product.text(ends, 'Hello');
    await hears(ends, 'we cannot answer any more messages');
    expect(await of(ends)).toBeUndefined();

    const other = uuid();
    const { id: noorId } = await (await product.as('noor'))<AgentView>('PUT', '/api/routing/agents/me');
    await dana('PUT', `/api/routing/queues/${other}`, { slug: 'night', name: 'Night', memberIds: [noorId] });
    await queueIs({ operatingHoursId: never, overflow: { outOfHours: { do: 'transfer', queueId: other } } }, false);
    const noor = deskOf(await product.ready('noor'));
    await product.text(moves, 'Hello');
    expect((await noor.offered(moves)).queueId).toBe(other);

    const days = [{ id: uuid(), from: '2020-01-01', to: '2099-12-31', reason: 'Long holiday' }];
    const away = await define('operating-hours', { timeZone: 'UTC', shifts: [], holidays: days });
    await queueIs({ operatingHoursId: away }, false);
    await product.text(holiday, 'Hello');
    await hears(holiday, 'It is a holiday today');

    expect(phone(waits).filter((body) => body.includes('We are closed'))).toHaveLength(1);
    expect(phone(moves).join()).not.toContain('closed');
    await noor.call('PUT', '/api/routing/agents/me/presence', { presence: 'offline' });
    await queueIs({}, true);
    for (const customer of [waits, moves, holiday])
      await sofia.call('POST', `/api/conversations/${(await of(customer))!.id}/force-close`);
  }, 60_000);

  it('finds the customer by their number: one, none, or two to choose from (scenario 28)', async () => {
    const [one, none, two] = [aCustomer(), aCustomer(), aCustomer()];
    const contact = (name: string, mobile: string) =>
      dana('PUT', `/api/conversations/customers/${uuid()}`, { name, numbers: { mobile } });
    const odd = (number: string) => `(${number.slice(2, 5)}) ${number.slice(5, 8)} - ${number.slice(8)}`;
    await contact('Ada Lovelace', odd(one));
    await contact('Ida Rhodes', two);
    await contact('Mary Keller', odd(two).replaceAll(' ', ''));
    const known = async (customer: string) => {
      await product.text(customer, 'Hello');
      const { id } = await until('it is there', () => of(customer));
      const context = await sofia.call<ContextView>('GET', `/api/conversations/${id}/context`);
      await sofia.call('POST', `/api/conversations/${id}/force-close`);
      return [context.contact?.name ?? null, context.candidates.map(({ name }) => name).sort()];
    };
    expect(await known(one)).toEqual(['Ada Lovelace', []]);
    expect(await known(none)).toEqual([null, []]);
    expect(await known(two)).toEqual([null, ['Ida Rhodes', 'Mary Keller']]);
  }, 60_000);

  it('says what a channel says before what all say, nothing where that is off, and leaves out what is unknown (scenario 29)', async () => {
    const greeting = { trigger: 'greeting', locale: 'en-US' };
    const { channelId } = product.wired;
    const greeted = async () => {
      const customer = aCustomer();
      await product.text(customer, 'Hello');
      const { id } = await until('it is there', () => of(customer));
      await pass(0.05);
      await until('what fires has left', async () => {
        const { rows } = await database.query('SELECT FROM conversations.pending_text WHERE conversation_id = $1', [
          id,
        ]);
        return rows.length === 0;
      });
      await sofia.call('POST', `/api/conversations/${id}/force-close`);
      return (await sofia.thread(id)).filter(({ direction }) => direction === 'out').map(({ body }) => body);
    };
    await define('automated-messages', { ...greeting, level: 'sms', text: 'Welcome to {$Nothing$} us', active: true });
    expect(await greeted()).toEqual(['Welcome to us']);
    const own = { ...greeting, level: 'channel', channelId, text: 'Welcome to this line', active: true };
    const id = await define('automated-messages', own);
    expect(await greeted()).toEqual(['Welcome to this line']);
    const path = `/api/channel-config/automated-messages/${id}`;
    const { version } = await dana<{ version: number }>('GET', path);
    const off = { slug: `d-${id}`, name: `d-${id}`, ...own, active: false };
    await dana('PUT', path, off, { 'if-match': `"${version}"` });
    await until('it is off', async () => {
      const { rows } = await database.query(
        'SELECT FROM conversations.definition_copy WHERE id = $1 AND version > $2',
        [id, version],
      );
      return rows.length > 0;
    });
    expect(await greeted()).toEqual([]);
  }, 60_000);

  it('reminds a silent customer as their agent, and closes and frees the agent when they stay silent (scenario 31)', async () => {
    const rule = { active: true, workstreamId: product.wired.workstreamId, trigger: 'customer-silent', priority: 100 };
    const texts = [{ locale: 'en-US', text: 'Are you still there?' }];
    const remind = { action: 'send-message', recipient: 'customer', texts, defaultLocale: 'en-US' };
    await define('time-out-rules', { ...rule, ...remind, after: { value: 10, unit: 'minutes' } });
    await define('time-out-rules', {
      ...{ ...rule, priority: 200 },
      ...{ action: 'close', recipient: null, texts: [], defaultLocale: 'en-US' },
      after: { value: 30, unit: 'minutes' },
    });
    const customer = aCustomer();
    const lena = deskOf(await product.ready('lena'));
    const sessions = async () => (await lena.call<AgentView>('PUT', '/api/routing/agents/me')).sessions;
    await product.text(customer, 'Hello');
    const { id } = await lena.accept(customer);
    await lena.reply(id, 'How can I help?');
    const held = await sessions();
    await pass(11);
    await hears(customer, 'Are you still there?');
    const reminder = (await lena.thread(id)).find(({ body }) => body === 'Are you still there?');
    expect(reminder).toMatchObject({ direction: 'out', author: { kind: 'agent' } });
    await pass(20);
    await until('it is closed', async () => (await lena.conversation(id)).status === 'closed');
    await until('the agent has room again', async () => (await sessions()) === held - 1);
  }, 60_000);

  /** Diego has a conversation about which Noor gives advice, and Noor signs out. */
  const isAdvised = async (others: ReturnType<typeof deskOf>) => {
    const presence = '/api/routing/agents/me/presence';
    const customer = aCustomer();
    await others.call('PUT', presence, { presence: 'away' });
    const diego = deskOf(await product.ready('diego'));
    await product.text(customer, 'Hello');
    const { id } = await diego.accept(customer);
    await diego.call('PUT', presence, { presence: 'away' });
    const { workItemId } = await diego.call<{ workItemId: string }>('GET', `/api/routing/agents/me/work/${id}`);
    const noor = deskOf(await product.ready('noor'));
    const { id: agentId } = await noor.call<AgentView>('GET', '/api/routing/agents/me');
    await diego.call('POST', `/api/routing/work-items/${workItemId}/consult`, { agentId });
    const { id: offerId } = await noor.offered(customer);
    await noor.call('POST', `/api/routing/offers/${offerId}/accept`);
    await until('Noor gives advice', async () => (await diego.conversation(id)).companions?.length === 1);
    await noor.call('POST', '/api/routing/agents/me/leave', { signOut: true });
    return { asker: diego, id, customer };
  };

  it('goes to somebody else when its agent is gone for good, and the customer is told (product.md 17.2 T7)', async () => {
    const organisation = '/api/channel-config/organisation';
    const { version, ...settings } = await dana<{ version: number; agent: object }>('GET', organisation);
    const agent = { ...settings.agent, reconnectGraceSeconds: 10 };
    await dana('PUT', organisation, { ...settings, agent }, { 'if-match': `"${version}"` });
    const gone = { trigger: 'agent-disconnected', locale: 'en-US', level: 'sms', active: true };
    await define('automated-messages', { ...gone, text: 'We have lost {AgentName}, and look for somebody else.' });
    await until('routing knows how long agents may be away', async () => {
      const { rows } = await database.query(
        `SELECT FROM routing.settings_copy WHERE settled -> 'agent' ->> 'reconnectGraceSeconds' = '10'`,
      );
      return rows.length > 0;
    });
    const customer = aCustomer();
    const lena = deskOf(await product.ready('lena'));
    await product.text(customer, 'Hello');
    const { id } = await lena.accept(customer);
    const at = '/api/routing/agents/me';
    const advised = await isAdvised(lena);
    const { capacity } = await lena.call<AgentView>('GET', at);
    await lena.call('POST', `${at}/leave`, { signOut: true });
    expect((await lena.conversation(id)).status).toBe('active');
    await until('it is in its queue again', async () => (await sofia.conversation(id)).status === 'open', {
      withinMs: 30_000,
    });
    await hears(customer, 'We have lost Lena');
    await until('who asked is told that the adviser is gone', async () =>
      (await advised.asker.thread(advised.id)).some(({ body }) => body.startsWith('Noor Haddad is gone')),
    );
    const { companions } = await advised.asker.conversation(advised.id);
    expect([companions, phone(advised.customer).join()]).toEqual([[], expect.not.stringContaining('Noor')]);
    await sofia.call('POST', `/api/conversations/${advised.id}/force-close`);
    expect((await lena.call<AgentView>('GET', at)).capacity.used).toBe(capacity.used - 1);

    const diego = deskOf(await product.ready('diego'));
    expect(await diego.accept(customer)).toMatchObject({ id, status: 'active' });
    await diego.reply(id, 'I go on from here');
    await hears(customer, 'I go on from here');
    const { sessions } = await sofia.call<{ sessions: object[] }>('GET', `/api/conversations/${id}/handling`);
    expect(sessions).toMatchObject([{ closureReason: 'agent-disconnected' }, { closedAt: null }]);
  }, 60_000);

  it('is a bot’s first: what it hands over is routed by what it found out, and what it ends asks how it was (scenario 21)', async () => {
    const { workstreamId, channelId } = product.wired;
    const [botId, surveyId, other] = [uuid(), uuid(), uuid()];
    const edit = async (path: string, changes: (before: Record<string, unknown>) => object) => {
      const before = await dana<{ version: number }>('GET', path);
      await dana('PUT', path, changes({ ...before }), { 'if-match': `"${before.version}"` });
    };
    await define('context-variables', { name: 'Topic', type: 'text', workstreamId });
    await define('bots', { name: 'Marvin', address: bot.url }, botId);
    const texts = [{ locale: 'en-US', message: 'How was Marvin?', question: 'How was it?' }];
    await define('surveys', { type: 'csat', texts, defaultLocale: 'en-US' }, surveyId);
    await edit(`/api/channel-config/workstreams/${workstreamId}/advanced`, () => ({ botId }));
    await edit(`/api/channel-config/channels/${channelId}`, (before) => ({
      ...before,
      settings: { survey: { surveyId, bot: { enabled: true } } },
    }));
    const diego = deskOf(await product.ready('diego'));
    const { id: agentId } = await diego.call<AgentView>('GET', '/api/routing/agents/me');
    await dana('PUT', `/api/routing/queues/${other}`, { slug: 'refunds', name: 'Refunds', memberIds: [agentId] });
    const about = { combinator: 'and', rules: [{ field: 'context.Topic', operator: '=', value: 'refund' }] };
    await edit(`/api/routing/workstreams/${workstreamId}/route-to-queue`, () => ({
      rules: [{ id: uuid(), name: 'Refunds', conditions: about, queues: [{ queueId: other, percent: 100 }] }],
    }));
    await until('the bot comes first, and a survey last', async () => {
      const { rows } = await database.query(
        `SELECT FROM conversations.channel, conversations.settings_copy
         WHERE channel.id = $1 AND channel.settings -> 'botSurvey' ->> 'surveyId' = $2 AND settled ->> 'botId' = $3`,
        [channelId, surveyId, botId],
      );
      return rows.length > 0;
    });

    const [handedOver, ended] = [aCustomer(), aCustomer()];
    const escalate = { do: 'escalate', variables: { Topic: 'refund' }, summary: 'Wants a refund' };
    bot.answers(() => ({ body: { commands: [{ do: 'reply', text: 'A colleague goes on.' }, escalate] } }));
    await product.text(handedOver, 'I want my money back');
    await hears(handedOver, 'A colleague goes on.');
    expect((await diego.offered(handedOver)).queueId).toBe(other);
    const { id } = await diego.accept(handedOver);
    expect(await diego.call<ContextView>('GET', `/api/conversations/${id}/context`)).toMatchObject({
      bot: { id: botId, state: 'escalated', summary: 'Wants a refund' },
    });

    bot.answers(() => ({ body: { commands: [{ do: 'reply', text: 'It is on its way.' }, { do: 'end' }] } }));
    await product.text(ended, 'Where is my order?');
    await hears(ended, 'It is on its way.');
    await hears(ended, 'How was Marvin?');
    expect(await of(ended)).toBeUndefined();
    expect(phone(ended).filter((body) => body.includes('How was Marvin?'))).toHaveLength(1);
    expect(phone(handedOver).join()).not.toContain('How was Marvin?');
  }, 60_000);
});
