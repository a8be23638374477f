import { messageOneOfMany } from './bulk.ts';
import {
  address,
  type AgentId,
  agentId,
  channelId,
  conversationId,
  type ConversationStatus,
  conversationStatus,
  Refusal,
  workstreamId,
} from '#contracts';
import fc from 'fast-check';
import {
  closeRetired,
  closesAt,
  closeWhenIdle,
  endByCustomer,
  endByOverflow,
  forceClose,
  usualLimits,
  wrapUpEnd,
} from './closing.ts';
import { close, end, markFailed, markRead } from './attending.ts';
import { type Conversation, type Decision, isOngoing, mayBecome, routeTo, type Writer } from './conversation.ts';
import { offerEnded, offerMade } from './offers.ts';
import { receiveText } from './receiving.ts';
import { handlerChanged, type HandlerFact, join, leave, monitor, promote, revive } from './handling.ts';
import { followSession, inSessionWith, type Session } from './session.ts';
import { writeText } from './writing.ts';

const uuid = (n: number) => `0197a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const lena = agentId.parse(uuid(1));
const diego = agentId.parse(uuid(2));
const workstream = workstreamId.parse(uuid(200));
const pair = { channelId: channelId.parse(uuid(300)), customer: address.parse('+14155550111') };
const writer = (by: AgentId): Writer => ({ agentId: by, name: 'Lena' });
const at = (minutes: number) => new Date(Date.UTC(2026, 0, 5, 9, minutes));
const later = (from: Date, days: number) => new Date(from.getTime() + days * 86_400_000);
const text = (minutes: number, body = `at ${minutes}`) => ({ body, at: at(minutes), position: minutes });
const opening = (n = 1) => ({ ...pair, id: conversationId.parse(uuid(400 + n)), workstreamId: workstream });
const offer = (version: number, agent = lena) => ({
  version,
  agentId: agent,
});

const sofia = { agentId: agentId.parse(uuid(3)), name: 'Sofia Lindgren' };
const handler = (change: 'joined' | 'left', reason: HandlerFact['reason'], agent = lena): HandlerFact => ({
  version: 9,
  agentId: agent,
  mode: 'primary',
  change,
  reason,
});

const open = receiveText(null, text(0), opening(), at(0)).conversation;
const offered = offerMade(open, offer(1), at(1)).conversation;
const active = offerEnded(offered, { ...offer(2), outcome: 'accepted' }, at(2)).conversation;
const waiting = close(active, lena, at(3)).conversation;
const wrapUp = end(active, lena, at(3), wrapUpEnd(usualLimits, at(3))).conversation;
const closed = close(wrapUp, lena, at(4)).conversation;
const states = { open, offered, active, waiting, 'wrap-up': wrapUp, closed };

describe('a conversation that is', () => {
  const allowed: Record<ConversationStatus, ConversationStatus[]> = {
    open: ['active', 'waiting', 'closed'],
    active: ['open', 'waiting', 'wrap-up', 'closed'],
    waiting: ['open', 'active', 'closed'],
    'wrap-up': ['closed'],
    closed: ['open'],
  };
  const all = conversationStatus.options;
  const pairs = all.flatMap((from) => all.map((to) => [from, to, allowed[from].includes(to)] as const));

  it.each(pairs)('%s may become %s: %s', (from, to, yes) => {
    expect(mayBecome(from, to)).toBe(yes);
  });
});

describe('whatever happens to a conversation', () => {
  const inputs: Record<string, (before: Conversation) => Decision> = {
    'a text': (before) => receiveText(before, text(9), opening(2), at(9)),
    'an offer': (before) => offerMade(before, offer(9), at(9)),
    'an accepted offer': (before) => offerEnded(before, { ...offer(9), outcome: 'accepted' }, at(9)),
    'a rejected offer': (before) => offerEnded(before, { ...offer(9), outcome: 'rejected' }, at(9)),
    End: (before) => end(before, lena, at(9)),
    X: (before) => close(before, lena, at(9)),
    'a written text': (before) => ({ conversation: writeText(before, writer(lena), 'Hello', at(9))[0], change: null }),
    reading: (before) => ({ conversation: markRead(before, lena), change: null }),
    'a day': (before) => closeWhenIdle(before, later(before.statusSince, 1), usualLimits),
    '28 days': (before) => closeWhenIdle(before, later(before.statusSince, 28), usualLimits),
    '30 days': (before) => closeWhenIdle(before, later(before.statusSince, 30), usualLimits),
    'a retired channel': (before) => closeRetired(before, at(9)),
    'force close': (before) => forceClose(before, at(9)),
    overflow: (before) => endByOverflow(before, { version: 9 }, at(9)),
    'overflow of a colleague': (before) => endByOverflow(before, { version: 9, fromAgentId: diego }, at(9)),
    'overflow of its agent': (before) => endByOverflow(before, { version: 9, fromAgentId: lena }, at(9)),
    'taking back': (before) => revive(before, lena, at(9)),
    'a transfer': (before) => handlerChanged(before, handler('joined', 'agent-transferred', diego), at(9)),
    'an assignment': (before) => handlerChanged(before, handler('joined', 'assigned', diego), at(9)),
    'a transfer to a queue': (before) => handlerChanged(before, handler('left', 'agent-transfer-to-queue'), at(9)),
    'a lost agent': (before) => handlerChanged(before, handler('left', 'agent-disconnected'), at(9)),
    'a handing over': (before) => handlerChanged(before, handler('left', 'agent-transferred'), at(9)),
    monitoring: (before) => ({ conversation: monitor(before, sofia, at(9)), change: null }),
    joining: (before) => ({ conversation: join(before, sofia, at(9)), change: null }),
    'a text to many': (before) =>
      messageOneOfMany(before, 'Hello all', { now: at(9), hasBot: false, by: writer(lena) }),
    'a text to many while a bot has it': (before) =>
      messageOneOfMany(before, 'Hello all', { now: at(9), hasBot: true, by: writer(lena) }),
    'an end word': (before) => endByCustomer(before, text(9, 'DONE'), at(9)),
  };
  // what it becomes, or the code it is refused with; a new one is opened where nothing can go on
  // prettier-ignore
  const table: Record<string, string[]> = {
    //                     open          offered          active     waiting                  wrap-up                closed
    'a text':            ['open',       'active',        'active',  'open',                  'new',                 'new'],
    'an offer':          ['active',     'active',        'active',  'waiting',               'wrap-up',             'closed'],
    'an accepted offer': ['active',     'active',        'active',  'waiting',               'wrap-up',             'closed'],
    'a rejected offer':  ['open',       'open',          'open',    'waiting',               'wrap-up',             'closed'],
    'End':               ['!not-yours', '!not-accepted', 'wrap-up', '!conversation-state',   'wrap-up',             '!conversation-state'],
    'X':                 ['!not-yours', '!not-accepted', 'waiting', 'waiting',               'closed',              'closed'],
    'a written text':    ['!not-yours', '!not-accepted', 'active',  '!conversation-waiting', '!conversation-ended', '!conversation-closed'],
    'reading':           ['!not-yours', '!not-accepted', 'active',  'waiting',               'wrap-up',             'closed'],
    'a day':             ['open',       'active',        'active',  'waiting',               'closed',              'closed'],
    '28 days':           ['open',       'active',        'active',  'closed',                'closed',              'closed'],
    '30 days':           ['closed',     'closed',        'closed',  'closed',                'closed',              'closed'],
    'a retired channel': ['closed',     'closed',        'closed',  'closed',                'closed',              'closed'],
    'force close':       ['closed',     'closed',        'closed',  'closed',                'closed',              'closed'],
    'overflow':          ['closed',     'closed',        'active',  'waiting',               'wrap-up',             'closed'],
    'overflow of a colleague': ['closed', 'closed',      'active',  'waiting',               'wrap-up',             'closed'],
    'overflow of its agent': ['closed', 'closed',        'closed',  'waiting',               'wrap-up',             'closed'],
    'taking back':       ['!not-yours', '!conversation-state', 'active', 'active',           '!conversation-state', '!conversation-state'],
    'a transfer':        ['active',     'active',        'active',  'waiting',               'wrap-up',             'closed'],
    'an assignment':     ['active',     'active',        'active',  'waiting',               'wrap-up',             'closed'],
    'a transfer to a queue': ['open',   'open',          'open',    'waiting',               'wrap-up',             'closed'],
    'a lost agent':      ['open',       'open',          'open',    'waiting',               'wrap-up',             'closed'],
    'a handing over':    ['open',       'active',        'active',  'waiting',               'wrap-up',             'closed'],
    'monitoring':        ['!conversation-state', '!conversation-state', 'active', 'waiting', 'wrap-up',             '!conversation-state'],
    'joining':           ['!conversation-state', '!conversation-state', 'active', '!conversation-state', '!conversation-state', '!conversation-state'],
    'a text to many':    ['waiting',      'active',        'active',  'waiting',               '-',                   '-'],
    'a text to many while a bot has it': ['open', 'active', 'active', 'waiting',             '-',                   '-'],
    'an end word':       ['closed',     'closed',        'closed',  'closed',                '-',                   '-'],
  };
  const rows = Object.entries(table).flatMap(([input, outcomes]) =>
    Object.entries(states).map(([name, state], column) => [input, name, outcomes[column]!, state] as const),
  );

  it.each(rows)('%s makes one that is %s: %s', (input, _, outcome, state) => {
    if (outcome === '-') return; // nobody comes that far: a text opens a new one first, and who writes to many leaves these out
    const happen = () => inputs[input]!(state);
    if (outcome.startsWith('!')) return expect(refusalOf(happen)).toBe(outcome.slice(1));
    const { conversation } = happen();
    if (outcome !== 'new') return expect([conversation.id, conversation.status]).toEqual([state.id, outcome]);
    expect(conversation).toMatchObject({ id: opening(2).id, status: 'open', previousConversationId: state.id });
  });

  it.each(['end', 'close', 'read', 'write'])('only the agent who has it may %s', (what) => {
    const acts = { end: () => end(active, diego, at(9)), close: () => close(active, diego, at(9)) };
    const others = {
      read: () => markRead(active, diego),
      write: () => writeText(active, writer(diego), 'Hello', at(9)),
    };
    expect(refusalOf({ ...acts, ...others }[what]!)).toBe('not-yours');
  });
});

describe("a customer's text", () => {
  it('opens the first conversation of a customer on a channel, unread and waiting for an answer', () => {
    expect(open).toMatchObject({
      version: 1,
      status: 'open',
      unread: 1,
      waitingSince: at(0),
      previousConversationId: null,
    });
  });

  it('joins an active one without disturbing anybody', () => {
    const { conversation, change, happened } = receiveText(active, text(5), opening(2), at(5));
    expect([happened, change]).toEqual(['continued', null]);
    expect(conversation).toMatchObject({ unread: 2, lastText: 'at 5', agentId: lena, waitingSince: at(0) });
  });

  it('brings a waiting one back, to the agent who had it', () => {
    const { conversation, change, happened } = receiveText(waiting, text(5), opening(2), at(5));
    expect([happened, change?.reason]).toEqual(['revived', 'customer-wrote']);
    expect(conversation).toMatchObject({
      status: 'open',
      agentId: null,
      accepted: false,
      acceptedAt: null,
      previousAgentId: lena,
    });
    expect(change!.version).toBeLessThan(conversation.version);
  });

  it('that comes late does not replace a later one in lists', () => {
    const late = receiveText(receiveText(open, text(7), opening(), at(7)).conversation, text(5), opening(), at(8));
    expect(late.conversation).toMatchObject({
      lastText: 'at 7',
      lastCustomerTextAt: at(7),
      unread: 3,
      waitingSince: at(0),
    });
  });

  it('that crossed our answer still waits for one', () => {
    const [answered] = writeText(active, writer(lena), 'Hello', at(6));
    expect(answered).toMatchObject({ waitingSince: null, lastText: 'Hello' });
    const { conversation } = receiveText(answered, text(5), opening(), at(7));
    expect(conversation).toMatchObject({ waitingSince: at(5), lastText: 'Hello', unread: 2 });
  });

  it('on a channel nobody told us of opens a conversation that can be routed later, once', () => {
    const { conversation } = receiveText(null, text(0), { ...opening(), workstreamId: null }, at(0));
    const routed = routeTo(conversation, workstream);
    expect(routed).toMatchObject({ workstreamId: workstream, version: 2 });
    expect(routeTo(routed, workstreamId.parse(uuid(201)))).toBe(routed);
  });
});

describe('an answer', () => {
  it('ends the waiting and is the last text, with a place of its own in the thread', () => {
    const [first, one] = writeText(active, writer(lena), 'One', at(5));
    const [second, two] = writeText(first, writer(lena), 'Two', at(5));
    expect(second).toMatchObject({
      waitingSince: null,
      lastText: 'Two',
      lastTextDirection: 'out',
      lastTextAuthor: { kind: 'agent', agentId: lena, name: 'Lena' },
      unread: active.unread,
    });
    expect(two.position).toBeGreaterThan(one.position);
  });

  it('marks its conversation when it does not arrive, until its agent looks; nobody else’s text and nothing closed does', () => {
    const once = markFailed(active, lena);
    expect(once).toMatchObject({ failed: 1, version: active.version + 1 });
    expect(markFailed(once, lena).failed).toBe(2);
    expect(markRead(once, lena)).toMatchObject({ failed: 0, unread: 0 });
    for (const [before, by] of [
      [active, diego],
      [active, null],
      [closed, lena],
      [open, lena],
    ] as const)
      expect(markFailed(before, by)).toBe(before);
  });
});

describe('an offer', () => {
  const ended = (version: number, outcome: 'accepted' | 'rejected' | 'timed-out' | 'lost', agent = lena) => ({
    ...offer(version, agent),
    outcome,
  });

  it('that is heard of after its own end changes nothing', () => {
    const accepted = offerEnded(open, ended(2, 'accepted'), at(1)).conversation;
    expect(accepted).toMatchObject({ status: 'active', agentId: lena, accepted: true, acceptedAt: at(1) });
    expect(offerMade(accepted, offer(1), at(2)).conversation).toBe(accepted);

    const rejected = offerEnded(open, ended(2, 'rejected'), at(1)).conversation;
    expect(rejected).toMatchObject({ status: 'open', version: open.version });
    expect(offerMade(rejected, offer(1), at(2)).conversation).toBe(rejected);
  });

  it('to the next agent stands, however late the end of the one before comes', () => {
    const next = offerMade(offered, offer(3, diego), at(2)).conversation;
    expect(next).toMatchObject({ status: 'active', agentId: diego, accepted: false });
    expect(offerEnded(next, ended(2, 'timed-out'), at(3)).conversation).toBe(next);
  });

  it('that was rejected keeps whom to return to', () => {
    const revived = receiveText(waiting, text(5), opening(), at(5)).conversation;
    const toDiego = offerMade(revived, offer(3, diego), at(6)).conversation;
    const back = offerEnded(toDiego, ended(4, 'rejected', diego), at(7));
    expect(back.conversation).toMatchObject({ status: 'open', agentId: null, previousAgentId: lena });
    expect(back.change).toMatchObject({ from: 'active', status: 'open', reason: 'rejected', agentId: null });
  });

  it('that was made before routing heard that the agent closed the tab is not followed, and withdrawn it is not either', () => {
    const late = offerMade(waiting, offer(5, diego), at(5)).conversation;
    expect(late).toMatchObject({ status: 'waiting', agentId: lena, version: waiting.version });
    const withdrawn = { ...offer(6, diego), outcome: 'withdrawn' as const };
    expect(offerEnded(late, withdrawn, at(6)).conversation).toMatchObject({
      status: 'waiting',
      version: waiting.version,
    });
  });

  it('that was accepted before routing heard that it waits is not followed either: routing ends it when it hears', () => {
    const accepted = offerEnded(waiting, ended(5, 'accepted', diego), at(5));
    expect(accepted.change).toBeNull();
    expect(accepted.conversation).toMatchObject({ status: 'waiting', agentId: lena, routingVersion: 5 });
    const waitedSince = waiting.statusSince.toISOString();
    const givenOut = offerEnded(waiting, { ...ended(5, 'accepted', diego), waitedSince }, at(5)).conversation;
    expect(givenOut).toMatchObject({ status: 'active', agentId: diego });
  });

  it('whose agent is lost after accepting returns to the queue, and would return to the agent', () => {
    const lost = offerEnded(active, ended(3, 'lost'), at(5)).conversation;
    expect(lost).toMatchObject({ status: 'open', agentId: null, previousAgentId: lena });
  });
});

describe('pressing a button twice', () => {
  it.each([
    ['End', wrapUp, (c: Conversation) => end(c, lena, at(9)).conversation],
    ['X on an active one', waiting, (c: Conversation) => close(c, lena, at(9)).conversation],
    ['X after End', closed, (c: Conversation) => close(c, lena, at(9)).conversation],
    ['read', markRead(active, lena), (c: Conversation) => markRead(c, lena)],
  ] as const)('is the same as once: %s', (_, after, again) => {
    expect(again(after)).toBe(after);
  });
});

describe('a conversation that nothing happens to', () => {
  it('is counted from the last text while it is active or waiting, and from the change of state otherwise', () => {
    const write = (before: Conversation) => receiveText(before, text(50), opening(), at(50)).conversation;
    expect(closesAt(write(open), usualLimits)).toEqual(later(at(0), 30));
    expect(closesAt(write(active), usualLimits)).toEqual(later(at(50), 30));
    expect(closesAt(waiting, usualLimits)).toEqual(later(at(3), 28));
    expect(closesAt(wrapUp, usualLimits)).toEqual(later(at(3), 1));
    expect(closesAt(closed, usualLimits)).toBeNull();
  });

  it.each([
    ['wrap-up', wrapUp, 'wrap-up-over', lena],
    ['waiting', waiting, 'auto-closed', lena],
    ['open', open, 'auto-closed', null],
    ['offered', offered, 'auto-closed', null],
  ] as const)('is closed in %s, and stays with the agent who had it', (_, state, reason, agent) => {
    const due = closesAt(state, usualLimits)!;
    expect(closeWhenIdle(state, new Date(due.getTime() - 1), usualLimits).conversation).toBe(state);
    const { conversation, change } = closeWhenIdle(state, due, usualLimits);
    expect(conversation).toMatchObject({ status: 'closed', closedAt: due, agentId: agent, waitingSince: null });
    expect(change).toMatchObject({ from: state.status, reason });
  });
});

describe('a channel that is retired', () => {
  const receive = (latest: Conversation | null) => receiveText(latest, text(9), opening(2), at(9), { retired: true });

  it('opens no conversation: what still came is kept in one that is closed', () => {
    for (const latest of [null, wrapUp, closed]) {
      const { conversation, happened, change } = receive(latest);
      expect([happened, change]).toEqual(['kept', null]);
      expect(conversation).toMatchObject({
        id: opening(2).id,
        status: 'closed',
        statusReason: 'channel-retired',
        closedAt: at(9),
        waitingSince: null,
        lastText: 'at 9',
      });
    }
  });

  it('lets the one that goes on go on', () => {
    expect(receive(active).happened).toBe('continued');
    expect(receive(waiting).happened).toBe('revived');
  });

  it('closes what it is told to close, whoever has it, and says why', () => {
    const { conversation, change } = closeRetired(active, at(9));
    expect(conversation).toMatchObject({ closedAt: at(9), agentId: lena, waitingSince: null });
    expect(change).toMatchObject({ from: 'active', status: 'closed', reason: 'channel-retired' });
    expect(closeRetired(offered, at(9)).conversation.agentId).toBeNull();
    expect(closeRetired(closed, at(9)).conversation).toBe(closed);
  });
});

describe('any sequence of texts, offers, buttons and days', () => {
  const agents = fc.constantFrom(lena, diego);
  const outcomes = fc.constantFrom('accepted', 'rejected', 'timed-out', 'withdrawn', 'lost', 'other');
  const facts = fc.record({
    version: fc.integer({ min: 1, max: 12 }),
    agent: agents,
    item: fc.integer({ min: 1, max: 3 }),
  });
  const happening = fc.oneof(
    fc.record({ kind: fc.constant('text' as const), minute: fc.nat(50) }),
    fc.record({ kind: fc.constant('made' as const), fact: facts }),
    fc.record({ kind: fc.constant('ended' as const), fact: facts, outcome: outcomes }),
    fc.record({ kind: fc.constantFrom('end', 'close', 'read', 'write'), by: agents }),
    fc.record({ kind: fc.constant('days' as const), days: fc.nat(31) }),
    fc.record({ kind: fc.constantFrom('retired' as const, 'forced' as const) }),
    fc.record({ kind: fc.constant('overflow' as const), fact: facts }),
    fc.record({ kind: fc.constantFrom('take back', 'monitor', 'join', 'leave', 'promote'), by: agents }),
    fc.record({
      kind: fc.constant('handler' as const),
      fact: facts,
      mode: fc.constantFrom('primary' as const, 'consult' as const),
      change: fc.constantFrom('joined' as const, 'left' as const),
      why: fc.constantFrom(
        'agent-transferred' as const,
        'agent-transfer-to-queue' as const,
        'agent-disconnected' as const,
        'assigned' as const,
        'consult-ended' as const,
      ),
    }),
  );
  type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

  function decide(before: Conversation | null, it: Happening, now: Date, n: number): Decision | null {
    if (it.kind === 'text') {
      const received = { ...text('minute' in it ? it.minute : 0), at: now };
      return receiveText(before, received, opening(n), now, { reopenWithinHours: n % 3 });
    }
    if (!before) return null;
    if (it.kind === 'days') return closeWhenIdle(before, now, usualLimits);
    if (it.kind === 'retired') return closeRetired(before, now);
    if (it.kind === 'forced') return forceClose(before, now);
    if ('mode' in it) {
      const { version, agent } = it.fact;
      return handlerChanged(before, { version, agentId: agent, mode: it.mode, change: it.change, reason: it.why }, now);
    }
    if (it.kind === 'overflow' && 'fact' in it) return endByOverflow(before, { version: it.fact.version }, now);
    if ('fact' in it) {
      const fact = offer(it.fact.version, it.fact.agent);
      return 'outcome' in it ? offerEnded(before, { ...fact, outcome: it.outcome }, now) : offerMade(before, fact, now);
    }
    if (!('by' in it)) return null;
    if (it.kind === 'end') return end(before, it.by, now, wrapUpEnd(usualLimits, now));
    if (it.kind === 'close') return close(before, it.by, now);
    if (it.kind === 'read') return { conversation: markRead(before, it.by), change: null };
    if (it.kind === 'take back') return revive(before, it.by, now);
    const somebody = { agentId: it.by, name: 'Somebody' };
    if (it.kind === 'monitor') return { conversation: monitor(before, somebody, now), change: null };
    if (it.kind === 'join') return { conversation: join(before, somebody, now), change: null };
    if (it.kind === 'leave') return { conversation: leave(before, it.by, now), change: null };
    if (it.kind === 'promote') return { conversation: promote(before, it.by), change: null };
    return { conversation: writeText(before, writer(it.by), 'Hello', now)[0], change: null };
  }

  interface Step extends Decision {
    readonly before: Conversation | null;
  }
  /** Everything that was decided, and what it was decided on. What is refused changes nothing. */
  function live(sequence: readonly Happening[]): Step[] {
    const steps: Step[] = [];
    let now = at(0);
    for (const [n, it] of sequence.entries()) {
      now = it.kind === 'days' ? later(now, it.days) : new Date(now.getTime() + 1000);
      const before = steps.at(-1)?.conversation ?? null;
      try {
        const decision = decide(before, it, now, n);
        if (decision) steps.push({ before, ...decision });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
    }
    return steps;
  }
  const always = (holds: (steps: readonly Step[]) => void) =>
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 60 }), (sequence) => holds(live(sequence))),
      { numRuns: 300 },
    );
  const sameAsBefore = ({ before, conversation }: Step) => before?.id === conversation.id;

  it('stays inside the table, and says every change of state', () => {
    always((steps) => {
      for (const { before, conversation, change } of steps.filter(sameAsBefore)) {
        if (before!.status === conversation.status) continue;
        expect(mayBecome(before!.status, conversation.status)).toBe(true);
        expect(change).toMatchObject({ from: before!.status, status: conversation.status });
      }
    });
  });

  it('raises the version with everything that can be seen', () => {
    const seen = ({ routingVersion: _, ...rest }: Conversation) => JSON.stringify(rest);
    always((steps) => {
      for (const { before, conversation } of steps.filter(sameAsBefore)) {
        if (seen(before!) === seen(conversation)) continue;
        expect(conversation.version).toBeGreaterThan(before!.version);
      }
    });
  });

  it('has one session at a time, of the agent whose it is, and ends each that it began', () => {
    always((steps) => {
      const open = new Map<string, Session | null>();
      steps
        .filter(({ change, before, conversation }) => change || before?.id !== conversation.id)
        .forEach(({ conversation, before }, n) => {
          if (before?.id !== conversation.id) return;
          const known = open.get(conversation.id) ?? null;
          const next = followSession(known, conversation, { id: uuid(1000 + n), queueId: null, now: at(n) });
          if (next.over) expect(next.over).toMatchObject({ id: known!.id, closedAt: at(n) });
          if (known && next.open?.id !== known.id) expect(next.over?.id).toBe(known.id);
          expect(next.open?.agentId ?? null).toBe(inSessionWith(conversation));
          expect(next.open?.acceptedAt ? true : false).toBe(next.open !== null && conversation.accepted);
          open.set(conversation.id, next.open);
        });
    });
  });

  it('keeps nobody in a conversation that is closed, and promises an end to wrap-up alone', () => {
    always((steps) => {
      for (const { conversation } of steps) {
        if (conversation.status === 'closed') expect(conversation.companions.filter((one) => one.present)).toEqual([]);
        expect(conversation.wrapUpEndsAt !== null).toBe(conversation.status === 'wrap-up');
      }
    });
  });

  it('never leaves two ongoing conversations', () => {
    always((steps) => {
      const last = new Map(steps.map(({ conversation }) => [conversation.id, conversation.status]));
      expect([...last.values()].filter(isOngoing).length).toBeLessThanOrEqual(1);
    });
  });

  it('leaves an open one with nobody, an accepted one with somebody, and only closed ones with a time of closing', () => {
    always((steps) => {
      for (const { conversation } of steps) {
        if (conversation.status === 'open') expect(conversation.agentId).toBeNull();
        if (conversation.accepted) expect(conversation.agentId).not.toBeNull();
        expect(conversation.status === 'closed').toBe(conversation.closedAt !== null);
      }
    });
  });
});

function refusalOf(act: () => unknown): string | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return undefined;
}
