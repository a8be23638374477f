import { v7 as uuid } from 'uuid';
import { conversationChanged, type ConversationView, type MessageView } from '#contracts';
import { aChannel, aConversation, anOfferMade, aService, aText, personCalled, type Service } from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';

const lena = personCalled('lena').agentId;

let service: Service;
beforeEach(async () => (service = await aService(ConversationsModule, conversationsSchema)));
afterEach(() => service.stop());

const press = (id: string, button: string, as = 'lena') => service.post(`/api/conversations/${id}/${button}`, { as });
const list = async (query: string, as: string): Promise<{ items: ConversationView[]; next: string | null }> =>
  (await service.get(`/api/conversations?${query}`, { as })).body;
const changed = async () => {
  await service.turn('outbox');
  return service.said(conversationChanged.type).map((event) => conversationChanged.parse(event).data);
};

describe('End', () => {
  it('makes an active conversation wrap-up, and X closes it', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    service.shown.length = 0;
    const ended = await press(id, 'end');
    expect(ended).toMatchObject({ status: 200, body: { status: 'wrap-up', agentId: lena, waitingSince: null } });
    const closed = await press(id, 'close');
    expect(closed).toMatchObject({ status: 200, body: { status: 'closed', closedAt: expect.any(String) } });
    expect((await changed()).slice(-2)).toMatchObject([
      { from: 'active', status: 'wrap-up', reason: 'agent-ended', agentId: lena, version: ended.body.version },
      { from: 'wrap-up', status: 'closed', reason: 'agent-closed', agentId: lena, version: closed.body.version },
    ]);
    const audience = { agents: [lena], supervisors: true };
    expect(service.shown).toEqual(
      [ended.body, closed.body].map((view) => ({
        audience,
        frame: { kind: 'conversation', id, version: view.version, view },
      })),
    );
  });
});

describe('X', () => {
  it('makes an active conversation wait for its customer, still on the list of its agent', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    expect(await press(id, 'close')).toMatchObject({ status: 200, body: { status: 'waiting', agentId: lena } });
    expect((await changed()).at(-1)).toMatchObject({ from: 'active', status: 'waiting', reason: 'agent-closed' });
    expect((await list('view=mine', 'lena')).items).toMatchObject([{ id, status: 'waiting' }]);
  });
});

describe('reading', () => {
  it('leaves nothing unread', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    service.shown.length = 0;
    const read = await press(id, 'read');
    expect(read).toMatchObject({ status: 200, body: { unread: 0 } });
    expect(await press(id, 'read')).toEqual({ ...read, headers: expect.anything() });
    expect(service.shown).toHaveLength(1);
  });
});

describe('a button pressed', () => {
  it.each(['end', 'close'])('twice is the same as once: %s', async (button) => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const [one, two] = await Promise.all([press(id, button), press(id, button)]);
    expect([one.status, two.status]).toEqual([200, 200]);
    expect(two.body).toEqual(one.body);
  });

  it.each(['end', 'close', 'read'])('by somebody else changes nothing: %s', async (button) => {
    const before = await aConversation(service, { acceptedBy: 'lena' });
    expect(await press(before.id, button, 'diego')).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
    expect(await press(before.id, button, 'sofia')).toMatchObject({ status: 403 });
    expect((await service.get(`/api/conversations/${before.id}`, { as: 'sofia' })).body).toEqual(before);
  });

  it.each(['end', 'close', 'read'])('before the offer is accepted is refused: %s', async (button) => {
    const { id } = await aConversation(service);
    await service.hear(anOfferMade({ conversationId: id, agentId: lena }));
    expect(await press(id, button)).toMatchObject({ status: 409, body: { code: 'not-accepted' } });
  });

  it('where the state does not allow it is refused', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await press(id, 'close');
    expect(await press(id, 'end')).toMatchObject({ status: 409, body: { code: 'conversation-state' } });
  });

  it.each(['end', 'close', 'read'])('on a conversation that does not exist is not found: %s', async (button) => {
    expect(await press(uuid(), button)).toMatchObject({ status: 404, body: { code: 'conversation-not-found' } });
  });
});

