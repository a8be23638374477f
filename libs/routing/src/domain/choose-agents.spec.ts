import { type AgentId, agentId, type QueueId, queueId, workItemId } from '#contracts';
import { type Agent, aNewAgent } from './agent.ts';
import { assign } from './choose-agents.ts';
import type { Line, Standing, WaitingItem } from './snapshot.ts';
import type { NeededSkill } from './skills.ts';
import type { Passes } from './work-item.ts';

const now = new Date('2026-01-05T09:00:00Z');
const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const uuid = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const billing = queueId.parse(uuid(901));
const returns = queueId.parse(uuid(902));

const anAgent = (n: number, changes: Partial<Agent> = {}): Agent => ({
  ...aNewAgent(agentId.parse(uuid(n)), `Agent ${n}`, before(60)),
  ...changes,
});
const rules = { sessions: 10 };
const aLine = (changes: Partial<Line> = {}): Line => ({
  queueId: billing,
  priority: 100,
  takes: { units: 1, profileIds: [] },
  allowedPresences: ['available', 'busy'],
  method: 'highest-capacity',
  skills: [],
  matching: 'none',
  favour: null,
  declines: { allowed: 3, pauseSeconds: null },
  ...changes,
});
type ItemChanges = Partial<Omit<WaitingItem, 'id' | 'line'>> & Partial<Omit<Line, 'takes'>> & { units?: number };
const anItem = (n: number, changes: ItemChanges = {}): WaitingItem => {
  const { lastInteractionAt = before(100 - n), passes = {}, units = 1, ...line } = changes;
  return {
    id: workItemId.parse(uuid(100 + n)),
    line: aLine({ takes: { units, profileIds: [] }, ...line }),
    lastInteractionAt,
    passes,
  };
};
const allIn = (agents: readonly Agent[], ...queues: QueueId[]) =>
  new Map(queues.map((id) => [id, agents.map((agent) => agent.id)]));
const choose = (
  items: readonly WaitingItem[],
  agents: readonly Agent[],
  members = allIn(agents, billing, returns),
  standings: ReadonlyMap<AgentId, Standing> = new Map(),
) => assign({ now, rules, items, agents, members, standings }).choices;
const declined = (by: Agent, times: number): Record<AgentId, Passes> => ({ [by.id]: { declined: times, lost: 0 } });

describe('choosing an agent', () => {
  const lena = anAgent(1, { capacityUsed: 1 });
  const diego = anAgent(2);
  const noor = anAgent(3, { capacityUsed: 1 });

  it('takes the one with most free capacity, and says so', () => {
    expect(choose([anItem(1)], [lena, diego, noor])).toEqual([
      { itemId: anItem(1).id, agentId: diego.id, why: 'Most free capacity, 6 of 6' },
    ]);
  });

  it('takes the one idle longest among equals; who never had work is idle longest', () => {
    const [one, two] = [anAgent(1, { idleSince: before(5) }), anAgent(2, { idleSince: before(9) })];
    expect(choose([anItem(1)], [one, two])).toMatchObject([{ agentId: two.id, why: 'Idle longest, 6 of 6 free' }]);
    expect(choose([anItem(1)], [one, two, anAgent(3)])).toMatchObject([{ agentId: anAgent(3).id }]);
  });

  it('says when nobody else was free', () => {
    expect(choose([anItem(1)], [lena])).toMatchObject([{ why: 'The only one free, 5 of 6' }]);
  });

  it('goes round when all are equal', () => {
    const agents = [anAgent(1), anAgent(2), anAgent(3)];
    const items = [1, 2, 3, 4, 5, 6].map((n) => anItem(n));
    expect(choose(items, agents).map((choice) => choice.agentId)).toEqual([1, 2, 3, 1, 2, 3].map((n) => anAgent(n).id));
  });

  it('passes over who is not a member, not present, full, or silent', () => {
    const elsewhere = anAgent(4);
    const agents = [
      anAgent(1, { presence: 'away', presenceSetBy: 'agent' }),
      anAgent(2, { capacityUsed: 6, presence: 'busy', presenceSetBy: 'agent' }),
      anAgent(3, { silentSince: now }),
      elsewhere,
    ];
    const members = new Map([[billing, agents.slice(0, 3).map(({ id }) => id)]]);
    expect(choose([anItem(1)], agents, members)).toEqual([]);
  });

  it('follows the presence that the new work brings', () => {
    const items = [anItem(1, { allowedPresences: ['available'] }), anItem(2, { allowedPresences: ['available'] })];
    expect(choose(items, [diego])).toHaveLength(1);
  });

  it('takes no agent for an item that is greater than their room, and still places the smaller one behind it', () => {
    const items = [anItem(1, { units: 6 }), anItem(2, { units: 5 })];
    expect(choose(items, [lena])).toMatchObject([{ itemId: anItem(2).id }]);
  });
});

