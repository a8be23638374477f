import type { AgentId, ChannelId, ConversationId, WorkstreamId } from '#contracts';
import type { Conversation, Reason } from './conversation.ts';
import {
  botSession,
  botSessionOver,
  closureByOverflow,
  closureOf,
  followSession,
  type Session,
  whyPartOver,
} from './session.ts';

const [lena, diego] = ['lena', 'diego'] as AgentId[];
const at = (minute: number) => new Date(Date.UTC(2026, 0, 5, 9, minute));
const ids = {
  id: 'c1' as ConversationId,
  channelId: 'ch1' as ChannelId,
  workstreamId: 'w1' as WorkstreamId,
};
const conversation = (status: Conversation['status'], statusReason: Reason, more: Partial<Conversation> = {}) =>
  ({ ...ids, status, statusReason, agentId: null, accepted: false, ...more }) as Conversation;
const lenas = (more: Partial<Session> = {}): Session => ({
  ...{ id: 's1', conversationId: ids.id, channelId: ids.channelId, workstreamId: ids.workstreamId },
  ...{ agentId: lena!, botId: null, queueId: null, createdAt: at(0), acceptedAt: at(1), endedAt: null },
  ...{ closedAt: null, closureReason: null, work: null, ...more },
});
const next = { id: 's2', queueId: null, now: at(9) };
const withDiego = { agentId: diego!, accepted: true };

describe('a session of an agent is over', () => {
  it.each<[string, Reason, Conversation['status'], Partial<Conversation>, string]>([
    ['the agent declines', 'rejected', 'open', {}, 'agent-reject'],
    ['the agent ignores the notification', 'timed-out', 'open', {}, 'agent-timeout'],
    ['nothing happened for too long', 'auto-closed', 'closed', {}, 'conversation-timeout'],
    ['wrap-up took too long', 'wrap-up-over', 'closed', {}, 'auto-close'],
    ['the agent presses X', 'agent-closed', 'waiting', {}, 'agent-closed'],
    ['its channel is retired', 'channel-retired', 'closed', {}, 'conversation-closed'],
    ['the agent passes it to a colleague', 'transferred', 'active', withDiego, 'agent-transferred'],
    ['the agent passes it to a queue', 'transferred-to-queue', 'open', {}, 'agent-transfer-to-queue'],
    ['the agent puts it back into its queue', 'released', 'open', {}, 'manually-closed-session'],
    ['the agent went away', 'disconnected', 'open', {}, 'agent-disconnected'],
    ['the desk went away before it was accepted', 'lost', 'open', {}, 'agent-disconnected'],
    ['somebody else gets it', 'assigned', 'active', withDiego, 'agent-rerouted'],
    ['the offer is withdrawn', 'withdrawn', 'open', {}, 'agent-rerouted'],
    ['a supervisor puts it into a queue', 'supervisor-assigned-to-queue', 'open', {}, 'supervisor-assign-to-queue'],
    ['a supervisor hands it over', 'supervisor-transferred', 'active', withDiego, 'supervisor-transfer-to-agent'],
    ['a supervisor closes it', 'force-closed', 'closed', {}, 'force-close'],
    ['overflow ends it', 'overflow', 'closed', {}, 'overflow-end-conversation'],
    ['the customer ends it', 'customer-ended', 'closed', {}, 'customer-end-conversation'],
    ['a rule finds the customer silent', 'customer-silent', 'closed', {}, 'customer-non-response'],
    ['a rule finds the agent silent', 'agent-silent', 'closed', {}, 'agent-non-response'],
    ['a rule moves it to waiting', 'moved-to-waiting', 'waiting', {}, 'moved-to-waiting'],
    ['something happens that says no more', 'other' as Reason, 'closed', {}, 'default'],
  ])('when %s', (_, reason, status, more, closureReason) => {
    const { over } = followSession(lenas(), conversation(status, reason, more), next);
    expect(over).toMatchObject({ id: 's1', closedAt: at(9), closureReason });
  });

  it('by its own end when it is closed after End', () => {
    const ended = lenas({ endedAt: at(5) });
    const { over } = followSession(ended, conversation('closed', 'agent-closed', { agentId: lena! }), next);
    expect(over).toMatchObject({ closureReason: 'agent-end-conversation' });
  });

  it('for what is known better than from the step of its conversation', () => {
    const lost = conversation('open', 'lost');
    const { over } = followSession(lenas({ acceptedAt: null }), lost, { ...next, closure: 'add-agent-failed' });
    expect(over).toMatchObject({ closureReason: 'add-agent-failed' });
  });
});

