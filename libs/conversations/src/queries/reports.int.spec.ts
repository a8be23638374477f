import { v7 as uuid } from 'uuid';
import type { ConversationsReport, SessionsReport } from '#contracts';
import {
  aClock,
  aConversation,
  aHandlerChanged,
  anAgent,
  anOfferEnded,
  anOfferMade,
  anOverflowEnded,
  aService,
  aText,
  aWorkstream,
  personCalled,
  type Service,
} from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';

const lena = personCalled('lena').agentId;
const diego = personCalled('diego').agentId;

let service: Service;
let clock: ReturnType<typeof aClock>;
let from: string;
beforeEach(async () => {
  service = await aService(ConversationsModule, conversationsSchema);
  clock = aClock(service);
  from = clock.now().toISOString();
  for (const [agentId, name] of [
    [lena, 'Lena Marsh'],
    [diego, 'Diego Kessler'],
  ] as const)
    await service.hear(anAgent({ agentId, name, firstName: name }));
});
afterEach(() => service.stop());

let last = 10;
const customerOf = (n: number) => `+141555501${n}`;
/** A customer of their own writes now; `receivedAt` is when the gateway had the text. */
const written = async () => {
  last += 1;
  const { id } = await aConversation(service, { from: customerOf(last), receivedAt: clock.now().toISOString() });
  return id;
};
const offered = (conversationId: string, agentId: string, version: number) =>
  service.hear(anOfferMade({ conversationId, agentId, version }));
const answered = (conversationId: string, agentId: string, version: number, outcome = 'accepted') =>
  service.hear(anOfferEnded({ conversationId, agentId, version, outcome }));
const press = (id: string, button: string, as: string) => service.post(`/api/conversations/${id}/${button}`, { as });
const read = async <Report>(path: string): Promise<Report> => {
  // the time of a report ends before now
  clock.pass(1);
  const { status, body } = await service.get(`/api/conversations/reports/${path}from=${from}`, { as: 'sofia' });
  expect(status).toBe(200);
  return body as Report;
};
const ofConversations = async () => (await read<ConversationsReport>('conversations?')).rows[0]!;
const ofSessions = async () => {
  const { rows } = await read<SessionsReport>('sessions?by=agent&');
  return (agentId: string) => rows.find(({ id }) => id === agentId);
};

