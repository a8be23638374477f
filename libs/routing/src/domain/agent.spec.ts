import fc from 'fast-check';
import { agentId, presence } from '#contracts';
import {
  afterAccepting,
  type Agent,
  aNewAgent,
  choosePresence,
  comeBack,
  returnsUntil,
  fallSilent,
  give,
  hold,
  mayTake,
  presenceByCapacity,
  relieve,
  rename,
  resetPresence,
  takeBack,
  unblock,
} from './agent.ts';

const start = new Date('2026-01-05T09:00:00Z');
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const lena = aNewAgent(agentId.parse('018f0000-0000-7000-8000-000000000001'), 'Lena Marsh', start);
const units = (count: number) => ({ units: count, profileIds: [] });
const withCapacity = (capacityUsed: number, capacityTotal = 6): Agent => ({ ...lena, capacityUsed, capacityTotal });

describe('presence by capacity', () => {
  it.each([
    [0, 6, 'available'],
    [1, 6, 'busy'],
    [5, 6, 'busy'],
    [6, 6, 'do-not-disturb'],
    [7, 6, 'do-not-disturb'],
    [0, 0, 'do-not-disturb'],
  ])('with %i of %i units used is %s', (used, total, expected) => {
    expect(presenceByCapacity(withCapacity(used, total))).toBe(expected);
  });

  it('follows offers and their ends while the system sets it', () => {
    const offered = give(lena, units(1), later(1));
    expect(offered).toMatchObject({
      presence: 'busy',
      presenceSetBy: 'system',
      capacityUsed: 1,
      presenceSince: later(1),
    });
    expect(takeBack(offered, units(1), later(2))).toMatchObject({ presence: 'available', capacityUsed: 0 });
    expect(give(lena, units(6), later(1)).presence).toBe('do-not-disturb');
  });
});

describe('a presence that the agent chose', () => {
  it.each(['available', 'busy'] as const)('%s holds through offers until the next accept', (chosen) => {
    const held = give(choosePresence(lena, chosen, later(1)), units(1), later(2));
    expect(held).toMatchObject({ presence: chosen, presenceSetBy: 'agent' });
    expect(takeBack(held, units(1), later(3))).toMatchObject({ presence: chosen, presenceSetBy: 'agent' });
    expect(afterAccepting(held, later(3))).toMatchObject({ presence: 'busy', presenceSetBy: 'system' });
  });

  it.each(['available', 'busy'] as const)('%s holds until the next close', (chosen) => {
    const held = choosePresence(give(lena, units(1), later(1)), chosen, later(2));
    expect(relieve(held, units(1), later(3))).toMatchObject({ presence: 'available', presenceSetBy: 'system' });
  });

  it.each(['do-not-disturb', 'away', 'offline'] as const)('%s holds through accept and close', (chosen) => {
    const held = choosePresence(give(lena, units(1), later(1)), chosen, later(2));
    expect(afterAccepting(held, later(3)).presence).toBe(chosen);
    expect(relieve(held, units(1), later(3))).toMatchObject({
      presence: chosen,
      presenceSetBy: 'agent',
      capacityUsed: 0,
    });
  });

  it('is said since when, and choosing it again changes nothing', () => {
    const away = choosePresence(lena, 'away', later(5));
    expect(away).toMatchObject({ presence: 'away', presenceSince: later(5), version: 2 });
    expect(choosePresence(away, 'away', later(9))).toBe(away);
  });
});

