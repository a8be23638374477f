import { v7 as uuid } from 'uuid';
import {
  automatedMessageKind,
  consentChanged,
  maskingRuleKind,
  organisationSettings,
  operatingHoursKind,
  surveyKind,
  textWritten,
  timeOutRuleKind,
} from '#contracts';
import {
  aChannel,
  aConversation,
  anAgent,
  anEvent,
  anOfferEnded,
  anOfferMade,
  anOverflowEnded,
  aQueue,
  aService,
  aText,
  aWorkstream,
  letPass,
  personCalled,
  type Service,
} from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';

const lena = personCalled('lena').agentId;
const diego = personCalled('diego').agentId;
const workstreamId = '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e12';
const channelId = '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e11';

let service: Service;
beforeEach(async () => {
  service = await aService(ConversationsModule, conversationsSchema);
  await service.hear(anAgent({ agentId: lena, name: 'Lena Marsh', firstName: 'Lena' }));
});
afterEach(() => service.stop());

const common = (slug: string) => ({ id: uuid(), version: 1, slug, name: slug });
const message = (trigger: string, text: string, changes: object = {}) =>
  anEvent(automatedMessageKind.changed, {
    ...common(`m-${uuid()}`),
    trigger,
    level: 'sms',
    channelId: null,
    locale: 'en-US',
    text,
    active: true,
    ...changes,
  });
const now = async (id: string) => (await service.get(`/api/conversations/${id}`, { as: 'sofia' })).body;
const thread = async (id: string) =>
  (await service.get(`/api/conversations/${id}/messages`, { as: 'sofia' })).body.items.map(
    ({ body }: { body: string }) => body,
  );
/** What Lena reads that the customer gets when she presses End. */
const farewell = async (id: string, as: 'lena' | 'diego' = 'lena') =>
  (await service.get(`/api/conversations/${id}/farewell`, { as })).body;
const press = (id: string, button: string) => service.post(`/api/conversations/${id}/${button}`, { as: 'lena' });
const pass = (minutes: number) => letPass(service, minutes);
/** What left for the customer, once what fired has been gathered. */
const sent = async () => {
  await pass(0.05);
  await service.turn('outbox');
  return service
    .said(textWritten.type)
    .map((event) => textWritten.parse(event).data)
    .filter(({ author }) => author !== 'agent')
    .map(({ body }) => body);
};

describe('an agent who writes at once', () => {
  beforeEach(() => service.hear(message('agent-joined', '{AgentName} is here for you now.')));

  it('needs no introduction any more: it stays unsaid', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await service.put(`/api/conversations/${id}/messages/${uuid()}`, { body: 'Hello, I am Lena' }, { as: 'lena' });
    await pass(1);
    expect(await thread(id)).toEqual(['Hello, I am Lena', 'Hello']);
  });

  it('takes nothing else of what is said by itself along', async () => {
    await service.hear(message('greeting', 'You are welcome.'));
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await service.put(`/api/conversations/${id}/messages/${uuid()}`, { body: 'Hello, I am Lena' }, { as: 'lena' });
    await pass(1);
    expect(await thread(id)).toEqual(['You are welcome.', 'Hello, I am Lena', 'Hello']);
    const { lastText } = (await service.get(`/api/conversations/${id}`, { as: 'lena' })).body;
    expect(lastText).toMatchObject({ body: 'You are welcome.', author: { kind: 'system', agentId: null } });
  });

  it('is introduced when it was a colleague who had written', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await service.put(`/api/conversations/${id}/messages/${uuid()}`, { body: 'Hello, I am Lena' }, { as: 'lena' });
    await pass(1);
    await service.hear(anOfferEnded({ conversationId: id, agentId: lena, outcome: 'lost', version: 3 }));
    await service.hear(anAgent({ agentId: diego, name: 'Diego Kessler', firstName: 'Diego' }));
    await service.hear(anOfferEnded({ conversationId: id, agentId: diego, version: 4 }));
    await pass(1);
    expect((await thread(id))[0]).toBe('Diego is here for you now.');
  });
});

