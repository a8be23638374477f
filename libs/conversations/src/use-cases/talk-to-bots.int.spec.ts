import { v7 as uuid } from 'uuid';
import {
  assistKind,
  botKind,
  consentChanged,
  contextVariableKind,
  dispositionCodeKind,
  conversationChanged,
  conversationContextChanged,
  conversationReady,
  organisationSettings,
  textWritten,
  timeOutRuleKind,
  workstreamChanged,
  workstreamSettings,
} from '#contracts';
import { isGenuine, OutsideSettings } from '#outside';
import { Seal } from '#secrets';
import {
  aChannel,
  aConversation,
  aListener,
  anEvent,
  anOfferEnded,
  aService,
  aText,
  type Heard,
  letPass,
  type Listener,
  onThisMachine,
  personCalled,
  type Service,
  until,
} from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { ConversationsSettings } from '../conversations-settings.ts';
import { conversationsSchema } from '../schema.ts';
import { AskAssists } from '../timers/ask-assists.ts';
import { AskBots } from '../timers/ask-bots.ts';
import { TranslateTexts } from '../timers/translate-texts.ts';

const seal = new Seal(`one:${Buffer.alloc(32, 7).toString('base64')}`);
const { workstreamId } = aChannel().data;
const botId = '0199c1d4-7c00-7000-8000-000000000b01';
const assistId = '0199c1d4-7c00-7000-8000-000000000b02';

let service: Service;
let other: Listener;
beforeEach(async () => {
  other = await aListener();
  service = await aService(ConversationsModule, conversationsSchema, [
    [OutsideSettings, onThisMachine],
    [ConversationsSettings, { seal, country: 'US' }],
  ]);
  const workstream = { workstreamId, version: 1, slug: 'support', name: 'Support', direction: 'inbound' };
  await service.hear(anEvent(workstreamChanged, { ...workstream, mode: 'push', fallbackQueueId: uuid() }));
});
afterEach(async () => {
  await service.stop();
  await other.stop();
});

const turned = async (kind: 'bot' | 'assist' | 'translator') => {
  await service.turn(`errands.${kind}`);
  const { lanes } = service.app.get<AskBots>(
    { bot: AskBots, assist: AskAssists, translator: TranslateTexts }[kind] as typeof AskBots,
  );
  await lanes.settled();
};
const said = async <Data>(contract: { type: string; parse(candidate: unknown): { data: Data } }) => {
  await service.turn('outbox');
  return service.said(contract.type).map((event) => contract.parse(event).data);
};
const answers = (...commands: object[]) => other.answers(() => ({ body: { commands } }));
const ongoing = async () => (await service.get('/api/conversations?view=ongoing', { as: 'sofia' })).body.items;
const sessions = async (id: string) =>
  (await service.get(`/api/conversations/${id}/handling`, { as: 'sofia' })).body.sessions;
const context = async (id: string) => (await service.get(`/api/conversations/${id}/context`, { as: 'sofia' })).body;