describe('those who were not chosen', () => {
  it('are named in full of the first items of a line, and half as many of what goes out after them in the same cycle', () => {
    const staff = Array.from({ length: 12 }, (_, n) => anAgent(n + 1));
    const { line } = anItem(0);
    const items = [1, 2, 3, 4, 5].map((n) => ({ ...anItem(n), line }));
    const snapshot = { now, rules, agents: staff, members: allIn(staff, billing, returns), standings: new Map() };
    const named = (asked: readonly WaitingItem[]) =>
      assign({ ...snapshot, items: asked, named: 8 }).choices.map((choice) => choice.notChosen!.named.length);
    expect(named(items)).toEqual([4, 4, 4, 2, 2]);
    // another line begins anew, and the next cycle does
    expect(named([...items.slice(0, 4), anItem(6, { queueId: returns })])).toEqual([4, 4, 4, 2, 4]);
    expect(named(items.slice(3))).toEqual([4, 4]);
  });
});

describe('the order of items', () => {
  const only = anAgent(1, { capacityUsed: 5, presence: 'busy' });

  it('is queue priority first, a smaller number before a greater one', () => {
    const items = [anItem(1), anItem(2, { queueId: returns, priority: 1 })];
    expect(choose(items, [only])).toMatchObject([{ itemId: anItem(2).id }]);
  });

  it('is age second, over queues of equal priority', () => {
    const items = [anItem(2), anItem(1, { queueId: returns })];
    expect(choose(items, [only])).toMatchObject([{ itemId: anItem(1).id }]);
  });
});

describe('an agent who declined an item', () => {
  const [lena, diego] = [anAgent(1), anAgent(2, { capacityUsed: 5 })];

  it('comes after everybody who did not', () => {
    expect(choose([anItem(1, { passes: declined(lena, 1) })], [lena, diego])).toMatchObject([{ agentId: diego.id }]);
  });

  it('is asked again when nobody else can take it', () => {
    expect(choose([anItem(1, { passes: declined(lena, 2) })], [lena])).toMatchObject([
      { agentId: lena.id, why: 'Offered again, 6 of 6 free' },
    ]);
  });

  it('is never asked after the third time', () => {
    expect(choose([anItem(1, { passes: declined(lena, 3) })], [lena])).toEqual([]);
  });

  it('comes after who declined less often', () => {
    const passes = { ...declined(lena, 2), ...declined(diego, 1) };
    expect(choose([anItem(1, { passes })], [lena, diego])).toMatchObject([{ agentId: diego.id }]);
  });

  it('is treated alike when the offer was only lost, without limit', () => {
    const passes = { [lena.id]: { declined: 0, lost: 7 } };
    expect(choose([anItem(1, { passes })], [lena, diego])).toMatchObject([{ agentId: diego.id }]);
    expect(choose([anItem(1, { passes })], [lena])).toMatchObject([{ agentId: lena.id }]);
  });
});

describe('the methods', () => {
  const standing = (turn: number): Standing => ({ levels: {}, turns: { [billing]: before(turn).getTime() } });
  const [one, two, three] = [anAgent(1, { capacityUsed: 3, presence: 'busy' }), anAgent(2), anAgent(3)];
  const turns = new Map([
    [one.id, standing(30)],
    [two.id, standing(20)],
    [three.id, standing(10)],
  ]);
  const agentsOf = (choices: ReturnType<typeof choose>) => choices.map((choice) => choice.agentId);

  it('round robin goes by the last assignment in the queue, whatever is free', () => {
    const items = [1, 2, 3, 4].map((n) => anItem(n, { method: 'round-robin' }));
    const line = items[0]!.line;
    const same = items.map((item) => ({ ...item, line }));
    expect(agentsOf(choose(same, [one, two, three], undefined, turns))).toEqual([one.id, two.id, three.id, one.id]);
  });

  it('least active goes by who was relieved longest ago, who never worked first', () => {
    const agents = [anAgent(1, { releasedAt: before(5) }), anAgent(2, { releasedAt: before(9) }), anAgent(3)];
    const items = [1, 2].map((n) => anItem(n, { method: 'least-active' }));
    expect(agentsOf(choose(items, agents))[0]).toBe(agents[2]!.id);
    expect(agentsOf(choose(items.slice(0, 1), agents.slice(0, 2)))).toEqual([agents[1]!.id]);
  });
});