describe('the report of conversations', () => {
  it('counts as first wait how long customers waited until they were answered, or gave up; not those who wait still', async () => {
    const [taken, gaveUp] = [await written(), await written()];
    clock.pass(12);
    await answered(taken, lena, 1);
    clock.pass(28);
    await press(gaveUp, 'force-close', 'sofia');
    await written();
    clock.pass(1000);
    expect(await ofConversations()).toMatchObject({
      ...{ incoming: 3, answered: 1, abandoned: 1, closed: 1 },
      ...{ firstWaitSeconds: (12 + 40) / 2, longestFirstWaitSeconds: 40 },
    });
  });

  it('counts a wait once, until the first who took it, however often it was declined before and handed over afterwards', async () => {
    const id = await written();
    clock.pass(5);
    await offered(id, diego, 1);
    clock.pass(5);
    await answered(id, diego, 2, 'rejected');
    await offered(id, diego, 3);
    clock.pass(5);
    await answered(id, diego, 4, 'timed-out');
    await offered(id, lena, 5);
    clock.pass(5);
    await answered(id, lena, 6);
    clock.pass(30);
    await service.hear(aHandlerChanged({ conversationId: id, agentId: diego, version: 7 }));
    clock.pass(30);
    await press(id, 'end', 'diego');
    clock.pass(10);
    await press(id, 'close', 'diego');
    expect(await ofConversations()).toMatchObject({
      ...{ incoming: 1, answered: 1, abandoned: 0, closed: 1, firstWaitSeconds: 20, longestFirstWaitSeconds: 20 },
    });
  });

  it('has who was passed over by overflow among those who gave up, and none whom an agent wrote to first', async () => {
    const full = await written();
    clock.pass(7);
    await service.hear(anOverflowEnded({ conversationId: full, waitedSince: undefined }));
    const begun = uuid();
    const channelId = '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e11';
    const body = { channelId, to: '+14155550199', body: 'Your parcel is here.' };
    expect((await service.put(`/api/conversations/started/${begun}`, body, { as: 'lena' })).status).toBe(200);
    clock.pass(100);
    await press(begun, 'force-close', 'sofia');
    expect(await ofConversations()).toMatchObject({
      ...{ incoming: 2, outbound: 1, answered: 0, abandoned: 1, firstWaitSeconds: 7 },
    });
  });

  it('counts the wait from when a bot handed over, and keeps what a bot had to the end out of waits and of who gave up', async () => {
    /** What a bot would have left behind. */
    const hadByBot = (id: string, state: string, handedOver: Date | null) =>
      service.database.read((db) =>
        db.query(
          `UPDATE conversation_context SET bot_state = $2,
             hand_off = CASE WHEN $3::text IS NOT NULL THEN jsonb_build_object('at', $3::text) END
           WHERE conversation_id = $1`,
          [id, state, handedOver?.toISOString() ?? null],
        ),
      );
    const [taken, gaveUp, kept] = [await written(), await written(), await written()];
    clock.pass(60);
    for (const id of [taken, gaveUp]) await hadByBot(id, 'escalated', clock.now());
    await hadByBot(kept, 'ended', null);
    clock.pass(5);
    await answered(taken, lena, 1);
    clock.pass(10);
    for (const id of [gaveUp, kept]) await press(id, 'force-close', 'sofia');
    expect(await ofConversations()).toMatchObject({
      ...{ incoming: 3, answered: 1, abandoned: 1, withBot: 3, escalated: 2, abandonedEscalated: 1, contained: 1 },
      ...{ firstWaitSeconds: (5 + 15) / 2, longestFirstWaitSeconds: 15 },
    });
  });

  /** What customers write within so many hours goes on in what was closed. */
  const reopening = async (hours: number) => {
    const workstreamId = '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e12';
    await service.hear(aWorkstream({ workstreamId }));
    const path = `/api/conversations/workstreams/${workstreamId}/settings`;
    const set = await service.put(path, { reopenWithinHours: hours }, { as: 'dana', headers: { 'if-match': '"0"' } });
    expect(set.status).toBe(200);
  };
  const writesAgain = (body: string) =>
    service.hear(aText({ from: customerOf(last), body, receivedAt: clock.now().toISOString() }));

  it('counts what was closed and came back once: by who took it first, and as it stands now', async () => {
    const id = await written();
    await reopening(24);
    clock.pass(20);
    await answered(id, lena, 1);
    clock.pass(60);
    await press(id, 'end', 'lena');
    clock.pass(10);
    await press(id, 'close', 'lena');
    clock.pass(3600);
    await writesAgain('One more thing');
    expect(await ofConversations()).toMatchObject({
      ...{ incoming: 1, answered: 1, abandoned: 0, closed: 0, firstWaitSeconds: 20 },
    });
    clock.pass(40);
    await answered(id, diego, 3);
    clock.pass(100);
    await press(id, 'end', 'diego');
    await press(id, 'close', 'diego');
    expect(await ofConversations()).toMatchObject({
      ...{ incoming: 1, answered: 1, abandoned: 0, closed: 1, firstWaitSeconds: 20, longestFirstWaitSeconds: 20 },
    });
    const of = await ofSessions();
    expect(of(lena)).toMatchObject({ accepted: 1, transferred: 0, handleSeconds: 70, wrapUpSeconds: 10 });
    expect(of(diego)).toMatchObject({ accepted: 1, handleSeconds: 100 });
  });

  it('counts no wait while it was closed of who gave up and came back: until then, then from then on', async () => {
    const id = await written();
    await reopening(24);
    clock.pass(40);
    await press(id, 'force-close', 'sofia');
    expect(await ofConversations()).toMatchObject({ abandoned: 1, firstWaitSeconds: 40 });
    clock.pass(3600);
    await writesAgain('Is anybody there?');
    expect(await ofConversations()).toMatchObject({ incoming: 1, abandoned: 0, closed: 0, firstWaitSeconds: null });
    clock.pass(14);
    await answered(id, lena, 1);
    expect(await ofConversations()).toMatchObject({
      ...{ incoming: 1, answered: 1, abandoned: 0, firstWaitSeconds: 15, longestFirstWaitSeconds: 15 },
    });
    const record = await service.get(`/api/conversations/${id}/record`, { as: 'sofia' });
    expect(record.body).toMatchObject({ firstWaitSeconds: 15, isAbandoned: false, isAccepted: true });
  });

  it('has no bot to thank for what it ended and an agent took when it came back', async () => {
    const id = await written();
    await reopening(24);
    await service.database.read((db) =>
      db.query(`UPDATE conversation_context SET bot_state = 'ended' WHERE conversation_id = $1`, [id]),
    );
    await press(id, 'force-close', 'sofia');
    expect(await ofConversations()).toMatchObject({ withBot: 1, contained: 1, abandoned: 0 });
    clock.pass(100);
    await writesAgain('It is still broken');
    clock.pass(5);
    await press(id, 'force-close', 'sofia');
    expect(await ofConversations()).toMatchObject({ contained: 0, abandoned: 1, firstWaitSeconds: 5 });
    clock.pass(100);
    await writesAgain('Hello?');
    clock.pass(7);
    await answered(id, lena, 1);
    await press(id, 'end', 'lena');
    await press(id, 'close', 'lena');
    expect(await ofConversations()).toMatchObject({ contained: 0, abandoned: 0, answered: 1, firstWaitSeconds: 7 });
  });

  it('tells by state how all stand that are not closed', async () => {
    await written();
    const [asked, active, waiting, ending] = [await written(), await written(), await written(), await written()];
    await offered(asked, diego, 1);
    for (const id of [active, waiting, ending]) await answered(id, lena, 1);
    await press(waiting, 'close', 'lena');
    await press(ending, 'end', 'lena');
    const { now } = await read<ConversationsReport>('conversations?');
    expect(now).toEqual({ open: 1, unaccepted: 1, active: 1, waiting: 1, wrapUp: 1 });
  });
});