describe('a bot', () => {
  const withBot = async (more: object = {}, first = aText({ body: 'Where is my order?' })) => {
    const bot = { id: botId, version: 1, slug: 'marvin', name: 'Marvin', address: other.url, ...more };
    await service.hear(
      anEvent(botKind.changed, bot),
      anEvent(workstreamSettings.changed, { workstreamId, version: 1, botId }),
      anEvent(contextVariableKind.changed, {
        id: uuid(),
        version: 1,
        slug: 'order',
        name: 'Order',
        type: 'text',
        workstreamId,
      }),
    );
    await service.hear(aChannel(), first);
    const [conversation] = await ongoing();
    return conversation as { id: string };
  };

  it('comes first: it is asked, signed, what it answers goes to the customer, and nobody else hears of the conversation', async () => {
    const { id } = await withBot();
    const { body: secret } = await service.put(`/api/conversations/secrets/bot/${botId}`, {}, { as: 'dana' });
    answers({ do: 'reply', text: 'What about it?', choices: ['Status', 'Refund'] });
    await turned('bot');
    expect(await said(textWritten)).toMatchObject([
      { conversationId: id, author: 'bot', body: 'What about it?\n1 Status\n2 Refund\nReply 1 or 2.' },
    ]);
    expect(await said(conversationReady)).toEqual([]);
    const [call] = other.heard as [Heard];
    expect(call.body).toMatchObject({ type: 'messages', messages: [{ from: 'customer', text: 'Where is my order?' }] });
    expect(isGenuine(secret.secret, call.headers, call.text, service.database.now())).toBe(true);

    await service.hear(aText({ body: '2', receivedAt: '2026-01-05T09:00:05.000Z' }));
    await turned('bot');
    expect(other.heard.at(-1)!.body.messages).toMatchObject([{ text: '2', choice: 'Refund' }]);
    expect(other.heard.at(-1)!.body.context).toMatchObject({ locale: 'en-US', surveyConsent: true });
    const { body: thread } = await service.get(`/api/conversations/${id}/messages`, { as: 'sofia' });
    expect(
      thread.items.some((one: { author: object }) =>
        JSON.stringify(one.author).includes('"kind":"bot","agentId":null,"name":"Marvin"'),
      ),
    ).toBe(true);
  });

  it('that hands over sets variables, and routing begins anew with them; the agent reads the summary', async () => {
    const { id } = await withBot();
    expect(await sessions(id)).toMatchObject([{ botId, agentId: null, closedAt: null, closureReason: null }]);
    answers(
      { do: 'reply', text: 'I call somebody.' },
      { do: 'escalate', variables: { Order: 'A-17', Nonsense: 'x' }, reason: 'refund', summary: 'Wants a refund' },
      { do: 'reply', text: 'Never said' },
    );
    await turned('bot');
    expect(await said(conversationReady)).toMatchObject([
      { conversationId: id, preview: 'Where is my order?', known: { variables: { Order: 'A-17' } } },
    ]);
    expect(await said(conversationContextChanged)).toMatchObject([
      { because: 'escalated', known: { variables: { Order: 'A-17' } } },
    ]);
    expect(await context(id)).toMatchObject({
      bot: {
        ...{ id: botId, state: 'escalated', summary: 'Wants a refund' },
        handOff: { because: 'bot', reason: 'refund', variables: { Order: 'A-17' } },
      },
    });
    expect((await said(textWritten)).map(({ body }) => body)).toEqual(['I call somebody.']);
    const lena = personCalled('lena').agentId;
    await service.hear(anOfferEnded({ conversationId: id as never, agentId: lena }));
    const [time, over] = [expect.any(String), { closureReason: 'bot-transfer-to-agent' }];
    expect(await sessions(id)).toMatchObject([
      { botId, agentId: null, acceptedAt: time, closedAt: time, ...over },
      { botId: null, agentId: lena, closedAt: null },
    ]);
    const report = async (path: string) =>
      (await service.get(`/api/conversations/reports/${path}`, { as: 'sofia' })).body;
    expect((await report('sessions')).rows).toMatchObject([{ id: lena, offered: 1, accepted: 1 }]);
    expect((await report('conversations')).rows).toMatchObject([
      { answered: 1, withBot: 1, escalated: 1, abandonedEscalated: 0, contained: 0 },
    ]);

    await service.hear(aText({ body: 'Hello?', receivedAt: '2026-01-05T09:00:05.000Z' }));
    await turned('bot');
    expect(other.heard).toHaveLength(1);
  });

  it('knows that a customer who opted out is not to be asked how it was (product.md 25, rule 8)', async () => {
    await withBot();
    await turned('bot');
    await service.hear(
      anEvent(consentChanged, {
        ...{ entryId: uuid(), position: 1000, numbers: [aChannel().data.number] },
        ...{ customer: '+14155550111', status: 'opted-out' },
        ...{ source: 'keyword', word: 'STOP', messageId: null, recordedBy: null, at: '2026-01-05T09:00:01.000Z' },
      }),
      aText({ body: 'Still there?', receivedAt: '2026-01-05T09:00:05.000Z' }),
    );
    await turned('bot');
    expect(other.heard.map(({ body }) => (body.context as { surveyConsent: boolean }).surveyConsent)).toEqual([
      true,
      false,
    ]);
  });

  it('is not asked what to answer to a keyword, which has its answer', async () => {
    await withBot();
    answers({ do: 'reply', text: 'Which one?' });
    await turned('bot');
    await service.hear(aText({ body: 'HELP', keyword: 'help', receivedAt: '2026-01-05T09:00:05.000Z' }));
    await turned('bot');
    expect(other.heard).toHaveLength(1);
    await service.hear(aText({ body: 'The first', receivedAt: '2026-01-05T09:00:06.000Z' }));
    await turned('bot');
    expect(other.heard).toHaveLength(2);
  });

  it('that ends the conversation closes it', async () => {
    const { id } = await withBot();
    answers({ do: 'reply', text: 'Bye.' }, { do: 'end' });
    await turned('bot');
    expect(await said(conversationChanged)).toMatchObject([
      { conversationId: id, status: 'closed', reason: 'bot-ended' },
    ]);
    expect(await said(conversationReady)).toEqual([]);
    expect(await ongoing()).toEqual([]);
    expect(await sessions(id)).toMatchObject([{ botId, closureReason: 'bot-end-conversation' }]);
    expect((await service.get('/api/conversations/reports/conversations', { as: 'sofia' })).body.rows).toMatchObject([
      { answered: 0, abandoned: 0, closed: 1, withBot: 1, escalated: 0, contained: 1 },
    ]);
    expect((await service.get(`/api/conversations/${id}/record`, { as: 'sofia' })).body).toMatchObject({
      isAccepted: false,
      isAbandoned: false,
    });
  });

  it('that ends it may say which case it was about, and who the customer is', async () => {
    const contactId = uuid();
    await service.put(
      `/api/conversations/customers/${contactId}`,
      { name: 'Ada Lovelace', email: 'ada@engines.example', numbers: { mobile: '+14155550199' } },
      { as: 'dana' },
    );
    const about = { title: 'Lost parcel', number: 'CAS-7', contactId };
    expect((await service.put(`/api/conversations/cases/${uuid()}`, about, { as: 'dana' })).status).toBe(200);
    const { id } = await withBot();
    answers({ do: 'end', variables: { Email: 'Ada@engines.example' }, caseNumber: 'CAS-7' });
    await turned('bot');
    expect(await context(id)).toMatchObject({
      contact: { id: contactId },
      case: { name: 'CAS-7 · Lost parcel' },
      bot: { state: 'ended' },
    });
  });

  it.each([
    ['fails', () => ({ status: 500 })],
    ['says what it likes', () => ({ body: { commands: [{ do: 'dance' }] } })],
    ['does not answer in time', () => ({ never: true })],
  ])('that %s leads to a person', async (_, answer) => {
    const { id } = await withBot({ timeoutSeconds: 1 });
    other.answers(answer);
    await turned('bot');
    expect(await said(conversationReady)).toMatchObject([{ conversationId: id }]);
    expect(await context(id)).toMatchObject({ bot: { state: 'escalated' } });
    expect(await sessions(id)).toMatchObject([{ botId, closureReason: 'virtual-agent-closed' }]);
  });

  it('may say what no text can hold: it is said without', async () => {
    const { id } = await withBot();
    other.answers(() => ({
      body:
        String.raw`{"commands": [{"do": "reply", "text": "One\u0000 moment\ud83d"},` +
        String.raw`{"do": "escalate", "variables": {"Order": "A\u0000-\udc0017"}, "summary": "Says \ud800"}]}`,
    }));
    await turned('bot');
    expect((await said(textWritten)).map(({ body }) => body)).toEqual(['One\ufffd moment\ufffd']);
    expect(await context(id)).toMatchObject({
      variables: { Order: 'A\ufffd-\ufffd17' },
      bot: { state: 'escalated', summary: 'Says \ufffd' },
    });
  });

  it('whose answer cannot be written down leads to a person, instead of being asked again and again', async () => {
    const { id } = await withBot();
    const alter = (how: string) => service.database.read((db) => db.query(`ALTER TABLE message ${how}`));
    await alter(`ADD CONSTRAINT unsayable CHECK (body <> 'unsayable')`);
    try {
      answers({ do: 'reply', text: 'unsayable' });
      await turned('bot');
    } finally {
      await alter('DROP CONSTRAINT unsayable');
    }
    expect(await said(conversationReady)).toMatchObject([{ conversationId: id }]);
    expect(await context(id)).toMatchObject({ bot: { state: 'escalated' } });
    expect(await service.database.read((db) => db.query('SELECT * FROM errand'))).toEqual([]);
  });

  it('gets its question answered by number also where its words take up all that one SMS may hold', async () => {
    await withBot();
    const text = 'x'.repeat(1590);
    answers({ do: 'reply', text, choices: ['Order', 'Refund'] });
    await turned('bot');
    expect((await said(textWritten)).map(({ body }) => body)).toEqual([`${text}\n1 Order\n2 Refund\nReply 1 or 2.`]);
  });

  it('that answers nobody in time is hardly asked any more, and everybody comes to a person at once, until it answers', async () => {
    await withBot({ timeoutSeconds: 1 });
    const customers = (first: number, count: number) =>
      service.hear(...Array.from({ length: count }, (_, n) => aText({ from: `+1415555${first + n}`, body: 'Hello?' })));
    other.answers(() => ({ never: true }));
    await customers(1000, 11);
    await turned('bot');
    expect(other.heard.length).toBe(12);
    await customers(2000, 20);
    await turned('bot');
    expect(other.heard.length).toBe(14);
    expect((await said(conversationReady)).length).toBe(32);

    answers({ do: 'reply', text: 'Here I am.' });
    await customers(3000, 3);
    await turned('bot');
    await customers(4000, 3);
    await turned('bot');
    expect(other.heard.length).toBe(19);
    expect((await said(textWritten)).length).toBe(5);
  });

  it('whose conversation is closed under its hands has it again when the customer comes back in time', async () => {
    const { id } = await withBot();
    const path = `/api/conversations/workstreams/${workstreamId}/settings`;
    const first = { as: 'dana', headers: { 'if-match': '"0"' } };
    expect((await service.put(path, { reopenWithinHours: 24 }, first)).status).toBe(200);
    await service.post(`/api/conversations/${id}/force-close`, { as: 'sofia' });
    expect(await sessions(id)).toMatchObject([{ botId, closureReason: 'force-close' }]);
    await service.hear(aText({ body: 'And?', receivedAt: '2026-01-05T09:00:05.000Z' }));
    expect(await sessions(id)).toMatchObject([{ closureReason: 'force-close' }, { botId, closedAt: null }]);
  });

  describe('where somebody’s silence has an end', () => {
    const closing = (trigger: 'agent-silent' | 'customer-silent', minutes: number) =>
      anEvent(timeOutRuleKind.changed, {
        ...{ id: uuid(), version: 1, slug: `${trigger}-close`, name: trigger, active: true, workstreamId, trigger },
        ...{ after: { value: minutes, unit: 'minutes' }, action: 'close', recipient: null, texts: [] },
        ...{ defaultLocale: 'en-US', priority: 100 },
      });
    const wrote = (body: string) => aText({ body, receivedAt: new Date().toISOString() });
    const now = async (id: string) => (await service.get(`/api/conversations/${id}`, { as: 'sofia' })).body;
    beforeEach(async () => {
      await service.hear(closing('agent-silent', 30), closing('customer-silent', 60));
      await service.turn('timers');
    });

    it('has answered, as an agent would have: from then on the customer is silent', async () => {
      const { id } = await withBot({}, wrote('Where is my order?'));
      answers({ do: 'reply', text: 'Which one?' });
      await turned('bot');
      await letPass(service, 31);
      expect(await now(id)).toMatchObject({ status: 'open', waitingSince: null });
      await letPass(service, 30);
      expect(await now(id)).toMatchObject({ status: 'closed', statusReason: 'customer-silent' });
    });

    it('leaves the customer waiting when it hands over, whatever it wrote last', async () => {
      const { id } = await withBot({}, wrote('Where is my order?'));
      answers({ do: 'reply', text: 'I call somebody.' }, { do: 'escalate' });
      await turned('bot');
      expect(await now(id)).toMatchObject({ status: 'open', waitingSince: expect.any(String) });
      await letPass(service, 29);
      expect(await now(id)).toMatchObject({ status: 'open' });
      await letPass(service, 2);
      expect(await now(id)).toMatchObject({ status: 'closed', statusReason: 'agent-silent' });
    });

    it('makes nobody wait longer, or be reminded twice, by handing over without a word', async () => {
      const { id } = await withBot({}, wrote('Where is my order?'));
      const { waitingSince } = await now(id);
      answers({ do: 'escalate' });
      await turned('bot');
      expect(await now(id)).toMatchObject({ status: 'open', waitingSince });
    });
  });

  it('is who the customer talks with: who waits for nobody is not told that they wait, until it hands over', async () => {
    const path = `/api/conversations/workstreams/${workstreamId}/settings`;
    const texts = [{ locale: 'en-US', text: 'You are still in line.' }];
    const waitMessage = { enabled: true, everyMinutes: 10, atMost: 1, texts };
    expect((await service.put(path, { waitMessage }, { as: 'dana', headers: { 'if-match': '"0"' } })).status).toBe(200);
    const told = async (minutes: number) => {
      await letPass(service, minutes);
      await letPass(service, 1);
      return (await said(textWritten)).filter(({ author }) => author === 'system').map(({ body }) => body);
    };
    await withBot();
    answers({ do: 'reply', text: 'Which one?' });
    await turned('bot');
    expect(await told(11)).toEqual([]);
    await service.hear(aText({ body: 'A person, please', receivedAt: '2026-01-05T09:00:05.000Z' }));
    answers({ do: 'escalate' });
    await turned('bot');
    expect(await told(5)).toEqual([]);
    expect(await told(5)).toEqual(['You are still in line.']);
  });

  it('that was removed meanwhile leads to a person', async () => {
    const { id } = await withBot();
    await service.hear(
      anEvent(botKind.changed, {
        id: botId,
        version: 2,
        slug: 'marvin',
        name: 'Marvin',
        address: other.url,
        active: false,
      }),
    );
    await turned('bot');
    expect(await said(conversationReady)).toMatchObject([{ conversationId: id }]);
  });

  it('that fails sends the conversation to the queue to fall back on, as long as nobody has taken it', async () => {
    const { id } = await withBot();
    other.answers(() => ({ status: 500 }));
    await turned('bot');
    expect(await said(conversationReady)).toMatchObject([{ conversationId: id, botFailed: true }]);
    const lena = personCalled('lena').agentId;
    await service.hear(anOfferEnded({ conversationId: id as never, agentId: lena }));
    await service.post(`/api/conversations/${id}/close`, { as: 'lena' });
    await service.hear(aText({ body: 'And?', receivedAt: '2026-01-05T09:00:05.000Z' }));
    const [, again] = await said(conversationReady);
    expect(again).toMatchObject({ conversationId: id, previousAgentId: lena });
    expect(again).not.toHaveProperty('botFailed');
  });

  it('that ends it while the customer writes does not: it is asked about that first', async () => {
    const { id } = await withBot();
    const { promise: farewell, resolve: answer } = Promise.withResolvers<{ body: object }>();
    other.answers(() => (other.heard.length === 1 ? farewell : { body: { commands: [] } }));
    await service.turn('errands.bot');
    await until('the bot was asked', () => other.heard.length > 0);
    await service.hear(aText({ body: 'Wait, one more thing', receivedAt: '2026-01-05T09:00:05.000Z' }));
    answer({
      body: {
        commands: [
          { do: 'reply', text: 'Bye.' },
          { do: 'end', caseNumber: 'K-1' },
        ],
      },
    });
    await turned('bot');
    await turned('bot');
    expect(await said(conversationChanged)).toEqual([]);
    expect(other.heard.map(({ body }) => (body['messages'] as { text: string }[]).map(({ text }) => text))).toEqual([
      ['Where is my order?'],
      ['Wait, one more thing'],
    ]);
    answers({ do: 'end' });
    await service.hear(aText({ body: 'No, nothing', receivedAt: '2026-01-05T09:00:09.000Z' }));
    await turned('bot');
    expect(await said(conversationChanged)).toMatchObject([{ conversationId: id, status: 'closed' }]);
  });

  it('hears of a picture, and offers its choices in the language of the line', async () => {
    await service.hear(aChannel({ language: 'de-DE' }));
    answers({ do: 'reply', text: 'Was ist damit?', choices: ['Defekt', 'Falsch'] });
    await withBot({}, aText({ body: '', mediaIds: [uuid()] }));
    await turned('bot');
    expect(other.heard[0]!.body['messages']).toMatchObject([{ text: '', files: 1 }]);
    expect((await said(textWritten)).map(({ body }) => body)).toEqual([
      'Was ist damit?\n1 Defekt\n2 Falsch\nAntworten Sie mit 1 oder 2.',
    ]);
  });

  it('is asked about a text that was lost on its way and found when it had answered a later one', async () => {
    await withBot();
    answers({ do: 'reply', text: 'What about it?' });
    await service.hear(aText({ body: 'A-18', receivedAt: '2026-01-05T09:00:10.000Z' }));
    await turned('bot');
    await service.hear(aText({ body: 'No, A-17', receivedAt: '2026-01-05T09:00:05.000Z', recovered: true }));
    await turned('bot');
    expect(other.heard.at(-1)!.body['messages']).toMatchObject([{ text: 'No, A-17' }]);
  });

  it('of Rasa is asked text by text, and its buttons are choices', async () => {
    await withBot({ protocol: 'rasa' });
    other.answers(() => ({
      body: [{ recipient_id: 'x', text: 'Which?', buttons: [{ title: 'One', payload: '/one' }] }],
    }));
    await turned('bot');
    expect(other.heard[0]!.body).toMatchObject({ message: 'Where is my order?' });
    expect((await said(textWritten)).map(({ body }) => body)).toEqual(['Which?\n1 One\nReply 1.']);
    for (const [seconds, body] of [
      [5, '1'],
      [6, '2'],
    ] as const) {
      await service.hear(aText({ body, receivedAt: `2026-01-05T09:00:0${seconds}.000Z` }));
      await turned('bot');
    }
    expect(other.heard.map((asked) => asked.body['message'])).toEqual(['Where is my order?', 'One', '2']);
  });

  it('that is a model is asked for JSON, with its key and its instructions', async () => {
    await withBot({ protocol: 'openai', model: 'small', instructions: 'Be kind.' });
    await service.put(`/api/conversations/secrets/bot/${botId}`, { secret: 'sk-12345678' }, { as: 'dana' });
    const content = JSON.stringify({ commands: [{ do: 'reply', text: 'On its way.' }] });
    other.answers(() => ({ body: { choices: [{ message: { content } }] } }));
    await turned('bot');
    expect(other.heard[0]).toMatchObject({
      headers: { authorization: 'Bearer sk-12345678' },
      body: { model: 'small' },
    });
    expect((await said(textWritten)).map(({ body }) => body)).toEqual(['On its way.']);
  });
});