describe('skills', () => {
  const french: NeededSkill = { skillId: uuid(700) as never, rating: 2, level: 0.5 };
  const [exact, much, little] = [anAgent(1, { capacityUsed: 4, presence: 'busy' }), anAgent(2), anAgent(3)];
  const knows = (level: number): Standing => ({ levels: { [french.skillId]: level }, turns: {} });
  const standings = new Map([
    [exact.id, knows(0.5)],
    [much.id, knows(1)],
    [little.id, knows(0.2)],
  ]);
  const asked = (matching: Line['matching'], agents: readonly Agent[]) =>
    choose([anItem(1, { skills: [french], matching })], agents, undefined, standings).map(({ agentId }) => agentId);

  it('that are needed exactly leave an item where nobody has them all', () => {
    expect(asked('exact', [little])).toEqual([]);
    expect(asked('exact', [little, much])).toEqual([much.id]);
  });

  it('that come closest are exactly, then more, then less, before capacity', () => {
    expect(asked('closest', [little, much, exact])).toEqual([exact.id]);
    expect(asked('closest', [little, much])).toEqual([much.id]);
    expect(asked('closest', [little])).toEqual([little.id]);
  });

  it('do not matter where they do not', () => {
    expect(asked('none', [little, exact])).toEqual([little.id]);
  });

  it('that are as close are no reason to load one agent: more free capacity, then round robin', () => {
    const agents = [anAgent(1), anAgent(2), anAgent(3)];
    const line = anItem(1, { skills: [french], matching: 'closest' }).line;
    const items = [1, 2, 3, 4, 5, 6].map((n) => ({ ...anItem(n), line }));
    const same = new Map(agents.map(({ id }) => [id, knows(1)]));
    const chosen = choose(items, agents, undefined, same).map(({ agentId }) => agentId);
    expect(chosen).toEqual([1, 2, 3, 1, 2, 3].map((n) => anAgent(n).id));
  });
});

describe('capacity profiles', () => {
  const profile = uuid(800) as never;
  const having = (used: number) => ({ [profile]: { limit: 1, used, blocking: false, endOfDay: false, custom: false } });
  const item = (n: number): WaitingItem => {
    const { line, ...rest } = anItem(n);
    return { ...rest, line: { ...line, takes: { units: 0, profileIds: [profile] } } };
  };

  it('keep work from who lacks one, and are taken of', () => {
    const [without, full, free] = [
      anAgent(1),
      anAgent(2, { profiles: having(1) }),
      anAgent(3, { profiles: having(0) }),
    ];
    const result = assign({
      now,
      rules,
      items: [item(1), item(2)],
      agents: [without, full, free],
      members: allIn([without, full, free], billing),
      standings: new Map(),
    });
    expect(result.choices).toMatchObject([{ agentId: free.id, why: 'The only one free, 1 of 1' }]);
    expect(result.agents).toMatchObject([{ id: free.id, profiles: { [profile]: { used: 1 } } }]);
  });
});