describe('an agent who falls silent', () => {
  const away = choosePresence(lena, 'away', later(1));

  it('is offline at once and keeps the work', () => {
    const silent = fallSilent(give(lena, units(2), later(1)), later(2), later(32));
    expect(silent).toMatchObject({
      presence: 'offline',
      presenceSetBy: 'system',
      capacityUsed: 2,
      silentSince: later(2),
    });
  });

  it('may be back to what they had until the grace is over, and whoever is there has nothing to come back to', () => {
    expect(returnsUntil(fallSilent(lena, later(2), later(32)))).toEqual(later(2 + 150));
    expect(returnsUntil(fallSilent(lena, later(2), later(32)), 10_000)).toEqual(later(12));
    expect(returnsUntil(lena)).toBeNull();
  });

  it('falls silent only once', () => {
    const silent = fallSilent(lena, later(2), later(32));
    expect(fallSilent(silent, later(3), later(33))).toBe(silent);
  });

  it('finds the presence of before within 2.5 minutes', () => {
    const back = comeBack(fallSilent(away, later(10), later(40)), later(10 + 150));
    expect(back).toMatchObject({ presence: 'away', presenceSetBy: 'agent', silentSince: null, presenceBefore: null });
  });

  it('is present by capacity after more than 2.5 minutes', () => {
    const back = comeBack(fallSilent(give(away, units(1), later(5)), later(10), later(40)), later(10 + 151));
    expect(back).toMatchObject({ presence: 'busy', presenceSetBy: 'system', silentSince: null });
  });

  it('stays offline when work ends meanwhile, and finds what capacity then says', () => {
    const silent = relieve(fallSilent(give(lena, units(1), later(1)), later(2), later(32)), units(1), later(40));
    expect(silent).toMatchObject({ presence: 'offline', capacityUsed: 0 });
    expect(comeBack(silent, later(60))).toMatchObject({ presence: 'available', presenceSetBy: 'system' });
  });

  it('does not hold Busy any longer when a conversation was closed meanwhile', () => {
    const busy = choosePresence(give(lena, units(1), later(1)), 'busy', later(1));
    const silent = relieve(fallSilent(busy, later(2), later(32)), units(1), later(40));
    expect(comeBack(silent, later(60)).presence).toBe('available');
  });

  it('is not changed by coming back when it was never gone', () => {
    expect(comeBack(away, later(60))).toBe(away);
  });
});

/** product.md 14, row by row: what happens to an agent of six units, and the presence that follows. */
describe('the transitions of presence', () => {
  const holding = (count: number) => give(lena, units(count), later(1));
  const gone = (agent: Agent) => fallSilent(agent, later(10), later(40));
  const onDefault = (defaultPresence: Agent['defaultPresence']): Agent => ({ ...lena, defaultPresence });
  const rows: [what: string, agent: Agent, presence: Agent['presence'], reason: Agent['presenceReason']][] = [
    ['capacity unused', lena, 'available', 'capacity'],
    ['capacity partly used', holding(1), 'busy', 'capacity'],
    ['capacity fully used', holding(6), 'do-not-disturb', 'capacity'],
    ['capacity negative', holding(8), 'do-not-disturb', 'capacity'],
    ['wrap-up that keeps no capacity any more', unblock(holding(6), units(6), later(2)), 'available', 'capacity'],
    ['too many sessions', hold(holding(1), 'sessions', later(2)), 'do-not-disturb', 'sessions'],
    [
      'too many sessions, then one ends',
      relieve(hold(holding(1), 'sessions', later(2)), units(1), later(3)),
      'available',
      'capacity',
    ],
    [
      'too many sessions, then an offer goes',
      takeBack(hold(holding(1), 'sessions', later(2)), units(1), later(3)),
      'do-not-disturb',
      'sessions',
    ],
    ['a countdown that ran out', hold(lena, 'missed', later(2)), 'inactive', 'missed'],
    [
      'a countdown that ran out, on a chosen presence',
      hold(choosePresence(lena, 'available', later(1)), 'missed', later(2)),
      'inactive',
      'missed',
    ],
    ['a rejection', hold(lena, 'rejected', later(2)), 'do-not-disturb', 'rejected'],
    [
      'a rejection, then work that ends',
      relieve(hold(holding(2), 'rejected', later(2)), units(1), later(3)),
      'do-not-disturb',
      'rejected',
    ],
    [
      'a rejection, then a choice',
      choosePresence(hold(lena, 'rejected', later(2)), 'available', later(3)),
      'available',
      'chosen',
    ],
    ['a rejection, then a reset', resetPresence(hold(holding(1), 'rejected', later(2)), later(3)), 'busy', 'capacity'],
    [
      'Away chosen, then a reset',
      resetPresence(choosePresence(holding(6), 'away', later(2)), later(3)),
      'do-not-disturb',
      'capacity',
    ],
    ['a supervisor’s choice', choosePresence(lena, 'away', later(1), { by: 'supervisor' }), 'away', 'chosen'],
    ['a disconnect', gone(holding(1)), 'offline', 'disconnected'],
    [
      'a supervisor’s choice for who is not there',
      choosePresence(gone(lena), 'away', later(50), { by: 'supervisor' }),
      'offline',
      'disconnected',
    ],
    [
      'back in time after that choice',
      comeBack(choosePresence(gone(lena), 'away', later(50), { by: 'supervisor' }), later(60)),
      'away',
      'chosen',
    ],
    ['back in time, by capacity', comeBack(gone(holding(1)), later(100)), 'busy', 'capacity'],
    [
      'back in time, by capacity whatever the default is',
      comeBack(gone({ ...holding(1), defaultPresence: 'away' }), later(100)),
      'busy',
      'capacity',
    ],
    [
      'back in time, chosen',
      comeBack(gone(choosePresence(lena, 'do-not-disturb', later(2))), later(100)),
      'do-not-disturb',
      'chosen',
    ],
    ['back in time, after a miss', comeBack(gone(hold(lena, 'missed', later(2))), later(100)), 'inactive', 'missed'],
    [
      'back later, chosen',
      comeBack(gone(choosePresence(holding(1), 'away', later(2))), later(161)),
      'busy',
      'capacity',
    ],
    ['back later, by default Away', comeBack(gone(onDefault('away')), later(161)), 'away', 'default'],
    ['back later, by default Offline', comeBack(gone(onDefault('offline')), later(161)), 'offline', 'default'],
    ['back later, by default Busy', comeBack(gone(onDefault('busy')), later(161)), 'available', 'capacity'],
    [
      'back in time after signing out',
      comeBack(fallSilent(choosePresence(lena, 'away', later(2)), later(10), later(10), true), later(20)),
      'available',
      'capacity',
    ],
    [
      'back in time after signing out while nothing was heard of them',
      comeBack(fallSilent(gone(choosePresence(lena, 'away', later(2))), later(10), later(50), true), later(60)),
      'available',
      'capacity',
    ],
    [
      'back in time with fewer conversations than there may be, having had as many',
      comeBack(
        relieve(gone(hold({ ...holding(1), sessions: 10 }, 'sessions', later(2))), units(1), later(45)),
        later(60),
      ),
      'available',
      'capacity',
    ],
    [
      'back within a grace of its own',
      comeBack(gone(choosePresence(lena, 'away', later(2))), later(200), 300_000),
      'away',
      'chosen',
    ],
  ];
  it.each(rows)('%s', (_what, agent, presence, presenceReason) => {
    expect(agent).toMatchObject({ presence, presenceReason });
  });
});