describe('how an offer ended says more than that it did', () => {
  it.each([
    ['no desk showed it', { outcome: 'lost', reason: 'unseen' }, 'add-agent-failed'],
    ['work is not offered there any more', { outcome: 'withdrawn', reason: 'not-offered' }, 'system-reject'],
    [
      'the agent has as many as they may',
      { outcome: 'withdrawn', reason: 'sessions-full' },
      'maximum-sessions-reached',
    ],
    ['the desk went away', { outcome: 'lost', reason: 'desk-away' }, null],
    ['nobody is needed', { outcome: 'withdrawn', reason: null }, null],
    ['the agent took it', { outcome: 'accepted' }, null],
  ] as const)('when %s', (_, end, reason) => {
    expect(closureOf(end)).toBe(reason);
  });

  it('as the stage of an overflow does', () => {
    expect(closureByOverflow({ stage: 'pre-queue' })).toBe('overflow-end-conversation');
    expect(closureByOverflow({ stage: 'in-queue' })).toBe('inqueue-overflow-end-conversation');
  });
});

describe('a session of a bot', () => {
  const open = botSession(ids, { id: 's0', botId: 'b1', now: at(0) });

  it('has no agent, and is accepted as it begins', () => {
    expect(open).toMatchObject({ agentId: null, botId: 'b1', createdAt: at(0), acceptedAt: at(0), closedAt: null });
  });

  it('goes on while the conversation needs nobody else', () => {
    expect(followSession(open, conversation('open', 'reopened'), next)).toEqual({ over: null, open });
  });

  it.each<[string, Reason, string]>([
    ['the bot ends the conversation', 'bot-ended', 'bot-end-conversation'],
    ['the customer ends it', 'customer-ended', 'customer-end-conversation'],
    ['a supervisor closes it', 'force-closed', 'force-close'],
    ['nothing happens for too long', 'auto-closed', 'conversation-timeout'],
  ])('is over when %s', (_, reason, closureReason) => {
    const { over, open: none } = followSession(open, conversation('closed', reason), next);
    expect(over).toMatchObject({ botId: 'b1', closureReason, closedAt: at(9) });
    expect(none).toBeNull();
  });

  it.each([
    ['hands over', 'bot', 'bot-transfer-to-agent'],
    ['fails', 'failed', 'virtual-agent-closed'],
    ['writes more than it may', 'too-many-replies', 'virtual-agent-closed'],
  ] as const)('is over when the bot %s', (_, because, closureReason) => {
    expect(botSessionOver(open, because, at(3))).toMatchObject({ closedAt: at(3), closureReason });
  });
});

describe('a part that somebody had besides the agent', () => {
  const before = conversation('active', 'accepted', { agentId: lena! });
  it.each<[string, Conversation, 'agent-disconnected' | null, string]>([
    ['one side ended it alone', before, null, 'manually-closed-session'],
    ['who gave advice is gone for good', before, 'agent-disconnected', 'agent-disconnected'],
    ['it became theirs', conversation('active', 'transferred', withDiego), null, 'agent-transferred'],
    [
      'the agent pressed End',
      conversation('wrap-up', 'agent-ended', { agentId: lena! }),
      null,
      'agent-end-conversation',
    ],
    ['a supervisor closed everything', conversation('closed', 'force-closed', { agentId: lena! }), null, 'force-close'],
  ])('is over as %s', (_, after, known, reason) => expect(whyPartOver(before, after, diego!, known)).toBe(reason));
});