describe('a supervisor who joins', () => {
  const joined = async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    expect((await service.post(`/api/conversations/${id}/join`, { as: 'sofia' })).status).toBe(200);
    await pass(1);
    return (await now(id)).companions;
  };

  it('is nobody whom the customer is told of, as the text for it is off by default', async () => {
    expect(await joined()).toMatchObject([{ speaks: true, customerTold: false }]);
  });

  it('is told to the customer where the text for it is on', async () => {
    await service.hear(message('colleague-joined', 'A colleague has joined.'));
    expect(await joined()).toMatchObject([{ speaks: true, customerTold: true }]);
  });

  it('is no news where the text found no room', async () => {
    const settings = `/api/conversations/workstreams/${workstreamId}/settings`;
    await service.hear(aWorkstream({ workstreamId }));
    await service.put(settings, { automatedTexts: 0 }, { as: 'dana', headers: { 'if-match': '"0"' } });
    await service.hear(message('colleague-joined', 'A colleague has joined.'));
    expect(await joined()).toMatchObject([{ speaks: true, customerTold: false }]);
  });
});

describe('an automated message', () => {
  it('names a supervisor who joins, also one who is no agent', async () => {
    for (const [trigger, said] of [
      ['colleague-joined', '{AgentName} has joined.'],
      ['colleague-left', '{AgentName} has left.'],
    ] as const)
      await service.hear(message(trigger, said));
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    for (const button of ['monitor', 'join'])
      expect(await service.post(`/api/conversations/${id}/${button}`, { as: 'sofia' })).toMatchObject({ status: 200 });
    const [name] = personCalled('sofia').name.split(' ');
    expect(await sent()).toEqual([`Lena is here for you now.\n${name} has joined.`]);
    await service.post(`/api/conversations/${id}/leave`, { as: 'sofia' });
    expect((await sent()).at(-1)).toBe(`${name} has left.`);
  });

  it.each([
    ['first', 'Lena'],
    ['last', 'Marsh'],
    ['full', 'Lena Marsh'],
    ['nickname', 'Lena Marsh'],
  ])(
    'names agents as the organisation says (%s), by their name where nothing else was set',
    async (displayName, said) => {
      await service.hear(
        anAgent({ agentId: lena, name: 'Lena Marsh', version: 2 }),
        anEvent(organisationSettings.changed, { version: 1, agent: { displayName } }),
      );
      await aConversation(service, { acceptedBy: 'lena' });
      expect(await sent()).toEqual([`${said} is here for you now.`]);
    },
  );

  it('is sent as it comes, named and in one text with what else fires', async () => {
    const { id } = await aConversation(service);
    await service.hear(anOfferMade({ conversationId: id, agentId: lena, version: 1 }));
    await service.hear(anOfferEnded({ conversationId: id, agentId: lena, version: 2 }));
    expect(await sent()).toEqual(['Lena is here for you now.']);
    await press(id, 'end');
    expect((await sent()).at(-1)).toBe('Lena has ended the conversation. Write again whenever you need us.');
    expect(await thread(id)).toHaveLength(3);
  });

  it('names the queue through which the customer came to their agent, as long as they have them', async () => {
    const queue = aQueue({ name: 'Billing' });
    await service.hear(
      queue,
      message('agent-joined', 'You have reached {QueueName}.'),
      message('agent-ended-conversation', '{QueueName} says goodbye.'),
      message('session-ended', '{AgentName} of {QueueName} has gone.'),
    );
    const { id } = await aConversation(service);
    const { queueId } = queue.data;
    await service.hear(anOfferEnded({ conversationId: id, agentId: lena, queueId, version: 2 }));
    for (const [button, text] of [
      ['read', 'You have reached Billing.'],
      ['end', 'Billing says goodbye.'],
      ['close', 'Lena of Billing has gone.'],
    ] as const) {
      await press(id, button);
      expect((await sent()).at(-1)).toBe(text);
    }
  });

  it('is the channel’s before that of all numbers, may be turned off, and leaves out what is unknown', async () => {
    await service.hear(message('agent-joined', 'For all: {AgentName}'));
    await service.hear(message('greeting', 'Hello {$Nothing$} there', { level: 'channel', channelId }));
    await service.hear(message('agent-ended-conversation', 'Off', { active: false }));
    const { id } = await aConversation(service);
    await service.hear(anOfferEnded({ conversationId: id, agentId: lena, version: 2 }));
    expect(await sent()).toEqual(['Hello there\nFor all: Lena']);
    expect(await farewell(id)).toEqual({ text: null });
    await press(id, 'end');
    expect(await sent()).toHaveLength(1);
  });

  it('goes to nobody who opted out, and is not more than the budget', async () => {
    const optedOut = anEvent(consentChanged, {
      entryId: uuid(),
      position: 1,
      provider: 'twilio',
      numbers: ['+14252306549'],
      customer: '+14155550111',
      status: 'opted-out',
      source: 'agent',
      word: null,
      messageId: null,
      recordedBy: null,
      at: '2026-01-05T08:00:00.000Z',
    });
    await service.hear(optedOut);
    const refused = await aConversation(service, { acceptedBy: 'lena' });
    expect(await sent()).toEqual([]);
    expect(await farewell(refused.id)).toEqual({ text: null });

    await service.hear(aWorkstream({ workstreamId }));
    const settings = `/api/conversations/workstreams/${workstreamId}/settings`;
    await service.put(settings, { automatedTexts: 1 }, { as: 'dana', headers: { 'if-match': '"0"' } });
    const { id } = await aConversation(service, { from: '+14155550112', acceptedBy: 'lena' });
    expect(await sent()).toHaveLength(1);
    expect(await farewell(id)).toEqual({ text: null });
    await press(id, 'end');
    expect(await sent()).toHaveLength(1);
  });

  it('leaves the budget as it is where it is none of what the budget is about', async () => {
    await service.hear(aWorkstream({ workstreamId }));
    const settings = `/api/conversations/workstreams/${workstreamId}/settings`;
    const asked = { automatedTexts: 1, waitMessage: { texts: [] }, reopenWithinHours: 1 };
    await service.put(settings, asked, { as: 'dana', headers: { 'if-match': '"0"' } });
    await service.hear(message('agent-joined', 'Off', { active: false }));
    const { id } = await aConversation(service);
    await service.hear(anOverflowEnded({ conversationId: id }));
    expect(await sent()).toHaveLength(1);
    await service.hear(message('greeting', 'Welcome back.'), message('agent-assigned', 'Lena is next.'));
    await service.hear(aText({ body: 'Again' }));
    await service.hear(anOfferMade({ conversationId: id, agentId: lena, version: 9 }));
    expect((await sent()).at(-1)).toBe('Lena is next.');
  });

  it('is read before the conversation is ended, by its agent alone, as the customer then gets it', async () => {
    await service.hear(message('agent-ended-conversation', 'Goodbye from {AgentName}'));
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const before = await sent();
    const told = await farewell(id);
    expect(told).toEqual({ text: 'Goodbye from Lena' });
    expect(await farewell(id, 'diego')).toMatchObject({ code: 'not-allowed' });
    await press(id, 'end');
    expect(await sent()).toEqual([...before, told.text]);
    expect(await farewell(id)).toEqual({ text: null });
  });

  it('says that overflow ended it even when that is turned off', async () => {
    await service.hear(message('overflow-ended-conversation', 'Quiet', { active: false }));
    const { id } = await aConversation(service);
    await service.hear(anOverflowEnded({ conversationId: id }));
    expect(await sent()).toEqual(['Sorry, we cannot answer any more messages right now. Please write again later.']);
    expect((await now(id)).status).toBe('closed');
  });

  it.each([
    ['outside the hours', [], 'We are closed at the moment'],
    ['on a holiday', [{ id: uuid(), from: '2000-01-01', to: '2099-12-31', reason: 'Long holiday' }], 'It is a holiday'],
  ])('%s says so once, when a conversation begins', async (_, holidays, words) => {
    const hoursId = uuid();
    await service.hear(
      anEvent(operatingHoursKind.changed, {
        ...common('hours'),
        id: hoursId,
        timeZone: 'UTC',
        shifts: [],
        holidays,
      }),
    );
    await service.hear(aChannel({ version: 2, settings: { operatingHoursId: hoursId } }));
    await service.hear(aText());
    await service.hear(aText({ body: 'Hello?' }));
    const texts = await sent();
    expect(texts).toEqual([expect.stringContaining(words)]);
  });

  it('tells the agent what became of asking a colleague, and the customer nothing of it', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const before = (await sent()).length;
    const made = anOfferMade({ conversationId: id, agentId: diego, slot: 'transfer', byAgentId: lena, version: 3 });
    await service.hear(made);
    const { offerId } = made.data;
    await service.hear(
      anOfferEnded({ conversationId: id, agentId: diego, version: 4, outcome: 'rejected', offerId, slot: 'transfer' }),
    );
    expect(await thread(id)).toEqual(
      expect.arrayContaining([
        'Waiting for your colleague to accept the transfer.',
        'Your colleague declined the transfer. The conversation stays with you.',
      ]),
    );
    expect(await sent()).toHaveLength(before);
  });

  describe('where customers are told that they still wait', () => {
    beforeEach(async () => {
      await service.hear(aWorkstream({ workstreamId }));
      const texts = [{ locale: 'en-US', text: 'You are still in line.' }];
      const waitMessage = { enabled: true, everyMinutes: 10, atMost: 2, texts };
      const settings = `/api/conversations/workstreams/${workstreamId}/settings`;
      const first = { as: 'dana', headers: { 'if-match': '"0"' } };
      expect((await service.put(settings, { waitMessage }, first)).status).toBe(200);
    });
    const still = 'You are still in line.';

    it('says so no oftener than the workstream says', async () => {
      await aConversation(service);
      expect(await sent()).toEqual([]);
      for (const minutes of [10, 10, 10, 10]) {
        await pass(minutes);
        await sent();
      }
      expect(await sent()).toEqual([still, still]);
    });

    it('says so as often where agents are asked meanwhile and do not take it', async () => {
      const { id } = await aConversation(service);
      for (let round = 0; round < 15; round += 1) {
        const version = 2 * round + 1;
        await service.hear(anOfferMade({ conversationId: id, agentId: lena, version }));
        await pass(2);
        await service.hear(
          anOfferEnded({ conversationId: id, agentId: lena, version: version + 1, outcome: 'timed-out' }),
        );
        await sent();
      }
      expect(await sent()).toEqual([still, still]);
    });

    it('says so anew to who waits again', async () => {
      const { id } = await aConversation(service, { acceptedBy: 'lena' });
      await pass(11);
      await press(id, 'close');
      await service.hear(aText({ body: 'Hello?' }));
      await pass(9);
      expect(await sent()).not.toContain(still);
      await pass(1);
      expect(await sent()).toContain(still);
    });
  });
});