describe('agents who come first', () => {
  const [full, free] = [anAgent(1, { capacityUsed: 9, presence: 'busy', presenceSetBy: 'agent' }), anAgent(2)];
  const favour = (kind: 'affinity' | 'preferred', otherwise: 'next-best' | 'wait') =>
    ({ kind, agentIds: [full.id], otherwise }) as const;

  it('had the conversation before, whatever their capacity, before everything of more important queues', () => {
    const items = [anItem(1, { queueId: returns, priority: 1 }), anItem(2, { favour: favour('affinity', 'wait') })];
    expect(choose(items, [full, free])).toMatchObject([
      { itemId: anItem(2).id, agentId: full.id, why: 'Had this conversation before' },
      { itemId: anItem(1).id, agentId: free.id },
    ]);
  });

  it('are waited for where nobody else is to be asked', () => {
    const away = { ...full, presence: 'away' } as const;
    expect(choose([anItem(1, { favour: favour('affinity', 'wait') })], [away, free])).toEqual([]);
    expect(choose([anItem(1, { favour: favour('preferred', 'next-best') })], [away, free])).toMatchObject([
      { agentId: free.id },
    ]);
  });

  it.each([
    ['declined it', { declined: 1, lost: 0 }],
    ['did not see it', { declined: 0, lost: 1 }],
  ])(
    'have no more right to it than others once they %s, and are asked again where nobody else can take it',
    (_, pass) => {
      const item = anItem(1, { favour: favour('preferred', 'next-best'), passes: { [full.id]: pass } });
      expect(choose([item], [full, free])).toMatchObject([{ agentId: free.id }]);
      expect(choose([item], [full])).toEqual([]);
      const idle = { ...full, capacityUsed: 0 };
      expect(choose([item], [idle])).toMatchObject([{ agentId: full.id, why: 'Offered again, 6 of 6 free' }]);
    },
  );

  it('are asked in turn where it waits for them alone: who let it pass after who did not', () => {
    const second = anAgent(3, { capacityUsed: 6 });
    const preferred = { kind: 'preferred', agentIds: [full.id, second.id], otherwise: 'wait' } as const;
    const asked = (passes: object) =>
      choose([anItem(1, { favour: preferred, passes: passes as never })], [full, second, free]);
    expect(asked({})).toMatchObject([{ agentId: full.id }]);
    expect(asked(declined(full, 1))).toMatchObject([{ agentId: second.id }]);
    expect(asked({ ...declined(full, 1), ...declined(second, 2) })).toMatchObject([{ agentId: full.id }]);
    expect(asked({ ...declined(full, 3), ...declined(second, 3) })).toEqual([]);
  });

  it('are not asked after too many declines', () => {
    const item = anItem(1, { favour: favour('preferred', 'next-best'), passes: declined(full, 3) });
    expect(choose([item], [full, free])).toMatchObject([{ agentId: free.id }]);
  });
});

describe('an agent with ten sessions', () => {
  it.each(['affinity', 'preferred'] as const)('gets no eleventh either where they come first: %s', (kind) => {
    const [crowded, free] = [anAgent(1, { sessions: 10 }), anAgent(2)];
    const look = (otherwise: 'next-best' | 'wait', looked = crowded) => {
      const items = [anItem(1, { favour: { kind, agentIds: [crowded.id], otherwise } })];
      const agents = [looked, free];
      return assign({ now, rules, items, members: allIn(agents, billing), standings: new Map(), agents });
    };
    const disturbedNoMore = { id: crowded.id, presence: 'do-not-disturb', presenceReason: 'sessions' };
    expect(look('wait').choices).toEqual([]);
    expect(look('wait').agents).toMatchObject([disturbedNoMore]);
    expect(look('next-best').choices).toMatchObject([{ agentId: free.id }]);
    // who is known to have so many is not said to have them over and over
    const [held] = look('wait').agents;
    expect(look('wait', held).agents).toEqual([]);
  });

  it('is not told so again, where even who is not to be disturbed may be asked', () => {
    const held = anAgent(1, { sessions: 10, presence: 'do-not-disturb', presenceReason: 'sessions' });
    const items = [anItem(1, { allowedPresences: ['available', 'do-not-disturb'] })];
    const snapshot = { now, rules, items, members: allIn([held], billing), standings: new Map() };
    expect(assign({ ...snapshot, agents: [held] })).toEqual({ choices: [], agents: [] });
  });

  it('gets no eleventh, and is not to be disturbed from then on', () => {
    const crowded = anAgent(1, { sessions: 10, capacityTotal: 100 });
    const snapshot = { now, rules, items: [anItem(1)], members: allIn([crowded], billing), standings: new Map() };
    const { choices, agents } = assign({ ...snapshot, agents: [crowded] });
    expect(choices).toEqual([]);
    expect(agents).toMatchObject([{ presence: 'do-not-disturb', presenceReason: 'sessions' }]);
  });
});
