import { v7 as uuid } from 'uuid';
import {
  consultUnanswered,
  conversationAttended,
  conversationChanged,
  organisationSettings,
  overflowMoved,
  queueChanged,
  skillsChanged,
  textWritten,
} from '#contracts';
import {
  aConversation,
  aHandlerChanged,
  anAgent,
  anEvent,
  anOfferEnded,
  anOfferMade,
  anOverflowEnded,
  aService,
  aText,
  personCalled,
  type Service,
} from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';

const [lena, diego, sofia] = ['lena', 'diego', 'sofia'].map((name) => personCalled(name).agentId);

let service: Service;
beforeEach(async () => (service = await aService(ConversationsModule, conversationsSchema)));
afterEach(() => service.stop());

const now = async (id: string, as = 'sofia') => (await service.get(`/api/conversations/${id}`, { as })).body;
const post = (id: string, what: string, as: string) => service.post(`/api/conversations/${id}/${what}`, { as });
const handling = async (id: string) => (await service.get(`/api/conversations/${id}/handling`, { as: 'sofia' })).body;
const thread = async (id: string) =>
  (await service.get(`/api/conversations/${id}/messages`, { as: 'sofia' })).body.items.map(
    ({ body }: { body: string }) => body,
  );
const said = async <Data>(contract: { type: string; parse(event: unknown): { data: Data } }) => {
  await service.turn('outbox');
  return service.said(contract.type).map((event) => contract.parse(event).data);
};
const consulted = async (id: string) => {
  await service.hear(anAgent({ agentId: diego, name: 'Diego Kessler' }));
  await service.hear(anOfferMade({ conversationId: id, agentId: diego, slot: 'consult', byAgentId: lena, version: 3 }));
  await service.hear(
    aHandlerChanged({ conversationId: id, agentId: diego, mode: 'consult', reason: 'accepted', version: 5 }),
  );
};

describe('the sessions of a conversation', () => {
  it('tell who was asked, who took it, and how each ended', async () => {
    const { id } = await aConversation(service);
    await service.hear(anAgent({ agentId: diego, name: 'Diego Kessler' }));
    await service.hear(anOfferMade({ conversationId: id, agentId: lena, version: 1 }));
    await service.hear(anOfferEnded({ conversationId: id, agentId: lena, version: 2, outcome: 'rejected' }));
    await service.hear(anOfferMade({ conversationId: id, agentId: diego, version: 3 }));
    await service.hear(anOfferEnded({ conversationId: id, agentId: diego, version: 4 }));
    await post(id, 'close', 'diego');
    await service.hear(aText({ body: 'Once more' }));
    await service.hear(anOfferEnded({ conversationId: id, agentId: diego, version: 6 }));
    await post(id, 'end', 'diego');
    await post(id, 'close', 'diego');
    const time = expect.any(String);
    expect((await handling(id)).sessions).toMatchObject([
      { agentId: lena, name: '', acceptedAt: null, endedAt: null, closedAt: time, closureReason: 'agent-reject' },
      {
        agentId: diego,
        name: 'Diego Kessler',
        acceptedAt: time,
        endedAt: null,
        closedAt: time,
        closureReason: 'agent-closed',
      },
      { agentId: diego, acceptedAt: time, endedAt: time, closedAt: time, closureReason: 'agent-end-conversation' },
    ]);
  });
});