describe('a time-out rule', () => {
  const rule = (changes: object) =>
    anEvent(timeOutRuleKind.changed, {
      ...common(`rule-${uuid()}`),
      active: true,
      workstreamId,
      trigger: 'customer-silent',
      after: { value: 10, unit: 'minutes' },
      action: 'send-message',
      recipient: 'customer',
      texts: [{ locale: 'en-US', text: 'Are you still there?' }],
      defaultLocale: 'en-US',
      priority: 100,
      ...changes,
    });
  const close = { action: 'close', recipient: null, texts: [], after: { value: 30, unit: 'minutes' } };
  const reply = (id: string) =>
    service.put(`/api/conversations/${id}/messages/${uuid()}`, { body: 'How can I help?' }, { as: 'lena' });
  const fromAgent = async () => {
    await service.turn('outbox');
    return service
      .said(textWritten.type)
      .map((event) => textWritten.parse(event).data)
      .filter(({ author }) => author === 'agent')
      .map(({ body }) => body);
  };

  it('reminds a silent customer once, as their agent, and closes the conversation when they stay silent', async () => {
    await service.hear(rule({}), rule(close));
    await service.turn('timers');
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await reply(id);
    await pass(9);
    expect(await fromAgent()).toEqual(['How can I help?']);
    await pass(2);
    await pass(10);
    expect(await fromAgent()).toEqual(['How can I help?', 'Are you still there?']);
    expect((await now(id)).status).toBe('active');
    await pass(10);
    expect(await now(id)).toMatchObject({ status: 'closed', statusReason: 'customer-silent' });
  });

  it('reminds who does not answer what an agent wrote first', async () => {
    await service.hear(aChannel(), rule({}));
    await service.turn('timers');
    const first = { channelId, to: '+14155550111', body: 'Your parcel is here.' };
    expect((await service.put(`/api/conversations/started/${uuid()}`, first, { as: 'lena' })).status).toBe(200);
    await pass(9);
    expect(await fromAgent()).toEqual(['Your parcel is here.']);
    await pass(2);
    expect(await fromAgent()).toEqual(['Your parcel is here.', 'Are you still there?']);
  });

  it('begins anew with every text, and does nothing to who is not silent', async () => {
    await service.hear(rule({}));
    await service.turn('timers');
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await reply(id);
    await pass(9);
    await service.hear(aText({ body: 'Yes', receivedAt: new Date().toISOString() }));
    await pass(30);
    expect(await fromAgent()).toEqual(['How can I help?']);
    await reply(id);
    await pass(11);
    expect(await fromAgent()).toHaveLength(3);
  });

  it('tells an agent who is silent, moves to waiting, and follows rules that come later', async () => {
    const receivedAt = new Date().toISOString();
    const { id } = await aConversation(service, { acceptedBy: 'lena', receivedAt });
    await service.hear(
      rule({ trigger: 'agent-silent', recipient: 'agent', texts: [{ locale: 'en-US', text: 'The customer waits.' }] }),
      rule({ trigger: 'agent-silent', ...close, action: 'wait' }),
    );
    await service.turn('timers');
    await pass(11);
    expect(await thread(id)).toContain('The customer waits.');
    await pass(20);
    expect(await now(id)).toMatchObject({ status: 'waiting', statusReason: 'moved-to-waiting', agentId: lena });
  });
});

