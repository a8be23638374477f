import { address, type AgentId, agentId, channelId, conversationId, workstreamId } from '#contracts';
import { messageOneOfMany } from './bulk.ts';
import { closesAt, usualLimits } from './closing.ts';
import { close, end } from './attending.ts';
import type { Conversation, Writer } from './conversation.ts';
import { offerEnded, offerMade } from './offers.ts';
import { receiveText } from './receiving.ts';
import { handlerChanged, type HandlerFact, join, leave, monitor, partOf, promote, revive } from './handling.ts';
import { writeText } from './writing.ts';

const uuid = (n: number) => `0197a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const [lena, diego, noor] = [1, 2, 3].map((n) => agentId.parse(uuid(n))) as [never, never, never];
const sofia = { agentId: agentId.parse(uuid(4)), name: 'Sofia Lindgren' };
const writer = (by: AgentId): Writer => ({ agentId: by, name: 'Lena' });
const at = (minutes: number) => new Date(Date.UTC(2026, 0, 5, 9, minutes));
const opening = {
  id: conversationId.parse(uuid(400)),
  channelId: channelId.parse(uuid(300)),
  customer: address.parse('+14155550111'),
  workstreamId: workstreamId.parse(uuid(200)),
};
const open = receiveText(null, { body: 'Hello', at: at(0), position: 1 }, opening, at(0)).conversation;
const active = offerEnded(open, { version: 2, agentId: lena, outcome: 'accepted' }, at(1)).conversation;

const fact = (changes: Partial<HandlerFact>): HandlerFact => ({
  version: 3,
  agentId: diego,
  mode: 'primary',
  change: 'joined',
  reason: 'agent-transferred',
  ...changes,
});
const consulted = (before: Conversation, version = 3, agent = diego) =>
  handlerChanged(
    before,
    fact({ mode: 'consult', reason: 'accepted', version, agentId: agent, name: 'Diego Kessler' }),
    at(2),
  ).conversation;
const refusal = (act: () => unknown) => {
  try {
    return act();
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a transfer to a colleague', () => {
  it('makes the conversation theirs, and remembers who had it', () => {
    const { conversation, change } = handlerChanged(active, fact({}), at(3));
    expect(conversation).toMatchObject({
      status: 'active',
      agentId: diego,
      accepted: true,
      acceptedAt: at(3),
      previousAgentId: lena,
    });
    expect(change).toMatchObject({ from: 'active', status: 'active', reason: 'transferred', agentId: diego });
  });

  it('is the same in whatever order leaving and joining are heard', () => {
    const left = fact({ agentId: lena, change: 'left', version: 3 });
    const joined = fact({ version: 4 });
    const inOrder = handlerChanged(handlerChanged(active, left, at(3)).conversation, joined, at(3)).conversation;
    const reversed = handlerChanged(handlerChanged(active, joined, at(3)).conversation, left, at(3)).conversation;
    expect(reversed).toMatchObject({ agentId: diego, status: 'active', routingVersion: 4 });
    expect({ ...inOrder, version: 0 }).toEqual({ ...reversed, version: 0 });
  });

  it('to a queue leaves nobody, and an agent who is found meanwhile keeps it', () => {
    const left = fact({ agentId: lena, change: 'left', reason: 'agent-transfer-to-queue' });
    expect(handlerChanged(active, left, at(3)).conversation).toMatchObject({
      status: 'open',
      statusReason: 'transferred-to-queue',
      agentId: null,
      previousAgentId: lena,
    });
    const found = offerEnded(active, { version: 5, agentId: noor, outcome: 'accepted' }, at(3)).conversation;
    expect(handlerChanged(found, left, at(4)).conversation).toBe(found);
  });

  it('by a supervisor makes a waiting conversation active', () => {
    const waiting = close(active, lena, at(2)).conversation;
    const waitedSince = waiting.statusSince.toISOString();
    const transferred = fact({ reason: 'supervisor-transfer-to-agent', waitedSince });
    const { conversation, change } = handlerChanged(waiting, transferred, at(3));
    expect(conversation).toMatchObject({ status: 'active', agentId: diego, previousAgentId: lena });
    expect(change).toMatchObject({ from: 'waiting', reason: 'supervisor-transferred' });
  });

  it('that crossed the X of who had it is not followed: routing ends it when it hears that the conversation waits', () => {
    const waiting = close(active, lena, at(2)).conversation;
    const crossed = handlerChanged(waiting, fact({}), at(3));
    expect(crossed.change).toBeNull();
    expect(crossed.conversation).toMatchObject({ status: 'waiting', agentId: lena, routingVersion: 3 });
  });
});

describe('a colleague who is consulted', () => {
  const asked = consulted(active);

  it('takes part, reads, and does not write to the customer', () => {
    expect(partOf(asked, diego)).toMatchObject({ mode: 'consult', speaks: false, name: 'Diego Kessler' });
    expect(asked.agentId).toBe(lena);
    expect(refusal(() => writeText(asked, writer(diego), 'Hello', at(3)))).toBe('not-yours');
  });

  it('writes to the customer once the agent took them in, and not after they left', () => {
    const promoted = promote(asked, diego);
    expect(writeText(promoted, writer(diego), 'Hello', at(3))[0].lastText).toBe('Hello');
    expect(promote(promoted, diego)).toBe(promoted);
    const ended = handlerChanged(
      promoted,
      fact({ mode: 'consult', change: 'left', reason: 'consult-ended', version: 4 }),
      at(4),
    ).conversation;
    expect(partOf(ended, diego)).toBeUndefined();
    expect(refusal(() => writeText(ended, writer(diego), 'Hello', at(5)))).toBe('not-yours');
    expect(refusal(() => promote(ended, diego))).toBe('consultee-not-found');
  });

  it('does not come back by a word that comes late', () => {
    const left = fact({ mode: 'consult', change: 'left', reason: 'consult-ended', version: 4 });
    expect(partOf(consulted(handlerChanged(active, left, at(3)).conversation, 3), diego)).toBeUndefined();
  });

  it('makes nothing late that is said of the agent, and the other way round', () => {
    const transferred = handlerChanged(consulted(active, 9), fact({ version: 4, agentId: noor }), at(4)).conversation;
    expect(transferred.agentId).toBe(noor);
    expect(partOf(consulted(transferred, 3, lena), lena)).toBeDefined();
  });

  it('who takes the conversation over is consulted no more', () => {
    const { conversation } = handlerChanged(asked, fact({ version: 5 }), at(5));
    expect([conversation.agentId, partOf(conversation, diego)]).toEqual([diego, undefined]);
  });
});

describe('a word of routing that is late', () => {
  const waiting = close(active, lena, at(2)).conversation;
  const back = receiveText(waiting, { body: 'Again', at: at(3), position: 2 }, opening, at(3)).conversation;

  it('of who took it over before its customer came back gives it to nobody: it is work anew', () => {
    const before = fact({ version: 9, episode: active.episode });
    expect(handlerChanged(back, before, at(4)).conversation).toMatchObject({ status: 'open', routingVersion: 9 });
    const accepted = { version: 9, agentId: diego, outcome: 'accepted', episode: active.episode } as const;
    expect(offerEnded(back, accepted, at(4)).conversation).toMatchObject({ status: 'open', routingVersion: 9 });
    const since = { ...accepted, episode: back.episode };
    expect(offerEnded(back, since, at(4)).conversation).toMatchObject({ status: 'active', agentId: diego });
  });

  it('of who agreed to what a supervisor gave out before its customer came back leaves it in the queue', () => {
    const asked = offerMade(back, { version: 9, agentId: diego, episode: active.episode }, at(4)).conversation;
    const agreed = { version: 10, agentId: diego, outcome: 'accepted', episode: active.episode } as const;
    expect(offerEnded(asked, agreed, at(4)).conversation).toMatchObject({ status: 'open', agentId: null });
  });

  it('of who let it go whose turn was not heard of leaves nobody all the same', () => {
    const left = fact({ version: 5, agentId: noor, change: 'left', reason: 'released' });
    const joined = fact({ version: 4, agentId: noor });
    const free = handlerChanged(active, left, at(3)).conversation;
    expect(free).toMatchObject({ status: 'open', agentId: null });
    expect(handlerChanged(free, joined, at(4)).conversation).toBe(free);
  });

  it('does not take it from its agent who took it back meanwhile', () => {
    const revived = revive(waiting, lena, at(3)).conversation;
    const lost = { change: 'left', reason: 'agent-disconnected', agentId: lena, version: 9 } as const;
    const before = fact({ ...lost, episode: active.episode });
    expect(handlerChanged(revived, before, at(4)).conversation).toMatchObject({ status: 'active', agentId: lena });
    const since = fact({ ...lost, episode: revived.episode });
    expect(handlerChanged(revived, since, at(4)).conversation).toMatchObject({ status: 'open' });
  });
});

describe('the clock of a conversation that nothing happens to', () => {
  const closes = (conversation: Conversation) => closesAt(conversation, usualLimits)?.getTime();
  const days = 30 * 86_400_000;

  it('starts anew when a supervisor reads along, when a colleague is consulted, and when one takes over', () => {
    expect(closes(active)).toBe(at(1).getTime() + days);
    const watched = monitor(active, sofia, at(5));
    expect(closes(watched)).toBe(at(5).getTime() + days);
    expect(closes(monitor(watched, sofia, at(6)))).toBe(at(5).getTime() + days);
    const advised = consulted(active);
    expect(closes(advised)).toBe(at(2).getTime() + days);
    const transferred = handlerChanged(active, fact({}), at(3)).conversation;
    expect(closes(transferred)).toBe(at(3).getTime() + days);
  });
});

describe('a supervisor', () => {
  it('reads along unseen, joins, and leaves', () => {
    const watched = monitor(active, sofia, at(3));
    expect(partOf(watched, sofia.agentId)).toMatchObject({ mode: 'monitor', speaks: false });
    expect(monitor(watched, sofia, at(4))).toBe(watched);
    const joined = join(watched, sofia, at(4));
    expect(writeText(joined, writer(sofia.agentId), 'Hello', at(5))[0].lastText).toBe('Hello');
    expect(join(joined, sofia, at(5))).toBe(joined);
    const left = leave(joined, sofia.agentId, at(6));
    expect(partOf(left, sofia.agentId)).toBeUndefined();
    expect(leave(left, sofia.agentId, at(7))).toBe(left);
  });

  it('who reads along still does, whoever it goes to meanwhile', () => {
    const watched = monitor(active, sofia, at(3));
    const queued = handlerChanged(watched, fact({ agentId: lena, change: 'left', reason: 'released' }), at(4));
    expect(queued.conversation.status).toBe('open');
    expect(monitor(queued.conversation, sofia, at(5))).toBe(queued.conversation);
  });

  it('who is back within a minute has read along all the while; later, or after writing to the customer, begins anew', () => {
    const watched = monitor(active, sofia, at(3));
    const back = (left: Conversation, when: Date) => partOf(monitor(left, sofia, when), sofia.agentId)!.since;
    const left = leave(watched, sofia.agentId, at(9));
    const soon = new Date(at(10).getTime() - 1);
    expect(back(left, soon)).toBe(at(3).toISOString());
    expect(partOf(monitor(left, sofia, soon), sofia.agentId)).not.toHaveProperty('goneAt');
    expect(back(left, at(10))).toBe(at(10).toISOString());
    const wrote = leave(join(watched, sofia, at(8)), sofia.agentId, at(9));
    expect(back(wrote, soon)).toBe(soon.toISOString());
    // and what ended it for a moment ended it for no longer
    const ended = end(watched, lena, at(9)).conversation;
    expect(back(ended, soon)).toBe(at(3).toISOString());
  });

  it('who joins takes part from then on, as far as the agent is told', () => {
    const joined = join(monitor(active, sofia, at(3)), sofia, at(8));
    expect(partOf(joined, sofia.agentId)).toMatchObject({ speaks: true, since: at(8).toISOString() });
    const consultee = promote(consulted(active), diego);
    expect(partOf(consultee, diego)).toMatchObject({ speaks: true, since: at(2).toISOString() });
  });

  it('reads along where a customer is waited for, whoever had it or nobody, and not where somebody is still looked for', () => {
    const messaged = messageOneOfMany(open, 'We are late today.', {
      now: at(1),
      hasBot: false,
      by: sofia,
    }).conversation;
    expect(messaged).toMatchObject({ status: 'waiting', agentId: null });
    expect(partOf(monitor(messaged, sofia, at(2)), sofia.agentId)).toMatchObject({ mode: 'monitor' });
    const offered = offerMade(open, { version: 1, agentId: lena }, at(1)).conversation;
    for (const before of [open, offered])
      expect(refusal(() => monitor(before, sofia, at(2)))).toBe('conversation-state');
  });
  it('does not monitor what is their own', () => {
    expect(refusal(() => monitor(active, { agentId: lena, name: 'Lena' }, at(3)))).toBe('own-conversation');
  });
});