describe('room for more work', () => {
  const allowed = ['available', 'busy'] as const;

  it('needs an allowed presence, enough free units, and a sign of life', () => {
    expect(mayTake(withCapacity(5), units(1), allowed)).toBe(true);
    expect(mayTake(withCapacity(5), units(2), allowed)).toBe(false);
    expect(mayTake(choosePresence(lena, 'away', start), units(1), allowed)).toBe(false);
    expect(mayTake(fallSilent(lena, start, start), units(1), [...presence.options])).toBe(false);
  });

  it('is not there at capacity, even for work that takes no units', () => {
    expect(mayTake(withCapacity(6), units(0), [...presence.options])).toBe(false);
  });
});

describe('the name of an agent', () => {
  it('is what the sign-in says now', () => {
    expect(rename(lena, 'Lena M.')).toMatchObject({ name: 'Lena M.', version: 2 });
    expect(rename(lena, 'Lena Marsh')).toBe(lena);
  });
});

describe('whatever happens to an agent', () => {
  const step = fc.constantFrom<(agent: Agent, now: Date) => Agent>(
    (agent, now) => give(agent, units(1), now),
    (agent, now) => (agent.capacityUsed > 0 ? takeBack(agent, units(1), now) : agent),
    (agent, now) => (agent.capacityUsed > 0 ? relieve(agent, units(1), now) : agent),
    (agent, now) => afterAccepting(agent, now),
    (agent, now) => choosePresence(agent, 'busy', now),
    (agent, now) => choosePresence(agent, 'away', now, { by: 'supervisor' }),
    (agent, now) => fallSilent(agent, now, now),
    (agent, now) => hold(agent, 'missed', now),
    (agent, now) => hold(agent, 'sessions', now),
    resetPresence,
    (agent, now) => comeBack(agent, now),
  );

  it('a presence that the system set is the one of capacity, and who is silent is offline', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const agent = steps.reduce((agent, take, n) => take(agent, later(n)), lena);
        if (agent.silentSince !== null) expect(agent.presence).toBe('offline');
        else if (agent.presenceReason === 'capacity') expect(agent.presence).toBe(presenceByCapacity(agent));
      }),
    );
  });

  it('every change has a version of its own', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let before = lena;
        steps.forEach((take, n) => {
          const after = take(before, later(n));
          expect(after === before || after.version > before.version).toBe(true);
          before = after;
        });
      }),
    );
  });
});