describe('a session', () => {
  const closures = async (id: string) =>
    (await handling(id)).sessions.map((one: { closureReason: string | null }) => one.closureReason);

  it.each([
    ['that no desk showed could not begin', { outcome: 'lost', reason: 'unseen' }, 'add-agent-failed'],
    ['whose desk went away is over for that', { outcome: 'lost', reason: 'desk-away' }, 'agent-disconnected'],
    [
      'of work that is not offered any more is refused',
      { outcome: 'withdrawn', reason: 'not-offered' },
      'system-reject',
    ],
    [
      'that would be one too many is not begun',
      { outcome: 'withdrawn', reason: 'sessions-full' },
      'maximum-sessions-reached',
    ],
  ] as const)('%s', async (_, end, reason) => {
    const { id } = await aConversation(service);
    await service.hear(anOfferMade({ conversationId: id, agentId: lena, version: 1 }));
    await service.hear(anOfferEnded({ conversationId: id, agentId: lena, version: 2, ...end }));
    expect(await closures(id)).toEqual([reason]);
    expect(await now(id)).toMatchObject({ status: 'open', agentId: null });
  });

  it.each([
    ['pre-queue', 'overflow-end-conversation'],
    ['in-queue', 'inqueue-overflow-end-conversation'],
  ] as const)('that overflow ends %s says so', async (stage, reason) => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await service.hear(anOverflowEnded({ conversationId: id, stage, fromAgentId: lena }));
    expect(await closures(id)).toEqual([reason]);
  });

  it('whose agent is gone for good is over for that, and it waits for another (product.md 17.2 T7)', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const left = { conversationId: id, agentId: lena, change: 'left', reason: 'agent-disconnected' } as const;
    await service.hear(aHandlerChanged({ ...left, version: 9 }));
    expect(await closures(id)).toEqual(['agent-disconnected']);
    expect(await now(id)).toMatchObject({ status: 'open', agentId: null });
  });

  it('that its agent wraps up goes on, though they are gone', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await post(id, 'end', 'lena');
    const left = { conversationId: id, agentId: lena, change: 'left', reason: 'agent-disconnected' } as const;
    await service.hear(aHandlerChanged({ ...left, version: 9 }));
    expect(await closures(id)).toEqual([null]);
    expect(await now(id)).toMatchObject({ status: 'wrap-up', agentId: lena });
  });

  it('that an agent gives back to its queue was closed by hand', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const left = { conversationId: id, agentId: lena, change: 'left', reason: 'released' } as const;
    await service.hear(aHandlerChanged({ ...left, version: 9 }));
    expect(await closures(id)).toEqual(['manually-closed-session']);
  });
});

describe('the record of a conversation', () => {
  it('says what routing knows of its work: where from and since when it came, what it needed, how often it was sent on', async () => {
    const { id } = await aConversation(service);
    const [queueId, other, skillId, profileId] = [uuid(), uuid(), uuid(), uuid()];
    const queue = { queueId, version: 1, slug: 'vip', name: 'VIP', state: 'active', operatingHoursId: null };
    const move = { workItemId: uuid(), conversationId: id, fromQueueId: other, toQueueId: queueId, version: 1 };
    const moved = anEvent(overflowMoved, {
      ...move,
      ...{ stage: 'in-queue', condition: 'waiting-time', movedAt: '2026-01-05T09:00:20.000Z' },
    });
    const queuedAt = '2026-01-05T09:00:20.000Z';
    const work = { queuedAt, skills: [{ skillId, rating: 7 }], capacityProfileIds: [profileId] };
    await service.hear(anEvent(queueChanged, queue), moved, moved);
    const record = async () => (await service.get(`/api/conversations/${id}/record`, { as: 'sofia' })).body;
    expect(await record()).toMatchObject({ overflowTransfers: 1, queueName: null, queuedAt: null, skills: [] });
    await service.hear(anOfferMade({ conversationId: id, agentId: lena, version: 2, queueId, work }));
    await service.hear(anOfferEnded({ conversationId: id, agentId: lena, version: 3 }));
    expect(await record()).toMatchObject({ queueId, queueName: 'VIP', overflowTransfers: 1, ...work });
    const later = { ...work, skills: [], queuedAt: '2026-01-05T09:10:00.000Z' };
    await service.hear(
      aHandlerChanged({ conversationId: id, agentId: diego, version: 9, queueId: other, work: later }),
    );
    expect(await record()).toMatchObject({ queueId: other, queueName: null, ...later });
  });

  it('says who changed which skills when as soon as they did, once, and so do its thread and transcripts', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const french = { skillId: uuid(), name: 'French', rating: 2, label: 'Good' };
    const by = { byAgentId: personCalled('sofia').agentId, byName: 'Sofia Berg' };
    const changedAt = new Date(Date.now() + 1000).toISOString();
    const about = { conversationId: id, workItemId: uuid(), version: 7, ...by, from: [], to: [french], changedAt };
    const changed = anEvent(skillsChanged, about);
    await service.hear(changed, changed, anEvent(skillsChanged, { ...about, conversationId: uuid() }));
    expect((await service.get(`/api/conversations/${id}/record`, { as: 'lena' })).body).toMatchObject({
      skills: [{ skillId: french.skillId, rating: 2 }],
      skillChanges: [{ at: changedAt, by: { agentId: by.byAgentId, name: 'Sofia Berg' }, from: [], to: [french] }],
    });
    const line = 'Sofia Berg changed which skills this conversation needs: French (Good). Before: none.';
    expect((await thread(id)).filter((body: string) => body === line)).toHaveLength(1);
    const path = `/api/conversations/${id}/transcript`;
    expect((await service.get(path, { as: 'lena' })).body).toMatchObject({
      record: { skillChanges: [{ to: [french] }] },
      messages: expect.arrayContaining([expect.objectContaining({ content: line, kind: 'system', tags: ['system'] })]),
    });
    const theirs = (await service.get(`${path}?for=customer`, { as: 'lena' })).body;
    expect(JSON.stringify(theirs)).not.toContain('French');
  });
});

