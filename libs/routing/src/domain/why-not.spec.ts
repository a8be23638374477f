import { type AgentId, agentId, queueId } from '#contracts';
import { type Agent, aNewAgent } from './agent.ts';
import type { Line } from './snapshot.ts';
import { obstacleIn, obstacleOf, whyNobody } from './why-not.ts';

const now = new Date('2026-01-05T09:00:00Z');
const uuid = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const profile = uuid(800) as never;
const skill = (n: number, level: number) => ({ skillId: uuid(700 + n) as never, rating: 5, level });
const aPerson = (n: number, agent: Partial<Agent> = {}, isHeard = true, levels = {}) => ({
  agent: { ...aNewAgent(agentId.parse(uuid(n)), `Agent ${n}`, now), ...agent },
  isHeard,
  levels,
  turns: {},
});
const aLine = (changes: Partial<Line> = {}): Line => ({
  queueId: queueId.parse(uuid(901)),
  priority: 100,
  takes: { units: 2, profileIds: [] },
  allowedPresences: ['available', 'busy'],
  method: 'highest-capacity',
  skills: [],
  matching: 'none',
  favour: null,
  declines: { allowed: 3, pauseSeconds: null },
  ...changes,
});
const rules = { sessions: 10 };
const reason = (line: Line, person: ReturnType<typeof aPerson>) => obstacleIn(line, person, rules)?.reason ?? null;

describe('what keeps work from an agent', () => {
  it('is nothing where there is room, presence and skill', () => {
    const line = aLine({ matching: 'exact', skills: [skill(1, 0.5)] });
    expect(reason(line, aPerson(1, {}, true, { [skill(1, 0).skillId]: 0.5 }))).toBeNull();
  });

  it.each([
    ['not being connected', aLine(), aPerson(1, { silentSince: now, presence: 'offline' }), 'Not connected'],
    [
      'another presence',
      aLine(),
      aPerson(1, { presence: 'away' }),
      'Is away, which is not among the presences that are offered this',
    ],
    ['a desk that is not heard of', aLine(), aPerson(1, {}, false), 'The desk was not heard of for a while'],
    ['too few free units', aLine(), aPerson(1, { capacityUsed: 5 }), '1 of 6 units are free, 2 needed'],
    ['less than no room', aLine(), aPerson(1, { capacityUsed: 9 }), '0 of 6 units are free, 2 needed'],
    [
      'a capacity profile that is missing',
      aLine({ takes: { units: 0, profileIds: [profile] } }),
      aPerson(1),
      'Does not have the capacity profile that this needs',
    ],
    [
      'skills that are missing',
      aLine({ matching: 'exact', skills: [skill(1, 0.5), skill(2, 0.5)] }),
      aPerson(1, {}, true, { [skill(1, 0).skillId]: 1 }),
      'Lacks 1 of 2 needed skills',
    ],
    ['many conversations', aLine(), aPerson(1, { sessions: 10 }), 'Has 10 open conversations, and 10 is the limit'],
    [
      'somebody else who comes first',
      aLine({ favour: { kind: 'affinity', agentIds: [uuid(2) as AgentId], otherwise: 'wait' } }),
      aPerson(1),
      'It waits for another agent, who comes first in it',
    ],
  ])('is %s', (_, line, person, said) => {
    expect(reason(line, person)).toBe(said);
  });

  it('is no capacity where the agent comes first in the item', () => {
    const favour = { kind: 'affinity', agentIds: [uuid(1) as AgentId], otherwise: 'wait' } as const;
    expect(reason(aLine({ favour }), aPerson(1, { capacityUsed: 6 }))).toBeNull();
    expect(reason(aLine({ favour }), aPerson(1, { sessions: 10 }))).toBe(
      'Has 10 open conversations, and 10 is the limit',
    );
  });

  it('is that they declined this one item often enough, or just now', () => {
    const person = aPerson(1);
    const passes = (declined: number) => ({ [person.agent.id]: { declined, lost: 0, declinedAt: now.toISOString() } });
    expect(obstacleOf({ line: aLine(), passes: passes(3) }, person, now)?.reason).toBe('Declined it 3 times');
    const patient = aLine({ declines: { allowed: 3, pauseSeconds: 60 } });
    expect(obstacleOf({ line: patient, passes: passes(1) }, person, now)?.reason).toBe(
      'Declined it once, and is left alone for a while',
    );
    expect(obstacleOf({ line: aLine(), passes: passes(1) }, person, now)).toBeNull();
  });
});

describe('why nobody can take it', () => {
  const look = (...people: ReturnType<typeof aPerson>[]) =>
    whyNobody({ line: aLine(), passes: {} }, people, { rules, now, serving: people.length, named: 2 });

  it('counts what keeps how many from it, most first, and names the first of them', () => {
    const away = { presence: 'away' } as const;
    expect(look(aPerson(1, { capacityUsed: 6 }), aPerson(2, away), aPerson(3, away))).toEqual({
      why: 'Nobody of 3 could take it: 2 with another presence, 1 without room',
      considered: [
        { agentId: uuid(1), reason: '0 of 6 units are free, 2 needed' },
        { agentId: uuid(2), reason: 'Is away, which is not among the presences that are offered this' },
      ],
    });
  });

  it('is not so where somebody can, and says when nobody serves the queue', () => {
    expect(look(aPerson(1, { capacityUsed: 6 }), aPerson(2))).toBeNull();
    expect(look()).toEqual({ why: 'Nobody serves this queue', considered: [] });
  });
});