describe('a survey', () => {
  const surveyId = uuid();
  const asks = async (changes: object = {}, texts?: object[]) => {
    await service.hear(
      anEvent(surveyKind.changed, {
        ...common('how-was-it'),
        id: surveyId,
        type: 'csat',
        address: null,
        mode: 'link',
        texts: texts ?? [
          { locale: 'en-US', message: 'How was it?', question: 'How <happy> are you?', thanks: 'Thank you!' },
          { locale: 'ar-SA', message: 'كيف كان؟', question: 'ما مدى رضاك؟', thanks: 'شكراً' },
        ],
        defaultLocale: 'en-US',
        asksForComment: true,
        expiresAfterHours: 72,
        ...changes,
      }),
      anEvent(automatedMessageKind.changed, {
        ...common('ended'),
        trigger: 'agent-ended-conversation',
        level: 'sms',
        channelId: null,
        locale: 'en-US',
        text: 'Off',
        active: false,
      }),
    );
    const survey = { surveyId, mode: 'link', message: '' };
    await service.hear(aChannel({ version: 2, settings: { survey } }));
  };
  const answered = async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await service.put(`/api/conversations/${id}/messages/${uuid()}`, { body: 'Done' }, { as: 'lena' });
    await sent();
    return id;
  };
  const surveyTexts = async () => {
    await service.turn('surveys');
    return (await sent()).filter((body) => body !== 'Lena is here for you now.');
  };
  const period = 'from=2020-01-01T00:00:00Z&to=2020-12-31T00:00:00Z'.replaceAll(
    '2020',
    String(new Date().getFullYear()),
  );

  it('goes out once over the whole path, and its page takes one answer', async () => {
    await asks();
    const id = await answered();
    await press(id, 'end');
    const [text, ...more] = await surveyTexts();
    expect(more).toEqual([]);
    const [, path] = /^How was it\? https:\/\/parley\.example\/desk(\/surveys\/[\w-]{20})$/.exec(text!)!;
    await press(id, 'close');
    expect(await surveyTexts()).toHaveLength(1);

    const ask = (url: string) => service.app.inject({ method: 'GET', url });
    const page = await ask(path!);
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.body).toContain('How &lt;happy&gt; are you?');
    const arabic = await ask(`${path}?lang=ar-SA`);
    expect(arabic.body).toContain('dir="rtl"');

    const answer = (payload: string) =>
      service.app.inject({
        method: 'POST',
        url: path!,
        payload,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    expect((await answer('score=9')).statusCode).toBe(400);
    expect((await answer('score=4&comment=%3DVery+kind')).body).toContain('Thank you!');
    expect((await answer('score=1')).body).toContain('Thank you!');
    expect((await ask(path!)).statusCode).toBe(404);
    expect((await ask('/surveys/12345678901234567890')).statusCode).toBe(404);

    const results = await service.get(`/api/conversations/reports/survey-results?${period}`, { as: 'sofia' });
    expect(results.body.items).toMatchObject([
      { conversationId: id, agentId: lena, score: 4, comment: '=Very kind', type: 'csat' },
    ]);
    const csv = await service.app.inject({
      method: 'GET',
      url: `/api/conversations/reports/survey-results.csv?${period}`,
      headers: { authorization: 'Bearer sofia' },
    });
    expect(csv.body.split('\r\n')[1]).toContain(`,4,'=Very kind`);
    const summary = await service.get(`/api/conversations/reports/surveys?${period}&by=agent`, { as: 'sofia' });
    expect(summary.body.rows).toEqual([
      { id: lena, type: 'csat', asked: 1, answered: 1, averageScore: 4, netPromoterScore: null },
    ]);
  });

  it('keeps of what is written on its page what masking leaves of a customer’s text', async () => {
    const [card] = maskingRuleKind.initial;
    const masking = { customersFromAgents: true, agentsFromCustomers: false };
    await service.hear(
      anEvent(maskingRuleKind.changed, { ...card, version: 1 }),
      anEvent(organisationSettings.changed, { version: 1, masking }),
    );
    await asks();
    await press(await answered(), 'end');
    const [text] = await surveyTexts();
    await service.app.inject({
      method: 'POST',
      url: /\/surveys\/[\w-]{20}$/.exec(text!)![0],
      payload: 'score=2&comment=My+card+4111+1111+1111+1111+was+charged+twice',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    const results = await service.get(`/api/conversations/reports/survey-results?${period}`, { as: 'sofia' });
    expect(results.body.items).toMatchObject([{ score: 2, comment: `My card ${'#'.repeat(19)} was charged twice` }]);
  });

  it('by reply takes a number for the answer, and anything else for a new text', async () => {
    await asks({ type: 'nps', mode: 'reply', asksForComment: false });
    const id = await answered();
    await press(id, 'end');
    await press(id, 'close');
    expect(await surveyTexts()).toEqual(['How was it? How <happy> are you? (0-10)']);
    await service.hear(aText({ body: '١٠', receivedAt: new Date().toISOString() }));
    expect((await now(id)).status).toBe('closed');
    expect((await surveyTexts()).at(-1)).toBe('Thank you!');
    expect(await thread(id)).toContain('١٠');
    await service.hear(aText({ body: '9', receivedAt: new Date().toISOString() }));
    const ongoing = await service.get('/api/conversations?view=ongoing', { as: 'sofia' });
    expect(ongoing.body.items).toMatchObject([{ lastText: { body: '9' }, previousConversationId: id }]);
    const summary = await service.get(`/api/conversations/reports/surveys?${period}`, { as: 'sofia' });
    expect(summary.body.rows).toMatchObject([{ asked: 1, answered: 1, averageScore: 10, netPromoterScore: 100 }]);
  });

  it.each(['link', 'reply'])('takes no answer by %s once its time is over', async (mode) => {
    await asks({ mode });
    const id = await answered();
    for (const button of ['end', 'close']) await press(id, button);
    const [text] = await surveyTexts();
    await service.database.read((db) => db.query(`UPDATE survey_request SET expires_at = now() - interval '1 second'`));
    const path = /\/surveys\/[\w-]{20}$/.exec(text!)?.[0];
    expect(Boolean(path)).toBe(mode === 'link');
    if (path) expect((await service.app.inject({ method: 'GET', url: path })).statusCode).toBe(404);
    await service.hear(aText({ body: '5', receivedAt: new Date().toISOString() }));
    const ongoing = await service.get('/api/conversations?view=ongoing', { as: 'sofia' });
    expect(ongoing.body.items).toMatchObject([{ lastText: { body: '5' }, previousConversationId: id }]);
    const summary = await service.get(`/api/conversations/reports/surveys?${period}`, { as: 'sofia' });
    expect(summary.body.rows).toMatchObject([{ asked: 1, answered: 0 }]);
  });

  describe('after an end that came by itself while it is quiet', () => {
    const sql = (statement: string) => service.database.read((db) => db.query(statement));
    const closedAtNight = async () => {
      await asks({ mode: 'reply' });
      const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString().slice(11, 16);
      const outbound = { quietHours: { from: at(-60), to: at(60), zone: 'UTC' } };
      await service.hear(anEvent(organisationSettings.changed, { version: 1, outbound }));
      const id = await answered();
      await sql(`UPDATE conversation_context SET variables = '{"TimeZone":"UTC"}'`);
      const long = `now() - interval '31 days'`;
      await sql(`UPDATE conversation SET last_activity_at = ${long}, status_since = ${long}`);
      await pass(31 * 24 * 60);
      expect(await now(id)).toMatchObject({ status: 'closed', statusReason: 'auto-closed' });
      expect(await surveyTexts()).toEqual([]);
      return id;
    };
    const morning = () => sql(`UPDATE survey_request SET sent_at = sent_at - interval '61 minutes'`);

    const asked = async () =>
      (await service.get(`/api/conversations/reports/surveys?${period}`, { as: 'sofia' })).body.rows;

    it('waits for the morning', async () => {
      await closedAtNight();
      await morning();
      expect(await surveyTexts()).toEqual(['How was it? How <happy> are you? (1-5)']);
      expect(await asked()).toMatchObject([{ asked: 1 }]);
    });

    it('takes no number for its answer before, and does not ask who talks with us again by then', async () => {
      const id = await closedAtNight();
      await service.hear(aText({ body: '4', receivedAt: new Date().toISOString() }));
      const ongoing = await service.get('/api/conversations?view=ongoing', { as: 'sofia' });
      expect(ongoing.body.items).toMatchObject([{ previousConversationId: id }]);
      await morning();
      expect(await surveyTexts()).toEqual([]);
      expect(await asked()).toEqual([]);
    });

    it('is not for who opts out until then', async () => {
      await closedAtNight();
      await service.hear(
        anEvent(consentChanged, {
          ...{ entryId: uuid(), position: 1, provider: 'twilio', numbers: ['+14252306549'], customer: '+14155550111' },
          ...{ status: 'opted-out', source: 'agent', word: null, messageId: null, recordedBy: null },
          at: new Date().toISOString(),
        }),
      );
      await morning();
      expect(await surveyTexts()).toEqual([]);
      expect(await asked()).toEqual([]);
    });
  });

  it('shows its answer at once to who still wraps the conversation up', async () => {
    await asks({ mode: 'reply' });
    await press(await answered(), 'end');
    await surveyTexts();
    service.shown.length = 0;
    await service.hear(aText({ body: '5', receivedAt: new Date().toISOString() }));
    expect(service.shown).toMatchObject([
      { frame: { kind: 'message', view: { body: '5', direction: 'in' } }, audience: { agents: [lena] } },
    ]);
  });

  it('is not for who was never answered', async () => {
    await asks();
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await press(id, 'end');
    expect(await surveyTexts()).toEqual([]);
  });

  it('is not for whom nobody answered but a rule in the name of their agent', async () => {
    await asks();
    await service.hear(
      anEvent(timeOutRuleKind.changed, {
        ...common('sorry'),
        ...{
          active: true,
          workstreamId,
          trigger: 'agent-silent',
          after: { value: 10, unit: 'minutes' },
          priority: 100,
        },
        ...{ action: 'send-message', recipient: 'customer', defaultLocale: 'en-US' },
        texts: [{ locale: 'en-US', text: 'One moment, please.' }],
      }),
    );
    await service.turn('timers');
    const { id } = await aConversation(service, { acceptedBy: 'lena', receivedAt: new Date().toISOString() });
    await pass(11);
    expect(await thread(id)).toContain('One moment, please.');
    await press(id, 'end');
    await service.turn('surveys');
    expect(await sent()).not.toContainEqual(expect.stringContaining('How was it?'));
  });

  it('is not for who never wrote, nor for whom nobody answered after an agent wrote first', async () => {
    await asks();
    const first = async (to: string) => {
      const id = uuid();
      const text = { channelId, to, body: 'Your parcel is here.' };
      expect((await service.put(`/api/conversations/started/${id}`, text, { as: 'lena' })).status).toBe(200);
      return id;
    };
    const silent = await first('+14155550111');
    for (const button of ['revive', 'end']) expect((await press(silent, button)).status).toBe(200);
    const answering = await first('+14155550112');
    const later = new Date(Date.now() + 1000).toISOString();
    await service.hear(aText({ from: '+14155550112', body: 'Who is this?', receivedAt: later }));
    await service.hear(anOfferEnded({ conversationId: answering as never, agentId: lena, version: 2 }));
    expect((await press(answering, 'end')).status).toBe(200);
    expect(await surveyTexts()).toEqual([]);
  });
});

describe('settings of the life of a workstream', () => {
  const path = `/api/conversations/workstreams/${workstreamId}/settings`;
  const set = (body: object, version: number) =>
    service.put(path, body, { as: 'dana', headers: { 'if-match': `"${version}"` } });
  beforeEach(() => service.hear(aWorkstream({ workstreamId })));

  it('are as usual until somebody changes them, one at a time, and warn of what is seldom meant', async () => {
    expect((await service.get(path, { as: 'dana' })).body).toMatchObject({
      version: 0,
      waitingMinutes: 40_320,
      warnings: [],
    });
    expect((await set({ waitingMinutes: 60 }, 0)).body).toMatchObject({
      version: 1,
      warnings: [{ field: 'waitingMinutes' }],
    });
    expect((await set({ waitingMinutes: 90 }, 0)).status).toBe(412);
    expect((await service.put(path, {}, { as: 'dana' })).status).toBe(428);
    for (const word of ['STOP', 'Revoke', 'optout'])
      expect(await set({ endWords: [word] }, 1)).toMatchObject({
        status: 400,
        body: { errors: [{ field: 'endWords.0', message: 'is a word of the carriers' }] },
      });
    expect((await service.get(path.replace(/\w{12}\/settings/, '0d2f3b6c9e99/settings'), { as: 'dana' })).status).toBe(
      404,
    );
  });

  it('hold for conversations that are under way', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await press(id, 'close');
    await set({ waitingMinutes: 60 }, 0);
    await service.turn('timers');
    await service.database.read((db) =>
      db.query(`UPDATE conversation SET status_since = status_since - interval '61 minutes',
                                        last_activity_at = last_activity_at - interval '61 minutes'`),
    );
    await pass(61);
    expect((await now(id)).status).toBe('closed');
  });

  it('let a text within the window go on in the closed conversation', async () => {
    await set({ reopenWithinHours: 24 }, 0);
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await press(id, 'end');
    await press(id, 'close');
    await service.hear(aText({ body: 'One more thing' }));
    expect(await now(id)).toMatchObject({ status: 'open', statusReason: 'reopened', closedAt: null });
  });

  it('let customers end a conversation with a word, and the next text opens another', async () => {
    await set({ endWords: ['done'] }, 0);
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await service.hear(aText({ body: 'Done.' }), aText({ body: 'Hello again' }));
    expect(await now(id)).toMatchObject({ status: 'closed', statusReason: 'customer-ended' });
    const ongoing = await service.get('/api/conversations?view=ongoing', { as: 'sofia' });
    expect(ongoing.body.items).toMatchObject([{ previousConversationId: id, lastText: { body: 'Hello again' } }]);
  });

  it('let such a word open nothing, nor reopen, where nothing goes on that it could end', async () => {
    await set({ endWords: ['done'], reopenWithinHours: 24 }, 0);
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    for (const button of ['end', 'close']) {
      await press(id, button);
      const { status } = await now(id);
      await service.hear(aText({ body: 'Done' }));
      expect((await now(id)).status).toBe(status);
    }
    expect((await thread(id)).filter((body: string) => body === 'Done')).toHaveLength(2);
    const ongoing = async () => (await service.get('/api/conversations?view=ongoing', { as: 'sofia' })).body.items;
    expect(await ongoing()).toEqual([]);
    await service.hear(aText({ from: '+14155550112', body: 'Done' }));
    expect(await ongoing()).toMatchObject([{ customer: '+14155550112' }]);
  });

  it('are exported and taken back as a file, which says again changes nothing', async () => {
    await set({ waitingMinutes: 600, endWords: ['DONE'] }, 0);
    const file = (await service.get('/api/conversations/configuration', { as: 'dana' })).body;
    expect(file).toMatchObject({ format: 1, 'conversation-settings': { [workstreamId]: { waitingMinutes: 600 } } });
    const put = (body: object, query = '') =>
      service.put(`/api/conversations/configuration${query}`, body, { as: 'dana' });
    expect((await put(file)).body.counts).toMatchObject({ unchanged: 1 });
    const other = { format: 1, 'conversation-settings': { [workstreamId]: { waitingMinutes: 700 } } };
    expect((await put(other, '?dryRun=true')).body).toMatchObject({
      dryRun: true,
      items: [{ action: 'changed', differing: ['waitingMinutes', 'endWords'] }],
    });
    expect((await service.get(path, { as: 'dana' })).body.waitingMinutes).toBe(600);
    await put(other);
    expect((await service.get(path, { as: 'dana' })).body).toMatchObject({ waitingMinutes: 700, version: 2 });
  });
});

describe('the reports', () => {
  it('say how conversations were handled', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await aConversation(service, { from: '+14155550112' });
    const first = { channelId, to: '+14155550113', body: 'Your parcel is here.' };
    const begun = uuid();
    expect((await service.put(`/api/conversations/started/${begun}`, first, { as: 'lena' })).status).toBe(200);
    await service.post(`/api/conversations/${begun}/force-close`, { as: 'sofia' });
    await press(id, 'end');
    await press(id, 'close');
    const year = new Date().getFullYear();
    const period = `from=${year}-01-01T00:00:00Z&to=${year}-12-31T23:59:59Z`;
    const sessions = await service.get(`/api/conversations/reports/sessions?${period}`, { as: 'sofia' });
    expect(sessions.body.rows).toMatchObject([
      { id: lena, offered: 1, accepted: 1, rejected: 0, wrapUpSeconds: expect.any(Number) },
    ]);
    const all = await service.get(`/api/conversations/reports/conversations?${period}`, { as: 'sofia' });
    expect(all.body).toMatchObject({
      rows: [{ id: workstreamId, incoming: 3, answered: 1, abandoned: 0, closed: 2 }],
      now: { open: 1, unaccepted: 0, active: 0, waiting: 0, wrapUp: 0 },
    });
    expect((await service.get(`/api/conversations/reports/sessions?${period}`, { as: 'lena' })).status).toBe(403);
  });
});