describe('a queue that was asked for advice in vain', () => {
  it.each([
    ['nobody-there', 'Nobody of Experts is free to be consulted.'],
    ['nobody-answered', 'Nobody of Experts answered the consult in time.'],
  ])('is told to who asked: %s', async (reason, line) => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const queueId = uuid();
    const queue = { queueId, version: 1, slug: 'experts', name: 'Experts', state: 'active', operatingHoursId: null };
    await service.hear(anEvent(queueChanged, queue));
    const about = { conversationId: id, workItemId: uuid(), queueId, byAgentId: lena, version: 7, reason };
    await service.hear(anEvent(consultUnanswered, { ...about, endedAt: '2026-01-05T09:01:00.000Z' }));
    expect(await thread(id)).toContain(line);
  });
});

describe('a conversation that is handed on', () => {
  it('belongs to the colleague who joined, and leaves the desk of the agent who had it', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await service.hear(
      anOfferMade({ conversationId: id, agentId: diego, slot: 'transfer', byAgentId: lena, version: 3 }),
    );
    expect(await now(id)).toMatchObject({ agentId: lena, accepted: true });
    service.shown.length = 0;
    await service.hear(
      aHandlerChanged({ conversationId: id, agentId: lena, change: 'left', version: 5 }),
      aHandlerChanged({ conversationId: id, agentId: diego, version: 6 }),
    );
    expect(await now(id)).toMatchObject({
      status: 'active',
      agentId: diego,
      accepted: true,
      statusReason: 'transferred',
    });
    expect(service.shown.at(-1)!.audience.agents).toEqual(expect.arrayContaining([lena, diego]));
    expect((await service.get(`/api/conversations/${id}`, { as: 'lena' })).status).toBe(403);
    expect((await handling(id)).sessions).toMatchObject([
      { agentId: lena, closureReason: 'agent-transferred' },
      { agentId: diego, closedAt: null },
    ]);
  });

  it('says nothing of a transfer that was taken back, and why where it came to nothing otherwise', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const asked = (version: number) =>
      anOfferMade({ conversationId: id, agentId: diego, slot: 'transfer', byAgentId: lena, version });
    const withdrawn = (made: ReturnType<typeof asked>, more: object = {}) =>
      anOfferEnded({ ...made.data, version: made.data.version + 1, outcome: 'withdrawn', ...more });
    const failed = 'The transfer did not come about. The conversation stays with you.';
    const [first, second] = [asked(3), asked(5)];
    await service.hear(first, withdrawn(first, { reason: 'taken-back' }));
    expect(await thread(id)).not.toContain(failed);
    await service.hear(second, withdrawn(second));
    expect(await thread(id)).toContain(failed);
  });

  it('stays when the colleague declines, whether or not we heard that they were asked', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const made = anOfferMade({ conversationId: id, agentId: diego, slot: 'transfer', version: 3 });
    await service.hear(made);
    await service.hear(
      anOfferEnded({ conversationId: id, agentId: diego, version: 4, outcome: 'rejected', offerId: made.data.offerId }),
    );
    await service.hear(
      anOfferEnded({ conversationId: id, agentId: diego, version: 6, outcome: 'timed-out', slot: 'transfer' }),
    );
    expect(await now(id)).toMatchObject({ status: 'active', agentId: lena, accepted: true });
  });

  it('to a queue is open, and says so', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await service.hear(
      aHandlerChanged({
        conversationId: id,
        agentId: lena,
        change: 'left',
        reason: 'agent-transfer-to-queue',
        version: 3,
      }),
    );
    expect(await now(id)).toMatchObject({ status: 'open', agentId: null });
    expect((await said(conversationAttended)).at(-1)).toMatchObject({ from: 'active', reason: 'transferred-to-queue' });
  });
});

