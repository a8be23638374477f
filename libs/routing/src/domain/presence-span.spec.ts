import fc from 'fast-check';
import { agentId, presenceId } from '#contracts';
import {
  afterAccepting,
  type Agent,
  aNewAgent,
  choosePresence,
  comeBack,
  fallSilent,
  give,
  hold,
  relieve,
  resetPresence,
  shownBy,
  takeBack,
} from './agent.ts';
import { mayBegin } from './presence-span.ts';

const start = Date.UTC(2026, 0, 5, 9);
const at = (ms: number) => new Date(start + ms);
const lunch = presenceId.parse('018f0000-0000-7000-8000-0000000000aa');
const lena = aNewAgent(agentId.parse('018f0000-0000-7000-8000-000000000001'), 'Lena Marsh', at(0));
const units = { units: 2, profileIds: [] };

describe('since when an agent is what they are', () => {
  it('counts anew when another presence stands for the same', () => {
    const away = choosePresence(lena, 'away', at(1000));
    const atLunch = choosePresence(away, 'away', at(2000), { id: lunch });
    expect(atLunch).toMatchObject({ presence: 'away', presenceId: lunch, presenceSince: at(2000) });
    expect(choosePresence(atLunch, 'away', at(3000))).toMatchObject({ presenceId: null, presenceSince: at(3000) });
  });

  it('is the last sign of life of who was silent, however late that is noticed', () => {
    const silent = fallSilent(lena, at(5000), at(5000));
    expect(silent).toMatchObject({ presence: 'offline', presenceSince: at(5000) });
    const offline = choosePresence(lena, 'offline', at(1000));
    expect(fallSilent(offline, at(5000), at(5000))).toMatchObject({ presence: 'offline', presenceSince: at(1000) });
  });

  it('hides what stood for the presence of who is gone, and finds it on a quick return', () => {
    const silent = fallSilent(choosePresence(lena, 'away', at(1000), { id: lunch }), at(5000), at(5000));
    expect(shownBy(silent)).toEqual({ presence: 'offline', presenceId: null });
    expect(comeBack(silent, at(9000))).toMatchObject({ presence: 'away', presenceId: lunch, presenceSince: at(9000) });
  });

  it('is what a supervisor chose meanwhile, with what stands for it', () => {
    const silent = fallSilent(choosePresence(lena, 'away', at(1000), { id: lunch }), at(5000), at(5000));
    const chosen = choosePresence(silent, 'busy', at(6000), { by: 'supervisor' });
    expect(comeBack(chosen, at(9000))).toMatchObject({ presence: 'busy', presenceId: null });
  });
});

interface Span {
  readonly shown: string;
  readonly began: number;
}

/** The rows of an agent as they are kept: one for each beginning. */
const kept = (spans: ReadonlyMap<number, string>): Span[] =>
  [...spans].map(([began, shown]) => ({ began, shown })).sort((one, other) => one.began - other.began);

const shown = (agent: Agent) => JSON.stringify(shownBy(agent));

describe('the spans of an agent’s presences', () => {
  /** What may happen to an agent; `lag`: how far the clock of the replica that does it is behind, in ms. */
  const happening = fc.record({
    what: fc.constantFrom(
      'give',
      'takeBack',
      'accept',
      'relieve',
      'lunch',
      'away',
      'available',
      'offline',
      'reset',
      'miss',
      'silence',
      'leave',
      'back',
    ),
    after: fc.nat(400_000),
    lag: fc.nat(20),
  });

  it('end where the next begins, add up to any period, and the last is what people see', () => {
    const asked = fc.tuple(fc.nat(2_000_000), fc.nat(2_000_000));
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), asked, (happenings, [one, other]) => {
        let agent = lena;
        let clock = 0;
        let heard = 0;
        const spans = new Map([[0, shown(lena)]]);
        const become = (next: Agent, now: Date) => {
          if (mayBegin(next, now)) spans.set(next.presenceSince.getTime() - start, shown(next));
          agent = next;
        };
        for (const { what, after, lag } of happenings) {
          clock += after;
          const now = at(Math.max(0, clock - lag));
          const isBeat = !['give', 'takeBack', 'relieve', 'miss', 'silence', 'leave'].includes(what);
          if (isBeat) heard = now.getTime() - start;
          if (what === 'silence' || what === 'leave') {
            const gone = what === 'silence' ? at(heard) : now;
            const next = fallSilent(agent, at(heard), gone);
            if (next !== agent) for (const began of [...spans.keys()]) if (at(began) > gone) spans.delete(began);
            become(next, now);
            continue;
          }
          const present = isBeat ? comeBack(agent, now) : agent;
          become(present, now);
          const next = {
            give: () => give(agent, units, now),
            takeBack: () => takeBack(agent, units, now),
            accept: () => afterAccepting(agent, now),
            relieve: () => relieve(agent, units, now),
            lunch: () => choosePresence(agent, 'away', now, { id: lunch }),
            away: () => choosePresence(agent, 'away', now),
            available: () => choosePresence(agent, 'available', now),
            offline: () => choosePresence(agent, 'offline', now),
            reset: () => resetPresence(agent, now),
            miss: () => hold(agent, 'missed', now),
            back: () => agent,
          }[what]!();
          become(next, now);
        }
        const rows = kept(spans);
        expect(rows.at(-1)).toEqual({ began: agent.presenceSince.getTime() - start, shown: shown(agent) });
        expect(new Set(rows.map(({ began }) => began)).size).toBe(rows.length);

        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const parts = rows.map(({ began }, n) => {
          const ends = rows[n + 1]?.began ?? Infinity;
          return Math.max(0, Math.min(ends, to) - Math.max(began, from));
        });
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(to - from);
      }),
      { numRuns: 500 },
    );
  });
});