describe('the lists', () => {
  it('mine holds what is offered to me and what I have, until it is closed', async () => {
    const offered = await aConversation(service, { from: '+14155550101' });
    await service.hear(anOfferMade({ conversationId: offered.id, agentId: lena }));
    const held = await aConversation(service, { from: '+14155550102', acceptedBy: 'lena' });
    const ended = await aConversation(service, { from: '+14155550103', acceptedBy: 'lena' });
    await press(ended.id, 'end');
    await aConversation(service, { from: '+14155550104', acceptedBy: 'diego' });
    await aConversation(service, { from: '+14155550105' });
    const ids = (await list('view=mine', 'lena')).items.map(({ id }) => id);
    expect(ids).toEqual([ended.id, held.id, offered.id]);
  });

  it('closed today holds what was mine and was closed since midnight in my zone', async () => {
    const closed: string[] = [];
    for (const n of [1, 2, 3]) {
      const { id } = await aConversation(service, { from: `+1415555010${n}`, acceptedBy: 'lena' });
      for (const button of ['end', 'close']) await press(id, button);
      closed.push(id);
    }
    await service.database.read((db) =>
      db.query(`UPDATE conversation SET closed_at = closed_at - interval '25 hours' WHERE id = $1`, [closed[0]]),
    );
    expect((await list('view=closed-today&zone=Europe/Berlin', 'diego')).items).toEqual([]);
    // a day that began less than a minute ago, somewhere, would hold none of them; so they are looked for in two zones
    const zones = ['Europe/Berlin', 'Pacific/Auckland'];
    const found = await Promise.all(zones.map((zone) => list(`view=closed-today&zone=${zone}`, 'lena')));
    expect(found.map(({ items }) => items.map(({ id }) => id))).toContainEqual([closed[2], closed[1]]);
  });

  it('ongoing holds everything that is not closed, for supervisors and administrators alone', async () => {
    const open = await aConversation(service, { from: '+14155550101' });
    const closed = await aConversation(service, { from: '+14155550102', acceptedBy: 'lena' });
    for (const button of ['end', 'close']) await press(closed.id, button);
    for (const as of ['sofia', 'dana']) expect((await list('view=ongoing', as)).items).toMatchObject([{ id: open.id }]);
    const refused = await service.get('/api/conversations?view=ongoing', { as: 'lena' });
    expect(refused).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
  });

  it('come page by page, each conversation once, also when others are opened meanwhile', async () => {
    await service.hear(aChannel());
    const texts = Array.from({ length: 7 }, (_, n) => aText({ from: `+1415555010${n}` }));
    await service.hear(...texts);
    const found: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page = await list(`view=ongoing&limit=3${next && `&cursor=${next}`}`, 'sofia');
      found.push(...page.items.map(({ customer }) => customer));
      next = page.next;
      await service.hear(aText({ from: `+1415555020${found.length % 10}` }));
    }
    expect(found.toSorted()).toEqual(texts.map(({ data }) => data.from).toSorted());
  });
});

describe('a thread', () => {
  it('comes page by page, newest first, each text once', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena', body: 'text 0' });
    await service.hear(...Array.from({ length: 6 }, (_, n) => aText({ body: `text ${n + 1}` })));
    const found: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const { body } = await service.get(`/api/conversations/${id}/messages?limit=3${next && `&cursor=${next}`}`, {
        as: 'lena',
      });
      found.push(...(body.items as MessageView[]).map((message) => message.body));
      next = body.next;
    }
    expect(found).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `text ${n}`));
  });
});

describe('a conversation', () => {
  it('is read by its agent, supervisors and administrators, and by its last agent once it is closed', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const statusFor = async (as: string) => {
      const one = await service.get(`/api/conversations/${id}`, { as });
      const texts = await service.get(`/api/conversations/${id}/messages`, { as });
      expect(texts.status).toBe(one.status);
      return one.status;
    };
    expect(await Promise.all(['lena', 'sofia', 'dana', 'diego'].map(statusFor))).toEqual([200, 200, 200, 403]);
    for (const button of ['end', 'close']) await press(id, button);
    expect(await Promise.all(['lena', 'diego'].map(statusFor))).toEqual([200, 403]);
  });
});

describe('what cannot be read', () => {
  it.each([
    ['/api/conversations?view=all', 'view'],
    ['/api/conversations?limit=0', 'limit'],
    ['/api/conversations?limit=many', 'limit'],
    ['/api/conversations?zone=Middle/Earth', 'zone'],
    ['/api/conversations?cursor=tomorrow', 'cursor'],
    ['/api/conversations?cursor=WyIyMDI2IiwgMV0', 'cursor'],
    ['/api/conversations/seven', 'id'],
    [`/api/conversations/ID/messages?cursor=x`, 'cursor'],
  ])('is refused with 400, naming the field: %s', async (url, field) => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const answer = await service.get(url.replace('ID', id), { as: 'lena' });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain(field);
  });

  it('or is asked by nobody is refused with 401', async () => {
    expect((await service.get('/api/conversations')).status).toBe(401);
  });
});