describe('a colleague whose answer is heard of before the question', () => {
  it.each(['transfer', 'consult'])('of a %s is waited for by nobody, and nothing is kept of it', async (slot) => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const asked = anOfferMade({ conversationId: id, agentId: diego, slot, byAgentId: lena, version: 3 });
    const { offerId } = asked.data as { offerId: string };
    const about = { conversationId: id, agentId: diego, offerId, slot };
    await service.hear(anOfferEnded({ ...about, outcome: 'rejected', version: 4 }));
    await service.hear(asked);
    const said = await thread(id);
    expect(said).toContainEqual(expect.stringContaining(`declined the ${slot}`));
    expect(said).not.toContainEqual(expect.stringContaining('Waiting for your colleague'));
    expect(await service.database.read((db) => db.query('SELECT FROM colleague_offer'))).toEqual([]);
  });
});

describe('a colleague who is consulted', () => {
  it('has no conversation by that, also where their answer is heard of before the question', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const asked = anOfferMade({ conversationId: id, agentId: diego, slot: 'consult', byAgentId: lena, version: 3 });
    const { offerId } = asked.data as { offerId: string };
    await service.hear(anOfferEnded({ conversationId: id, agentId: diego, offerId, slot: 'consult', version: 4 }));
    await service.hear(asked);
    expect(await now(id)).toMatchObject({ status: 'active', agentId: lena, accepted: true });
  });

  it('reads the thread, talks with the agent alone, and sees nothing any more when it is over', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    expect((await service.get(`/api/conversations/${id}`, { as: 'diego' })).status).toBe(403);
    await consulted(id);
    expect(await now(id, 'diego')).toMatchObject({
      agentId: lena,
      companions: [{ agentId: diego, name: 'Diego Kessler', mode: 'consult', speaks: false }],
    });
    const accompanied = await service.get('/api/conversations?view=accompanied', { as: 'diego' });
    expect(accompanied.body.items.map((one: { id: string }) => one.id)).toEqual([id]);

    const path = `/api/conversations/${id}/private-messages`;
    const messageId = uuid();
    service.shown.length = 0;
    const asked = await service.put(`${path}/${messageId}`, { body: 'Can we refund this?' }, { as: 'lena' });
    expect(asked).toMatchObject({ status: 200, body: { id: messageId, author: { agentId: lena } } });
    expect(await service.put(`${path}/${messageId}`, { body: 'Can we refund this?' }, { as: 'lena' })).toEqual(
      expect.objectContaining({ status: 200, body: asked.body }),
    );
    expect((await service.put(`${path}/${messageId}`, { body: 'Other' }, { as: 'lena' })).status).toBe(409);
    expect(service.shown).toEqual([
      {
        audience: { agents: expect.arrayContaining([lena, diego]), supervisors: true },
        frame: expect.objectContaining({ kind: 'private-message', id: messageId }),
      },
    ]);
    expect((await service.put(`${path}/${uuid()}`, { body: 'Yes' }, { as: 'diego' })).status).toBe(200);
    expect((await service.get(path, { as: 'diego' })).body.items.map((one: { body: string }) => one.body)).toEqual([
      'Yes',
      'Can we refund this?',
    ]);
    expect((await service.put(`${path}/${uuid()}`, { body: 'Me too' }, { as: 'noor' })).status).toBe(403);

    expect(await thread(id)).toEqual(['Waiting for your colleague to accept the consult.', 'Hello']);
    expect(await said(textWritten)).toEqual([]);
    const write = (as: string) =>
      service.put(`/api/conversations/${id}/messages/${uuid()}`, { body: 'Good news' }, { as });
    expect((await write('diego')).body).toMatchObject({ code: 'not-yours' });

    expect((await post(id, `consultees/${diego}/promote`, 'lena')).status).toBe(200);
    expect((await write('diego')).status).toBe(200);
    expect((await said(textWritten)).map(({ body }) => body)).toContain('Good news');
    expect(await thread(id)).toContain('Diego Kessler has joined the conversation.');

    const left = { conversationId: id, agentId: diego, mode: 'consult', change: 'left', reason: 'consult-ended' };
    await service.hear(aHandlerChanged({ ...left, version: 7 }));
    expect((await service.get(`/api/conversations/${id}`, { as: 'diego' })).status).toBe(403);
    expect((await handling(id)).participants).toEqual([
      {
        agentId: diego,
        name: 'Diego Kessler',
        mode: 'consult',
        spoke: true,
        joinedAt: expect.any(String),
        leftAt: expect.any(String),
        closureReason: 'manually-closed-session',
      },
    ]);
  });
});

