import fc from 'fast-check';
import { agentId, presence } from '#contracts';
import {
  afterAccepting,
  type Agent,
  aNewAgent,
  choosePresence,
  comeBack,
  fallSilent,
  give,
  hasRoomFor,
  presenceByCapacity,
  relieve,
  rename,
  takeBack,
} from './agent.ts';

const start = new Date('2026-01-05T09:00:00Z');
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const lena = aNewAgent(agentId.parse('018f0000-0000-7000-8000-000000000001'), 'Lena Marsh', start);
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
    const offered = give(lena, 1, later(1));
    expect(offered).toMatchObject({
      presence: 'busy',
      presenceSetBy: 'system',
      capacityUsed: 1,
      presenceSince: later(1),
    });
    expect(takeBack(offered, 1, later(2))).toMatchObject({ presence: 'available', capacityUsed: 0 });
    expect(give(lena, 6, later(1)).presence).toBe('do-not-disturb');
  });
});

describe('a presence that the agent chose', () => {
  it.each(['available', 'busy'] as const)('%s holds through offers until the next accept', (chosen) => {
    const held = give(choosePresence(lena, chosen, later(1)), 1, later(2));
    expect(held).toMatchObject({ presence: chosen, presenceSetBy: 'agent' });
    expect(takeBack(held, 1, later(3))).toMatchObject({ presence: chosen, presenceSetBy: 'agent' });
    expect(afterAccepting(held, later(3))).toMatchObject({ presence: 'busy', presenceSetBy: 'system' });
  });

  it.each(['available', 'busy'] as const)('%s holds until the next close', (chosen) => {
    const held = choosePresence(give(lena, 1, later(1)), chosen, later(2));
    expect(relieve(held, 1, later(3))).toMatchObject({ presence: 'available', presenceSetBy: 'system' });
  });

  it.each(['do-not-disturb', 'away', 'offline'] as const)('%s holds through accept and close', (chosen) => {
    const held = choosePresence(give(lena, 1, later(1)), chosen, later(2));
    expect(afterAccepting(held, later(3)).presence).toBe(chosen);
    expect(relieve(held, 1, later(3))).toMatchObject({ presence: chosen, presenceSetBy: 'agent', capacityUsed: 0 });
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
    const silent = fallSilent(give(lena, 2, later(1)), later(2), later(32));
    expect(silent).toMatchObject({
      presence: 'offline',
      presenceSetBy: 'system',
      capacityUsed: 2,
      silentSince: later(2),
    });
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
    const back = comeBack(fallSilent(give(away, 1, later(5)), later(10), later(40)), later(10 + 151));
    expect(back).toMatchObject({ presence: 'busy', presenceSetBy: 'system', silentSince: null });
  });

  it('stays offline when work ends meanwhile, and finds what capacity then says', () => {
    const silent = relieve(fallSilent(give(lena, 1, later(1)), later(2), later(32)), 1, later(40));
    expect(silent).toMatchObject({ presence: 'offline', capacityUsed: 0 });
    expect(comeBack(silent, later(60))).toMatchObject({ presence: 'available', presenceSetBy: 'system' });
  });

  it('does not hold Busy any longer when a conversation was closed meanwhile', () => {
    const busy = choosePresence(give(lena, 1, later(1)), 'busy', later(1));
    const silent = relieve(fallSilent(busy, later(2), later(32)), 1, later(40));
    expect(comeBack(silent, later(60)).presence).toBe('available');
  });

  it('is not changed by coming back when it was never gone', () => {
    expect(comeBack(away, later(60))).toBe(away);
  });
});

describe('room for more work', () => {
  const allowed = ['available', 'busy'] as const;

  it('needs an allowed presence, enough free units, and a sign of life', () => {
    expect(hasRoomFor(withCapacity(5), 1, allowed)).toBe(true);
    expect(hasRoomFor(withCapacity(5), 2, allowed)).toBe(false);
    expect(hasRoomFor(choosePresence(lena, 'away', start), 1, allowed)).toBe(false);
    expect(hasRoomFor(fallSilent(lena, start, start), 1, [...presence.options])).toBe(false);
  });

  it('is not there at capacity, even for work that takes no units', () => {
    expect(hasRoomFor(withCapacity(6), 0, [...presence.options])).toBe(false);
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
    (agent, now) => give(agent, 1, now),
    (agent, now) => (agent.capacityUsed > 0 ? takeBack(agent, 1, now) : agent),
    (agent, now) => (agent.capacityUsed > 0 ? relieve(agent, 1, now) : agent),
    afterAccepting,
    (agent, now) => choosePresence(agent, 'busy', now),
    (agent, now) => choosePresence(agent, 'away', now),
    (agent, now) => fallSilent(agent, now, now),
    comeBack,
  );

  it('a presence that the system set is the one of capacity, and who is silent is offline', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const agent = steps.reduce((agent, take, n) => take(agent, later(n)), lena);
        if (agent.silentSince !== null) expect(agent.presence).toBe('offline');
        else if (agent.presenceSetBy === 'system') expect(agent.presence).toBe(presenceByCapacity(agent));
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
