import { v7 as uuid } from 'uuid';
import {
  contextVariableKind,
  conversationContextChanged,
  conversationReady,
  theOrganisation,
  workstreamChanged,
} from '#contracts';
import { isGenuine, OutsideSettings } from '#outside';
import { Seal } from '#secrets';
import {
  aChannel,
  aConversation,
  aListener,
  anEvent,
  aService,
  aText,
  type Listener,
  onThisMachine,
  type Service,
  until,
} from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { ConversationsSettings } from '../conversations-settings.ts';
import { conversationsSchema } from '../schema.ts';
import { AskDirectory } from '../timers/ask-directory.ts';

const seal = new Seal(`one:${Buffer.alloc(32, 7).toString('base64')}`);
const workstreamId = aChannel().data.workstreamId;

let service: Service;
beforeEach(async () => {
  service = await aService(ConversationsModule, conversationsSchema, [
    [OutsideSettings, onThisMachine],
    [ConversationsSettings, { seal, country: 'US' }],
  ]);
});
afterEach(() => service.stop());

const contact = async (fields: object, id = uuid()) => {
  const answer = await service.put(
    `/api/conversations/customers/${id}`,
    { name: 'Ada Lovelace', ...fields },
    { as: 'lena' },
  );
  expect(answer).toMatchObject({ status: 200 });
  return id;
};
const mobile = (number: string) => ({ numbers: { mobile: number } });
const ready = async () => {
  await service.turn('outbox');
  return service.said(conversationReady.type).map((event) => conversationReady.parse(event).data);
};
const changes = async () => {
  await service.turn('outbox');
  return service.said(conversationContextChanged.type).map((event) => conversationContextChanged.parse(event).data);
};
/** An agent writes to this number first. */
const writtenTo = async (to: string) => {
  const id = uuid();
  const text = { channelId: aChannel().data.channelId, to, body: 'Your parcel is here.' };
  expect(await service.put(`/api/conversations/started/${id}`, text, { as: 'lena' })).toMatchObject({ status: 200 });
  return id;
};
const contextOf = async (id: string) => (await service.get(`/api/conversations/${id}/context`, { as: 'sofia' })).body;

describe('a customer who writes', () => {
  it('is found by their number, however somebody wrote it down, with their account and their only case', async () => {
    const accountId = uuid();
    await service.put(`/api/conversations/accounts/${accountId}`, { name: 'Analytical Engines' }, { as: 'dana' });
    const id = await contact({ ...mobile('(415) 555-0111'), accountId, attributes: { vip: true } });
    await service.put(
      `/api/conversations/cases/${uuid()}`,
      { number: 'C-1', title: 'Broken wheel', contactId: id },
      { as: 'lena' },
    );
    const conversation = await aConversation(service);

    expect((await ready())[0]).toMatchObject({
      conversationId: conversation.id,
      known: {
        contact: { id, name: 'Ada Lovelace', attributes: { vip: true } },
        account: { id: accountId, name: 'Analytical Engines' },
        case: { name: 'C-1 · Broken wheel' },
      },
    });
    expect(await contextOf(conversation.id)).toMatchObject({ linkedBy: 'number', contact: { id }, candidates: [] });
    expect(service.shown.some(({ frame }) => frame.kind === 'context' && frame.id === conversation.id)).toBe(true);
  });

  it('whom nobody knows is nobody, and routing hears so', async () => {
    await aConversation(service);
    expect((await ready())[0]!.known).toEqual({
      contact: null,
      account: null,
      case: null,
      variables: {},
      preferredAgentIds: [],
    });
  });

  it('who may be two people is neither, until an agent says which', async () => {
    const [one, other] = [
      await contact(mobile('415-555-0111')),
      await contact({ name: 'Byron', ...mobile('+14155550111') }),
    ];
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    expect((await ready())[0]!.known!.contact).toBeNull();
    expect((await contextOf(id)).candidates.map((found: { id: string }) => found.id).sort()).toEqual(
      [one, other].sort(),
    );

    const linked = await service.post(`/api/conversations/${id}/link`, { as: 'lena', body: { contactId: other } });
    expect(linked).toMatchObject({ status: 200, body: { linkedBy: 'agent', contact: { id: other }, candidates: [] } });
    expect(await changes()).toMatchObject([
      { conversationId: id, because: 'linked', known: { contact: { name: 'Byron' } } },
    ]);
  });

  it('is not found by a contact that is not active, nor by a column that does not count', async () => {
    await contact({ ...mobile('+14155550111'), active: false });
    await contact({ numbers: { business: '+14155550111' } });
    await aConversation(service);
    expect((await ready())[0]!.known!.contact).toBeNull();

    const rule = { contactNumbers: ['mobile', 'business'] };
    await service.hear(
      anEvent(workstreamChanged, {
        workstreamId,
        version: 1,
        slug: 'support',
        name: 'Support',
        mode: 'push',
        direction: 'inbound',
        fallbackQueueId: uuid(),
      }),
    );
    expect(
      await service.put(`/api/conversations/workstreams/${workstreamId}/identification`, rule, { as: 'dana' }),
    ).toMatchObject({ status: 200, body: { contactNumbers: ['mobile', 'business'], accountNumbers: ['main'] } });
    await contact({ numbers: { business: '4155550113' } });
    await service.hear(aText({ from: '+14155550113' }));
    const known = (await ready()).find(({ customer }) => customer === '+14155550113')!.known!;
    expect(known.contact).toMatchObject({ name: 'Ada Lovelace' });

    await contact({ name: 'Byron', numbers: { business: '4155550114' } });
    expect(await contextOf(await writtenTo('+14155550114'))).toMatchObject({ contact: { name: 'Byron' } });
  });

  it('can be unlinked while the conversation is not closed', async () => {
    await contact(mobile('+14155550111'));
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const unlink = () => service.post(`/api/conversations/${id}/unlink`, { as: 'lena', body: { what: 'customer' } });
    expect((await unlink()).body).toMatchObject({ contact: null, linkedBy: null });
    for (const button of ['end', 'close']) await service.post(`/api/conversations/${id}/${button}`, { as: 'lena' });
    expect(await unlink()).toMatchObject({ status: 409, body: { code: 'conversation-closed' } });
  });

  it('cannot be linked to somebody who is not there, by anybody who may not see the conversation', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const link = (as: string, body: object) => service.post(`/api/conversations/${id}/link`, { as, body });
    expect(await link('lena', { contactId: uuid() })).toMatchObject({
      status: 404,
      body: { code: 'customer-not-found' },
    });
    expect(await link('lena', { caseId: uuid() })).toMatchObject({ status: 404, body: { code: 'case-not-found' } });
    expect(await link('lena', {})).toMatchObject({ status: 400 });
    expect(await link('diego', { contactId: uuid() })).toMatchObject({ status: 403 });
  });
});