describe('a smart assist', () => {
  it('puts cards before the agent, who takes one and waves the other away; it never holds anybody up', async () => {
    await service.hear(
      anEvent(assistKind.changed, {
        id: assistId,
        version: 1,
        slug: 'ada',
        name: 'Ada',
        address: other.url,
        cards: ['next-best-step', 'macro'],
      }),
      anEvent(workstreamSettings.changed, { workstreamId, version: 1, assistIds: [assistId] }),
    );
    const { id } = await aConversation(service, { acceptedBy: 'lena', body: 'It is broken' });
    other.answers(() => ({
      body: {
        cards: [
          {
            type: 'next-best-step',
            title: 'Ask for the order',
            actions: [{ do: 'insert', label: 'Ask', text: 'Which order is it?' }],
          },
          { type: 'macro', title: 'Send a label' },
          { type: 'similar-case', title: 'Not wanted' },
        ],
      },
    }));
    await turned('assist');
    const cards = async () => (await service.get(`/api/conversations/${id}/cards`, { as: 'lena' })).body.items;
    // the most useful first
    const [first, second] = await cards();
    expect([first.title, second.title]).toEqual(['Ask for the order', 'Send a label']);
    expect(service.shown.filter(({ frame }) => frame.kind === 'card')).toHaveLength(2);
    const press = (card: string, what: string, as = 'lena') =>
      service.post(`/api/conversations/${id}/cards/${card}/${what}`, { as });
    expect(await press(first.id, 'accept')).toMatchObject({ status: 200, body: { state: 'accepted', version: 2 } });
    expect(await press(second.id, 'dismiss')).toMatchObject({ status: 200, body: { state: 'dismissed' } });
    expect(await press(second.id, 'dismiss', 'diego')).toMatchObject({ status: 403 });
    expect(await cards()).toMatchObject([{ id: first.id }]);

    // it suggests both again, and what is new: what is there is not said twice, what was waved away stays away, what is newest is on top
    other.answers(() => ({
      body: {
        cards: ['Apologise', 'Send a label', 'Ask for the order', 'Apologise'].map((title) => ({
          type: 'next-best-step',
          title,
        })),
      },
    }));
    await service.put(`/api/conversations/${id}/messages/${uuid()}`, { body: 'One moment' }, { as: 'lena' });
    await turned('assist');
    expect(await cards()).toMatchObject([{ title: 'Apologise' }, { id: first.id }]);

    other.answers(() => ({ status: 500 }));
    await service.put(`/api/conversations/${id}/messages/${uuid()}`, { body: 'Still there' }, { as: 'lena' });
    await turned('assist');
    expect(await cards()).toHaveLength(2);
  });

  describe('with a macro', () => {
    const variable = { id: uuid(), version: 1, slug: 'order', name: 'Order', workstreamId, type: 'text' };
    const refund = { id: uuid(), version: 1, slug: 'refund', name: 'Refund', category: '', workstreamIds: [] };
    const steps = [
      { do: 'set-variables', variables: { Order: 'A-17' } },
      { do: 'add-note', text: 'Order ${$oc.Order} goes back' },
      { do: 'choose-dispositions', codes: ['refund'] },
      { do: 'insert', text: 'We take ${$oc.Order} back, from ${anchor.customer}.' },
    ];
    /** lena's conversation, with a card that has a macro of these steps, and one that inserts words. */
    const offered = async (...of: object[]) => {
      await service.hear(
        anEvent(assistKind.changed, { id: assistId, version: 1, slug: 'ada', name: 'Ada', address: other.url }),
        anEvent(workstreamSettings.changed, { workstreamId, version: 1, assistIds: [assistId] }),
        anEvent(contextVariableKind.changed, variable as never),
        anEvent(dispositionCodeKind.changed, refund as never),
      );
      const actions = [
        { do: 'run', label: 'Take it back', steps: of },
        { do: 'insert', label: 'Ask', text: 'Which?' },
      ];
      other.answers(() => ({ body: { cards: [{ type: 'macro', title: 'Return', actions }] } }));
      const { id } = await aConversation(service, { acceptedBy: 'lena', body: 'I send it back' });
      await turned('assist');
      const card = async () => (await service.get(`/api/conversations/${id}/cards`, { as: 'lena' })).body.items[0];
      const cardId = (await card()).id as string;
      const run = (action: unknown = 0, as = 'lena', which = cardId) =>
        service.post(`/api/conversations/${id}/cards/${which}/run`, { as, body: { action } });
      const notes = async () =>
        (await service.get(`/api/conversations/${id}/notes`, { as: 'lena' })).body.items.map(
          ({ body }: { body: string }) => body,
        );
      return { id, card, run, notes };
    };
    const turnOn = (version: number) =>
      service.hear(anEvent(organisationSettings.changed, { version, dispositions: { enabled: true } }));

    it('has all of it done as by hand, once, and says what goes into the text', async () => {
      await turnOn(1);
      const { id, card, run, notes } = await offered(...steps);
      const shown = service.shown.length;
      const outcome = {
        ...{ succeeded: true, because: null, by: 'Lena Marsh', at: expect.any(String) },
        text: 'We take A-17 back, from +14155550111.',
      };
      expect(await run()).toMatchObject({
        status: 200,
        body: { state: 'accepted', version: 2, actions: [{ steps, outcome }, { do: 'insert' }] },
      });
      expect((await run()).body).toEqual(await card());
      expect(await context(id)).toMatchObject({ variables: { Order: 'A-17' } });
      expect(await notes()).toEqual(['Order A-17 goes back']);
      const { body: chosen } = await service.get(`/api/conversations/${id}/dispositions`, { as: 'lena' });
      expect(chosen.items).toMatchObject([{ name: 'Refund' }]);
      expect(service.shown.slice(shown).map(({ frame }) => frame)).toContainEqual(
        expect.objectContaining({ kind: 'card', view: expect.objectContaining({ version: 2, state: 'accepted' }) }),
      );
    });

    it('says on its card why nothing of it was done, and can be run again', async () => {
      const { id, card, run, notes } = await offered(...steps);
      expect(await run()).toMatchObject({
        status: 200,
        body: {
          ...{ state: 'shown', version: 2 },
          actions: [{ outcome: { succeeded: false, because: 'Disposition codes are turned off.', text: null } }, {}],
        },
      });
      expect([await notes(), (await context(id)).variables]).toEqual([[], {}]);
      expect(await card()).toMatchObject({ version: 2 });
      await turnOn(1);
      expect((await run()).body).toMatchObject({ state: 'accepted', actions: [{ outcome: { succeeded: true } }, {}] });
      expect(await notes()).toEqual(['Order A-17 goes back']);
    });

    it.each([
      ['a variable that nobody defined', { do: 'set-variables', variables: { order: 'A-17' } }, /order/],
      ['a code that there is not', { do: 'choose-dispositions', codes: ['gone'] }, /no disposition code gone/],
      ['words of which nothing is known', { do: 'add-note', text: '${$oc.Nothing}' }, /body is empty/],
    ])('names %s', async (_, step, because) => {
      await turnOn(1);
      const { run } = await offered(step);
      expect((await run()).body.actions[0].outcome).toMatchObject({
        succeeded: false,
        because: expect.stringMatching(because),
      });
    });

    it('is run by who sees the conversation, of what its card offers', async () => {
      const { run, notes } = await offered({ do: 'add-note', text: 'Hi' });
      expect(await run(0, 'diego')).toMatchObject({ status: 403 });
      expect(await run(1)).toMatchObject({ status: 404, body: { code: 'action-not-found' } });
      expect(await run(2)).toMatchObject({ status: 404 });
      expect(await run(7)).toMatchObject({ status: 400 });
      expect(await run('x')).toMatchObject({ status: 400 });
      expect(await run(0, 'lena', uuid())).toMatchObject({ status: 404, body: { code: 'card-not-found' } });
      expect(await notes()).toEqual([]);
    });
  });

  it('that begins after the agent listens to what a bot handed over from when an agent has taken it', async () => {
    const listens = { id: assistId, version: 1, slug: 'ada', name: 'Ada', begins: 'after-agent' };
    const marvin = { id: botId, version: 1, slug: 'marvin', name: 'Marvin', address: other.url };
    const questions = () => other.heard.filter(({ body }) => body['type'] === 'suggest');
    await service.hear(
      anEvent(assistKind.changed, { ...listens, address: other.url }),
      anEvent(botKind.changed, marvin),
      anEvent(workstreamSettings.changed, { workstreamId, version: 1, botId, assistIds: [assistId] }),
    );
    answers({ do: 'escalate' });
    await service.hear(aChannel(), aText({ body: 'Where is my order?' }));
    await turned('bot');
    const [{ id }] = await ongoing();
    await service.hear(aText({ body: 'Hello?', receivedAt: '2026-01-05T09:00:05.000Z' }));
    await turned('assist');
    expect(questions()).toEqual([]);
    other.answers(() => ({ body: { cards: [{ type: 'macro', title: 'Send a label' }] } }));
    await service.hear(anOfferEnded({ conversationId: id as never, agentId: personCalled('lena').agentId }));
    await turned('assist');
    expect(questions()).toHaveLength(1);
    const { body } = await service.get(`/api/conversations/${id}/cards`, { as: 'lena' });
    expect(body.items).toMatchObject([{ title: 'Send a label' }]);
  });

  it('that begins after the agent waits for their first text where no bot was before', async () => {
    const listens = { id: assistId, version: 1, slug: 'ada', name: 'Ada', begins: 'after-agent', address: other.url };
    await service.hear(
      anEvent(assistKind.changed, listens),
      anEvent(workstreamSettings.changed, { workstreamId, version: 1, assistIds: [assistId] }),
    );
    other.answers(() => ({ body: { cards: [] } }));
    const { id } = await aConversation(service, { acceptedBy: 'lena', body: 'It is broken' });
    await turned('assist');
    expect(other.heard).toEqual([]);
    await service.put(`/api/conversations/${id}/messages/${uuid()}`, { body: 'One moment' }, { as: 'lena' });
    await turned('assist');
    expect(other.heard).toHaveLength(1);
  });
});