describe('the report of sessions', () => {
  it('adds up what each agent had of a conversation that was handed over: time with it and wrap-up', async () => {
    const id = await written();
    await offered(id, lena, 1);
    clock.pass(4);
    await answered(id, lena, 2);
    clock.pass(30);
    await service.hear(aHandlerChanged({ conversationId: id, agentId: diego, version: 3 }));
    clock.pass(50);
    await press(id, 'end', 'diego');
    clock.pass(10);
    await press(id, 'close', 'diego');
    const of = await ofSessions();
    expect(of(lena)).toMatchObject({
      ...{ offered: 1, accepted: 1, rejected: 0, timedOut: 0, transferred: 1 },
      ...{ acceptSeconds: 4, handleSeconds: 30, wrapUpSeconds: null },
    });
    expect(of(diego)).toMatchObject({ accepted: 1, transferred: 0, handleSeconds: 50 + 10, wrapUpSeconds: 10 });
  });

  it('counts as transferred whatever was passed on: by the agent, to a queue, and by a supervisor', async () => {
    for (const [version, reason] of [
      [2, 'agent-transferred'],
      [2, 'supervisor-transfer-to-agent'],
    ] as const) {
      const id = await written();
      await answered(id, lena, 1);
      await service.hear(aHandlerChanged({ conversationId: id, agentId: diego, version, reason }));
    }
    for (const reason of ['agent-transfer-to-queue', 'supervisor-assign-to-queue']) {
      const id = await written();
      await answered(id, lena, 1);
      await service.hear(aHandlerChanged({ conversationId: id, agentId: lena, version: 2, change: 'left', reason }));
    }
    expect((await ofSessions())(lena)).toMatchObject({ accepted: 4, transferred: 4 });
  });

  it('has what was declined and missed apart, and no time of it', async () => {
    const id = await written();
    await offered(id, diego, 1);
    clock.pass(9);
    await answered(id, diego, 2, 'rejected');
    await offered(id, diego, 3);
    clock.pass(120);
    await answered(id, diego, 4, 'timed-out');
    expect((await ofSessions())(diego)).toMatchObject({
      ...{ offered: 2, accepted: 0, rejected: 1, timedOut: 1, transferred: 0 },
      ...{ acceptSeconds: null, handleSeconds: null, wrapUpSeconds: null },
    });
  });
});