describe('context variables', () => {
  beforeEach(() =>
    service.hear(
      anEvent(contextVariableKind.changed, {
        id: uuid(),
        version: 1,
        slug: 'order',
        name: 'Order',
        type: 'text',
        workstreamId,
      }),
    ),
  );
  const set = (id: string, variables: object) =>
    service.put(`/api/conversations/${id}/variables`, { variables }, { as: 'lena' });

  it('are set by name, told to routing, and refused when nobody defined them', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    expect((await set(id, { Order: 'A-17' })).body.variables).toEqual({ Order: 'A-17' });
    expect(await changes()).toMatchObject([{ because: 'variables-set', known: { variables: { Order: 'A-17' } } }]);
    const refused = await set(id, { order: 'A-17', Order: 4 });
    expect(refused.status).toBe(400);
    expect(refused.body.errors.map(({ field }: { field: string }) => field)).toEqual([
      'variables.order',
      'variables.Order',
    ]);
    expect((await set(id, { Order: null })).body.variables).toEqual({});
  });

  it('that tell who the customer is link them', async () => {
    const ada = await contact({ email: 'Ada@engines.example', ...mobile('+14155550199') });
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    expect((await set(id, { Email: 'ada@ENGINES.example' })).body).toMatchObject({
      contact: { id: ada },
      linkedBy: 'variables',
    });
  });
});