describe('a translator', () => {
  it('says what foreign texts mean, and an agent’s words in the customer’s language, which transcripts show beside them', async () => {
    const translation = { enabled: true, provider: other.url };
    await service.hear(anEvent(organisationSettings.changed, { version: 1, translation }));
    await service.hear(aChannel({ settings: { realTimeTranslation: true } }));
    other.answers(({ body }) => ({
      body: { text: body.to === 'en-US' ? 'Good day' : 'Guten Tag', detected: 'de', score: 0.99 },
    }));
    const { id } = await aConversation(service, { acceptedBy: 'lena', body: 'Guten Tag' });
    await turned('translator');
    const { body } = await service.get(`/api/conversations/${id}/translations`, { as: 'lena' });
    expect(body).toMatchObject({
      items: [{ text: 'Good day', detected: 'de', language: 'en-US', version: 2 }],
      enabled: true,
      language: 'en-US',
    });
    expect(await context(id)).toMatchObject({ language: 'de-DE' });
    const translated = await service.post(`/api/conversations/${id}/translate`, {
      as: 'lena',
      body: { text: 'Good day' },
    });
    expect(translated).toMatchObject({ status: 200, body: { text: 'Guten Tag', language: 'de-DE' } });
    const messageId = uuid();
    const said = { body: 'Guten Tag', original: 'Good day' };
    await service.put(`/api/conversations/${id}/messages/${messageId}`, said, { as: 'lena' });
    const kept = async () => (await service.get(`/api/conversations/${id}/translations`, { as: 'lena' })).body.items;
    expect(await kept()).toContainEqual(
      expect.objectContaining({ messageId, text: 'Good day', detected: 'de-DE', failed: false }),
    );
    const transcript = async (query = '') =>
      (await service.get(`/api/conversations/${id}/transcript${query}`, { as: 'lena' })).body.messages
        .filter(({ kind }: { kind: string }) => kind === 'text')
        .map(({ content, translation: its }: { content: string; translation: unknown }) => [content, its]);
    const rendered = { language: 'en-US', text: 'Good day' };
    expect(await transcript()).toEqual([
      ['Guten Tag', { ...rendered, contentLanguage: 'de', byAuthor: false }],
      ['Guten Tag', { ...rendered, contentLanguage: 'de-DE', byAuthor: true }],
    ]);
    expect(await transcript('?for=customer')).toEqual([
      ['Guten Tag', null],
      ['Guten Tag', null],
    ]);
    other.answers(() => ({ status: 503 }));
    expect(
      await service.post(`/api/conversations/${id}/translate`, { as: 'lena', body: { text: 'Good day' } }),
    ).toMatchObject({
      status: 409,
      body: { code: 'translator-away' },
    });
    const unsaid = aText({ body: 'Noch etwas' });
    await service.hear(unsaid);
    for (let tries = 0; tries < 3; tries += 1) {
      await turned('translator');
      await service.database.read((db) => db.query(`UPDATE errand SET due_at = due_at - interval '1 minute'`));
    }
    expect(await kept()).toContainEqual(
      expect.objectContaining({ messageId: unsaid.data.messageId, text: '', failed: true, version: 1 }),
    );
  });

  it('that does not say which language it found is believed where it says something else', async () => {
    await service.hear(
      anEvent(organisationSettings.changed, { version: 1, translation: { enabled: true, provider: other.url } }),
      aChannel({ settings: { realTimeTranslation: true } }),
    );
    other.answers(({ body }) => ({ body: { text: body['text'] === 'Guten Tag' ? 'Good day' : body['text'] } }));
    const { id } = await aConversation(service, { acceptedBy: 'lena', body: 'Guten Tag' });
    await service.hear(aText({ body: 'OK', receivedAt: '2026-01-05T09:00:05.000Z' }));
    await turned('translator');
    const { body } = await service.get(`/api/conversations/${id}/translations`, { as: 'lena' });
    expect(body.items).toMatchObject([{ text: 'Good day', detected: null }]);
    expect(await context(id)).toMatchObject({ language: 'en-US' });
  });

  it('that answers after the customer was forgotten leaves nothing', async () => {
    await service.hear(
      anEvent(organisationSettings.changed, { version: 1, translation: { enabled: true, provider: other.url } }),
      aChannel({ settings: { realTimeTranslation: true } }),
    );
    let answer = (_: object) => {};
    other.answers(() => new Promise((done) => (answer = done)));
    await aConversation(service, { acceptedBy: 'lena', body: 'Ein Schwertfisch' });
    await service.turn('errands.translator');
    await until('the translator was asked', () => other.heard.length > 0);
    await service.put(`/api/conversations/erasures/${uuid()}`, { numbers: ['+14155550111'] }, { as: 'dana' });
    await service.turn('timers');
    answer({ body: { text: 'A swordfish', detected: 'de', score: 0.99 } });
    await turned('translator');
    for (const table of ['message_translation', 'errand'])
      expect(await service.database.read((db) => db.query(`SELECT * FROM ${table}`))).toEqual([]);
  });
});