describe('a conversation that waits for its customer and that a supervisor gives out', () => {
  /** lena closed it; answers since when it waits. */
  const waiting = async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const { body } = await post(id, 'close', 'lena');
    return { id, waitedSince: body.statusSince as string };
  };
  const closures = async (id: string) =>
    (await handling(id)).sessions.map(({ agentId, closureReason }: { agentId: string; closureReason: string }) => [
      agentId,
      closureReason,
    ]);

  it('is active from the offer on, in a session of its own, and its new agent’s once they accept', async () => {
    const { id, waitedSince } = await waiting();
    const offer = { conversationId: id, agentId: diego, slot: 'supervisor-assign', waitedSince };
    await service.hear(anOfferMade({ ...offer, version: 7 }));
    expect(await now(id)).toMatchObject({ status: 'active', agentId: diego, accepted: false });
    expect((await said(conversationChanged)).at(-1)).toMatchObject({ from: 'waiting', status: 'active' });
    await service.hear(anOfferEnded({ conversationId: id, agentId: diego, version: 8 }));
    expect(await now(id)).toMatchObject({ status: 'active', agentId: diego, accepted: true });
    expect(await closures(id)).toEqual([
      [lena, 'agent-closed'],
      [diego, null],
    ]);
  });

  it('is open when they decline, and the next offer finds it so', async () => {
    const { id, waitedSince } = await waiting();
    await service.hear(anOfferMade({ conversationId: id, agentId: diego, version: 7, waitedSince }));
    await service.hear(anOfferEnded({ conversationId: id, agentId: diego, version: 8, outcome: 'rejected' }));
    expect(await now(id)).toMatchObject({ status: 'open', agentId: null });
    expect((await closures(id)).at(-1)).toEqual([diego, 'agent-reject']);
    await service.hear(anOfferMade({ conversationId: id, agentId: lena, version: 9, waitedSince }));
    expect(await now(id)).toMatchObject({ status: 'active', agentId: lena });
  });

  it('is open in the queue that it was put into', async () => {
    const { id, waitedSince } = await waiting();
    const reason = 'supervisor-assign-to-queue';
    const left = { conversationId: id, agentId: lena, change: 'left', reason, version: 7, waitedSince };
    await service.hear(aHandlerChanged(left));
    expect(await now(id)).toMatchObject({ status: 'open', agentId: null });
    const [change] = (await said(conversationChanged)).slice(-1);
    expect(change).toMatchObject({ from: 'waiting', status: 'open', reason: 'supervisor-assigned-to-queue' });
    expect(await closures(id)).toEqual([[lena, 'agent-closed']]);
  });

  it('is closed where the queue ends it', async () => {
    const { id, waitedSince } = await waiting();
    await service.hear(anOverflowEnded({ conversationId: id, version: 7, condition: 'empty-queue', waitedSince }));
    expect(await now(id)).toMatchObject({ status: 'closed' });
  });

  it('waits on where what routing says is of an earlier wait, or of no wait at all', async () => {
    const { id, waitedSince } = await waiting();
    await service.hear(anOfferMade({ conversationId: id, agentId: diego, version: 7, waitedSince }));
    await service.hear(anOfferEnded({ conversationId: id, agentId: diego, version: 8 }));
    await post(id, 'close', 'diego');
    const { statusSince } = await now(id);
    expect(statusSince > waitedSince).toBe(true);
    await service.hear(anOfferMade({ conversationId: id, agentId: lena, version: 9, waitedSince }));
    await service.hear(anOfferMade({ conversationId: id, agentId: lena, version: 10 }));
    const left = { conversationId: id, agentId: diego, change: 'left', reason: 'agent-disconnected', version: 11 };
    await service.hear(aHandlerChanged({ ...left, waitedSince }));
    await service.hear(anOverflowEnded({ conversationId: id, version: 12, waitedSince }));
    expect(await now(id)).toMatchObject({ status: 'waiting', agentId: diego });
  });
});