describe('a directory of one’s own', () => {
  let crm: Listener;
  beforeEach(async () => {
    crm = await aListener();
    const source = { source: 'http', address: crm.url, timeoutSeconds: 1 };
    expect(await service.put('/api/conversations/directory', source, { as: 'dana' })).toMatchObject({ status: 200 });
  });
  afterEach(() => crm.stop());
  /** A conversation of which routing has not heard. */
  const heldBack = async (): Promise<{ id: string }> => {
    await service.hear(aChannel(), aText());
    return (await service.get('/api/conversations?view=ongoing', { as: 'sofia' })).body.items[0];
  };
  const asked = async () => {
    await service.turn('errands.directory');
    await service.app.get(AskDirectory).lanes.settled();
  };
  const ada = { id: 'c-1042', name: 'Ada', attributes: { city: 'London' } };

  it('is asked, signed, and routing hears of the conversation with what it said; its answer is believed for a while', async () => {
    const { body } = await service.put(`/api/conversations/secrets/directory/${theOrganisation}`, {}, { as: 'dana' });
    crm.answers(() => ({ body: { contacts: [{ ...ada, cases: [{ id: 'k-1', name: 'K-1', attributes: {} }] }] } }));
    const { id } = await heldBack();
    expect(await ready()).toEqual([]);
    await asked();
    expect(await ready()).toMatchObject([{ conversationId: id, known: { contact: ada, case: { id: 'k-1' } } }]);
    const [call] = crm.heard;
    expect(call!.body).toMatchObject({ type: 'identify', number: '+14155550111', conversationId: id });
    expect(isGenuine(body.secret, call!.headers, call!.text, service.database.now())).toBe(true);

    await service.hear(
      aChannel({ channelId: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e77' }),
      aText({ channelId: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e77' }),
    );
    expect((await ready()).at(-1)).toMatchObject({ known: { contact: ada } });
    expect(crm.heard).toHaveLength(1);
  });

  it('is asked who it is that an agent writes to first, unless it has just said so', async () => {
    crm.answers(() => ({ body: { contacts: [ada] } }));
    await service.hear(aChannel());
    const id = await writtenTo('+14155550111');
    await asked();
    expect(await contextOf(id)).toMatchObject({ contact: ada, linkedBy: 'number' });
    expect(crm.heard.map(({ body }) => body)).toMatchObject([{ number: '+14155550111', conversationId: id }]);

    await service.post(`/api/conversations/${id}/force-close`, { as: 'sofia' });
    expect(await contextOf(await writtenTo('+14155550111'))).toMatchObject({ contact: ada });
    expect(crm.heard).toHaveLength(1);
  });

  it('that answers after the customer was forgotten leaves nothing', async () => {
    let answer = (_: object) => {};
    crm.answers(() => new Promise((done) => (answer = done)));
    await heldBack();
    await service.turn('errands.directory');
    await until('the directory was asked', () => crm.heard.length > 0);
    await service.put(`/api/conversations/erasures/${uuid()}`, { numbers: ['+14155550111'] }, { as: 'dana' });
    await service.turn('timers');
    answer({ body: { contacts: [ada] } });
    await service.app.get(AskDirectory).lanes.settled();
    for (const table of ['directory_answer', 'conversation_context'])
      expect(await service.database.read((db) => db.query(`SELECT * FROM ${table}`))).toEqual([]);
  });

  it('is forgotten what it said once it is not believed any more', async () => {
    crm.answers(() => ({ body: { contacts: [ada] } }));
    await heldBack();
    await asked();
    const kept = () => service.database.read((db) => db.query('SELECT number FROM directory_answer'));
    await service.turn('keep-no-longer');
    expect(await kept()).toEqual([{ number: '+14155550111' }]);
    await service.database.read((db) => db.query(`UPDATE directory_answer SET until = now() - interval '1 s'`));
    await service.turn('keep-no-longer');
    expect(await kept()).toEqual([]);
  });

  it('is asked again with what a variable says of who it is, and that counts for this conversation alone', async () => {
    crm.answers(({ body }) => ({ body: { contacts: body['variables'] ? [ada] : [] } }));
    const { id } = await heldBack();
    await asked();
    const set = (variables: object) =>
      service.put(`/api/conversations/${id}/variables`, { variables }, { as: 'sofia' });
    expect((await set({ Email: 'ada@engines.example', CaseNumber: 'CAS-7' })).body.contact).toBeNull();
    await asked();
    expect(crm.heard.map(({ body }) => body)).toEqual([
      expect.not.objectContaining({ variables: expect.anything() }),
      expect.objectContaining({
        ...{ type: 'identify', number: '+14155550111', conversationId: id },
        variables: { Email: 'ada@engines.example', CaseNumber: 'CAS-7' },
      }),
    ]);
    const questions = crm.heard.map(({ headers }) => headers['webhook-id']);
    expect(new Set(questions).size).toBe(2);
    expect(await contextOf(id)).toMatchObject({ contact: ada, linkedBy: 'variables' });
    expect((await changes()).at(-1)).toMatchObject({
      conversationId: id,
      because: 'identified',
      known: { contact: ada },
    });

    await set({ Email: null, CaseNumber: null });
    await service.post(`/api/conversations/${id}/force-close`, { as: 'sofia' });
    expect(await contextOf(await writtenTo('+14155550111'))).toMatchObject({ contact: null });
  });

  it('that is slow holds nobody up: routing hears after 1.5 s, and then what it said', async () => {
    let answer = (_: object) => {};
    crm.answers(() => new Promise((done) => (answer = done)));
    const { id } = await heldBack();
    await service.turn('errands.directory');
    await service.database.read((db) =>
      db.query(`UPDATE timer SET due_at = now() - interval '1 s' WHERE kind = 'say-held-ready'`),
    );
    await service.turn('timers');
    const [told] = await ready();
    expect(told).toMatchObject({ conversationId: id });
    expect(told!.known!.contact).toBeNull();
    await until('the directory was asked', () => crm.heard.length > 0);
    answer({ body: { contacts: [ada] } });
    await service.app.get(AskDirectory).lanes.settled();
    expect(await changes()).toMatchObject([{ conversationId: id, because: 'identified', known: { contact: ada } }]);
  });

  it.each([
    ['fails', () => ({ status: 500 })],
    ['says something else', () => ({ body: { contacts: 'none' } })],
    ['does not answer', () => ({ never: true })],
  ])('that %s leaves the customer unknown, and a person is called all the same', async (_, answer) => {
    crm.answers(answer);
    const { id } = await heldBack();
    await asked();
    expect(await ready()).toMatchObject([{ conversationId: id }]);
    await service.turn('timers');
    expect(await ready()).toHaveLength(1);
  });
});
