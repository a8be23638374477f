import { newContext } from './context.ts';
import type { Conversation } from './conversation.ts';
import { recordOf, type Sources } from './record.ts';
import type { Session } from './session.ts';

const at = (seconds: number) => new Date(Date.parse('2026-01-05T09:00:00Z') + seconds * 1000);
const [lena, diego] = ['lena', 'diego'] as never[];
const conversation = {
  id: 'c',
  channelId: 'ch',
  workstreamId: 'w',
  customer: '+14155550111',
  status: 'active',
  statusReason: 'accepted',
  statusSince: at(20),
  agentId: diego,
  openedAt: at(0),
  closedAt: null,
  firstWaitSince: null,
  lastActivityAt: at(50),
} as unknown as Conversation;
const session = (changes: Partial<Session>): Session =>
  ({
    id: 's',
    queueId: 'q',
    acceptedAt: null,
    endedAt: null,
    closedAt: null,
    closureReason: null,
    ...changes,
  }) as Session;
const context = newContext(
  { conversationId: 'c' as never, customer: '+14155550111' as never, language: 'en-US', startedBy: 'customer' },
  at(0),
);
const recorded = (changes: Partial<Sources> = {}, now = at(100)) =>
  recordOf(
    {
      conversation,
      channel: { name: 'Support line', number: '+14252306549' as never, provider: 'twilio' },
      context,
      sessions: [],
      firstText: 'Where is my order?',
      overflowTransfers: 0,
      skillChanges: [],
      queueName: null,
      ...changes,
    },
    now,
  );

describe('the record of a conversation', () => {
  it('says how long the customer waited for somebody, and what each part took', () => {
    const sessions = [
      session({ id: '1', agentId: lena, createdAt: at(5), closedAt: at(10), closureReason: 'agent-reject' }),
      session({
        id: '2',
        agentId: lena,
        createdAt: at(10),
        acceptedAt: at(12),
        closedAt: at(20),
        closureReason: 'agent-transferred',
      }),
      session({ id: '3', agentId: diego, createdAt: at(18), acceptedAt: at(20), endedAt: at(70), queueId: null }),
    ];
    expect(recorded({ sessions })).toMatchObject({
      subject: 'Where is my order?',
      queueId: 'q',
      assignedAt: at(18).toISOString(),
      lastSessionId: '3',
      startedAt: at(12).toISOString(),
      modifiedAt: at(50).toISOString(),
      wrapUpStartedAt: at(70).toISOString(),
      firstWaitSeconds: 12,
      handleSeconds: 8 + 80,
      talkSeconds: 8 + 50,
      wrapUpSeconds: 30,
      transfers: 1,
      declines: 1,
      isAccepted: true,
      isAbandoned: false,
      isOutbound: false,
    });
  });

  it('of one that nobody took counts the wait until its end, and it is abandoned', () => {
    const closed = { ...conversation, status: 'closed', agentId: null, closedAt: at(40) } as const;
    expect(recorded({ conversation: closed })).toMatchObject({
      firstWaitSeconds: 40,
      handleSeconds: 0,
      startedAt: null,
      assignedAt: null,
      queueId: null,
      isAccepted: false,
      isAbandoned: true,
    });
    expect(recorded().firstWaitSeconds).toBe(100);
  });

  it('of one that a bot ended, or had when it ended, is not abandoned: nobody else was wanted (product.md 37)', () => {
    const closed = { ...conversation, status: 'closed', agentId: null, closedAt: at(40) } as const;
    for (const botState of ['ended', 'with-bot'] as const)
      expect(recorded({ conversation: closed, context: { ...context, botId: 'b', botState } })).toMatchObject({
        isAbandoned: false,
        firstWaitSeconds: 0,
      });
    const escalated = { ...context, botId: 'b', botState: 'escalated' } as const;
    expect(recorded({ conversation: closed, context: escalated }).isAbandoned).toBe(true);
  });

  it('of one that an agent began has no wait for somebody, and nobody abandons it', () => {
    const closed = { ...conversation, status: 'closed', closedAt: at(40) } as const;
    const begun = { ...context, startedBy: 'agent' } as const;
    expect(recorded({ conversation: closed, context: begun })).toMatchObject({
      firstWaitSeconds: 0,
      isAbandoned: false,
    });
    const sessions = [session({ agentId: lena, createdAt: at(40), acceptedAt: at(42) })];
    expect(recorded({ context: begun, sessions }).firstWaitSeconds).toBe(0);
  });

  it('counts the wait for an agent from when a bot handed over (product.md 37)', () => {
    const handOff = { at: at(30).toISOString(), because: 'bot', reason: null, variables: {} } as const;
    const escalated = { ...context, botId: 'b', botState: 'escalated', handOff } as const;
    const sessions = [session({ agentId: lena, createdAt: at(40), acceptedAt: at(42) })];
    expect(recorded({ context: escalated, sessions }).firstWaitSeconds).toBe(12);
    expect(recorded({ context: escalated }).firstWaitSeconds).toBe(70);
  });

  it('tells that a bot handed over, what it passed on, and that we wrote first', () => {
    const handOff = {
      at: at(3).toISOString(),
      because: 'bot',
      reason: 'refund',
      variables: { Order: 'A-17' },
    } as const;
    const escalated = {
      ...context,
      startedBy: 'campaign',
      botState: 'escalated',
      botSummary: 'Wants it back',
      handOff,
    } as const;
    expect(recorded({ context: escalated })).toMatchObject({
      escalations: 1,
      summary: 'Wants it back',
      handOff,
      isOutbound: true,
    });
  });

  it('is there before anything is known of the customer, and never counts backwards', () => {
    const early = [session({ agentId: diego, createdAt: at(0), acceptedAt: at(-1) })];
    expect(recorded({ context: null, sessions: early })).toMatchObject({
      language: null,
      firstWaitSeconds: 0,
      contact: null,
    });
    expect(recorded({ firstText: 'x'.repeat(500) }).subject).toHaveLength(200);
  });
});