describe('a colleague who is consulted and gone for good', () => {
  it('gives no advice any more, and a line of the thread tells who asked, once', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await consulted(id);
    const lost = aHandlerChanged({
      ...{ conversationId: id, agentId: diego, mode: 'consult', change: 'left', reason: 'agent-disconnected' },
      version: 6,
    });
    service.shown.length = 0;
    await service.hear(lost);
    await service.hear(aHandlerChanged({ ...lost.data, version: 7 }));
    expect(await now(id)).toMatchObject({ status: 'active', agentId: lena, companions: [] });
    const lines = (await thread(id)).filter((body: string) => body.includes('gives no advice any more'));
    expect(lines).toEqual(['Diego Kessler is gone and gives no advice any more.']);
    const told = service.shown.find(({ frame }) => frame.kind === 'message');
    expect(told!.audience.agents).toEqual([lena]);
    await service.turn('outbox');
    expect(service.said(textWritten.type)).toEqual([]);
    expect((await handling(id)).participants).toMatchObject([
      { agentId: diego, leftAt: expect.any(String), closureReason: 'agent-disconnected' },
    ]);
  });
});

describe('a supervisor', () => {
  it('reads along unseen, joins seen, writes, and leaves', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    expect((await post(id, 'monitor', 'sofia')).body.companions).toMatchObject([{ mode: 'monitor', speaks: false }]);
    expect(await thread(id)).toEqual(['Hello']);
    expect((await post(id, 'join', 'sofia')).body.companions).toMatchObject([{ mode: 'monitor', speaks: true }]);
    const text = await service.put(
      `/api/conversations/${id}/messages/${uuid()}`,
      { body: 'I am here, too' },
      { as: 'sofia' },
    );
    expect(text.status).toBe(200);
    expect((await post(id, 'leave', 'sofia')).body.companions).toEqual([]);
    expect(await thread(id)).toEqual([
      'Sofia Lindgren has left the conversation.',
      'I am here, too',
      'Sofia Lindgren has joined the conversation.',
      'Hello',
    ]);
    expect((await post(id, 'monitor', 'lena')).status).toBe(403);
    for (const what of ['monitor', 'join'] as const) expect((await post(id, what, 'dana')).status).toBe(403);
  });

  it('who reads along is known to supervisors alone: neither the agent’s desk nor what the agent reads of it tells', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    service.shown.length = 0;
    const { version } = (await post(id, 'monitor', 'sofia')).body;
    const frames = () => service.shown.filter(({ frame }) => frame.kind === 'conversation');
    expect(frames()).toMatchObject([
      {
        audience: { agents: [sofia], supervisors: true },
        frame: { version, view: { companions: [{ agentId: sofia }] } },
      },
      { audience: { agents: [lena], supervisors: false }, frame: { version, view: { companions: [] } } },
    ]);
    expect((await now(id)).companions).toHaveLength(1);
    expect((await now(id, 'lena')).companions).toEqual([]);
    const { items } = (await service.get('/api/conversations?view=mine', { as: 'lena' })).body;
    expect(items).toMatchObject([{ id, companions: [] }]);
    const tookPart = async (as: string) =>
      (await service.get(`/api/conversations/${id}/handling`, { as })).body.participants.length;
    const cameAndWent = async (as: string) =>
      (await service.get(`/api/conversations/${id}/transcript`, { as })).body.messages.filter(
        ({ control }: { control: { as: string } | null }) => control?.as === 'monitor',
      ).length;
    expect([await tookPart('lena'), await cameAndWent('lena')]).toEqual([0, 0]);
    expect([await tookPart('sofia'), await cameAndWent('sofia')]).toEqual([1, 1]);
    service.shown.length = 0;
    await post(id, 'leave', 'sofia');
    expect(frames().map(({ audience }) => audience.agents)).toEqual([[sofia], [lena]]);
    expect([await tookPart('lena'), await tookPart('sofia')]).toEqual([0, 1]);
    await post(id, 'join', 'sofia');
    expect((await now(id, 'lena')).companions).toMatchObject([{ agentId: sofia, speaks: true }]);
    expect(await tookPart('lena')).toBe(1);
  });

  it('who watched and then joined has joined from then on, as far as the agent reads', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const [watching] = (await post(id, 'monitor', 'sofia')).body.companions;
    const [joined] = (await post(id, 'join', 'sofia')).body.companions;
    expect(joined.since > watching.since).toBe(true);
    expect((await now(id, 'lena')).companions).toEqual([joined]);
    const read = async (as: string) =>
      (await service.get(`/api/conversations/${id}/handling`, { as })).body.participants;
    expect(await read('lena')).toMatchObject([{ joinedAt: joined.since, spoke: true, leftAt: null }]);
    expect(await read('sofia')).toMatchObject([
      { joinedAt: watching.since, spoke: false, leftAt: expect.any(String) },
      { joinedAt: joined.since, spoke: true, leftAt: null },
    ]);
    const said = async (as: string) =>
      (await service.get(`/api/conversations/${id}/transcript`, { as })).body.messages.flatMap(
        ({ control, content }: { control: { as: string } | null; content: string }) =>
          control?.as === 'monitor' ? [content] : [],
      );
    expect(await said('lena')).toEqual(['Sofia Lindgren joined']);
  });

  it('who loads the page anew is listed once as having watched', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const [watching] = (await post(id, 'monitor', 'sofia')).body.companions;
    expect((await post(id, 'leave', 'sofia')).body.companions).toEqual([]);
    expect((await handling(id)).participants).toMatchObject([{ leftAt: expect.any(String) }]);
    expect((await post(id, 'monitor', 'sofia')).body.companions).toEqual([watching]);
    expect((await handling(id)).participants).toMatchObject([
      { joinedAt: watching.since, leftAt: null, closureReason: null },
    ]);
  });

  /** So many seconds pass at once in which nothing is heard of any desk. */
  const skip = async (seconds: number) => {
    await service.database.read(async (db) => {
      await db.query(`UPDATE participant SET seen_at = seen_at - $1 * interval '1 second'`, [seconds]);
      await db.query(
        `UPDATE timer SET due_at = due_at - $1 * interval '1 second',
           data = jsonb_set(data, '{plannedFor}', to_jsonb((data ->> 'plannedFor')::timestamptz - $1 * interval '1 second'))
         WHERE kind = 'lapse-watching'`,
        [seconds],
      );
    });
    await service.turn('timers');
  };
  const pass = async (minutes: number) => {
    for (let left = minutes * 60; left > 0; left -= 20) await skip(Math.min(left, 20));
  };

  it('whose browser is gone reads along no more after two minutes; whose page says that it is open still does', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await post(id, 'monitor', 'sofia');
    await pass(1.5);
    expect((await now(id)).companions).toHaveLength(1);
    expect((await post(id, 'monitor', 'sofia')).status).toBe(200);
    await pass(1.5);
    expect((await now(id)).companions).toHaveLength(1);
    service.shown.length = 0;
    await pass(0.6);
    expect((await now(id)).companions).toEqual([]);
    expect(service.shown.filter(({ frame }) => frame.kind === 'conversation')).toHaveLength(2);
    const [part] = (await handling(id)).participants;
    expect(part).toMatchObject({ spoke: false, closureReason: 'agent-disconnected' });
    // since they were last heard of, not since we noticed
    expect(Date.now() - Date.parse(part.leftAt)).toBeGreaterThan(120_000);
    expect(await thread(id)).toEqual(['Hello']);
    await post(id, 'monitor', 'sofia');
    expect((await handling(id)).participants).toHaveLength(2);
  });

  it('who joined and is heard of no more has left after fifteen minutes, and the agent reads it', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await post(id, 'join', 'sofia');
    await pass(10);
    const path = `/api/conversations/${id}/messages/${uuid()}`;
    expect((await service.put(path, { body: 'Still here' }, { as: 'sofia' })).status).toBe(200);
    await pass(10);
    expect((await now(id)).companions).toMatchObject([{ agentId: sofia, speaks: true }]);
    await pass(5.1);
    expect((await now(id)).companions).toEqual([]);
    expect((await thread(id))[0]).toBe('Sofia Lindgren has left the conversation.');
  });

  it('is still there after an outage of ours, in which no desk could be heard', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await post(id, 'monitor', 'sofia');
    await skip(1800);
    expect((await now(id)).companions).toHaveLength(1);
    await pass(2.1);
    expect((await now(id)).companions).toEqual([]);
  });

  it('does none of it where the organisation has turned it off', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const supervisor = { monitor: false, forceClose: false };
    await service.hear(anEvent(organisationSettings.changed, { version: 1, supervisor }));
    for (const what of ['monitor', 'join', 'force-close'])
      expect((await post(id, what, 'sofia')).body).toMatchObject({ code: 'turned-off' });
  });

  it('closes what is stuck in wrap-up, and it is over for its agent', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const ended = await post(id, 'end', 'lena');
    expect(ended.body).toMatchObject({ status: 'wrap-up', wrapUpEndsAt: expect.any(String) });
    service.shown.length = 0;
    expect((await post(id, 'force-close', 'sofia')).body).toMatchObject({ status: 'closed', wrapUpEndsAt: null });
    expect(service.shown[0]!.audience.agents).toEqual([lena]);
    expect((await post(id, 'force-close', 'sofia')).status).toBe(200);
    expect((await said(conversationChanged)).filter(({ reason }) => reason === 'force-closed')).toHaveLength(1);
  });

  it('closes many at once, and sees what became of each', async () => {
    const { id: one } = await aConversation(service, { from: '+14155550121' });
    const { id: other } = await aConversation(service, { from: '+14155550122', acceptedBy: 'lena' });
    await post(one, 'force-close', 'sofia');
    const [unknown, job] = [uuid(), uuid()];
    const request = { action: 'force-close', conversationIds: [one, other, unknown] };
    const path = `/api/conversations/bulk-jobs/${job}`;
    const started = await service.put(path, request, { as: 'sofia' });
    expect(started).toMatchObject({ status: 200, body: { status: 'running', by: { name: 'Sofia Lindgren' } } });
    await service.turn('timers');
    const done = await service.get(path, { as: 'sofia' });
    expect(done.body.status).toBe('done');
    expect(new Map(done.body.items.map((item: { conversationId: string }) => [item.conversationId, item]))).toEqual(
      new Map([
        [one, { conversationId: one, customer: '+14155550121', result: 'unchanged', code: null }],
        [other, { conversationId: other, customer: '+14155550122', result: 'done', code: null }],
        [unknown, { conversationId: unknown, customer: null, result: 'refused', code: 'conversation-not-found' }],
      ]),
    );
    expect((await service.put(path, request, { as: 'sofia' })).body).toEqual(done.body);
    const different = { ...request, conversationIds: [one] };
    expect((await service.put(path, different, { as: 'sofia' })).body.code).toBe('already-exists');
    const listed = await service.get('/api/conversations/bulk-jobs', { as: 'sofia' });
    expect(listed.body.items).toMatchObject([
      { id: job, total: 3, status: 'done', counts: { done: 1, unchanged: 1, refused: 1, pending: 0 } },
    ]);
    expect((await service.put(path, request, { as: 'lena' })).status).toBe(403);
  });
});

describe('a conversation that waits', () => {
  it('is taken back by its agent, and routing hears it', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await post(id, 'close', 'lena');
    expect((await post(id, 'revive', 'diego')).status).toBe(403);
    expect((await post(id, 'revive', 'lena')).body).toMatchObject({ status: 'active', agentId: lena, accepted: true });
    expect((await said(conversationChanged)).at(-1)).toMatchObject({
      from: 'waiting',
      status: 'active',
      reason: 'agent-revived',
      agentId: lena,
    });
  });

  it('for somebody is ended by overflow, but not once somebody has it', async () => {
    const { id } = await aConversation(service);
    await service.hear(anOverflowEnded({ conversationId: id }));
    expect(await now(id)).toMatchObject({ status: 'closed', statusReason: 'overflow', agentId: null });
    const { id: taken } = await aConversation(service, { from: '+14155550123', acceptedBy: 'lena' });
    await service.hear(anOverflowEnded({ conversationId: taken }));
    expect(await now(taken)).toMatchObject({ status: 'active', agentId: lena });
  });
});

describe('a note', () => {
  it('is seen by who sees the conversation, and taken back by its author', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const noteId = uuid();
    const path = `/api/conversations/${id}/notes`;
    const written = await service.put(`${path}/${noteId}`, { body: 'Wants a refund' }, { as: 'lena' });
    expect(written.body).toMatchObject({ id: noteId, body: 'Wants a refund', author: { name: 'Lena Marsh' } });
    expect((await service.put(`${path}/${noteId}`, { body: 'Else' }, { as: 'lena' })).status).toBe(409);
    expect((await service.get(path, { as: 'sofia' })).body.items).toEqual([written.body]);
    expect((await service.get(path, { as: 'noor' })).status).toBe(403);
    expect((await service.remove(`${path}/${noteId}`, { as: 'sofia' })).body).toMatchObject({ code: 'not-yours' });
    expect((await service.remove(`${path}/${noteId}`, { as: 'lena' })).status).toBe(204);
    expect((await service.remove(`${path}/${noteId}`, { as: 'lena' })).status).toBe(404);
    expect(await thread(id)).toEqual(['Hello']);
  });
});
