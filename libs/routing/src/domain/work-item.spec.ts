import { Refusal } from '#contracts';
import {
  backInLine,
  declinersAllowed,
  finish,
  hasLeftAssignment,
  mayBeOfferedTo,
  needOf,
  offerTo,
  passesOf,
  withNeeds,
  type WorkItem,
} from './work-item.ts';

const id = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}` as never;
const [lena, diego] = [id(11), id(12)];
const now = new Date('2026-01-05T09:10:00Z');
const rules = { allowed: 3, pauseSeconds: null };
const units = (count: number) => ({ units: count, profileIds: [] });
const waiting: WorkItem = {
  id: id(1),
  version: 1,
  conversationId: id(2),
  episode: 1,
  workstreamId: id(3),
  queueId: id(4),
  customer: '+14155550111' as never,
  preview: 'Hello',
  status: 'waiting',
  agentId: null,
  offerId: null,
  units: 0,
  heldProfileIds: [],
  skills: [],
  profileIds: [],
  favour: null,
  need: '',
  queuedAt: new Date(0),
  overflowsAt: null,
  overflowRuleId: null,
  escalations: 0,
  acceptedAt: null,
  endedAt: null,
  lastInteractionAt: new Date('2026-01-05T09:00:00Z'),
  offers: 0,
  passes: {},
  correlationId: id(5),
  readyEventId: id(6),
  note: null,
  waitedSince: null,
  heeds: 'all',
};
const offered = offerTo(waiting, lena, id(7), units(2));

describe('a work item that is offered', () => {
  it('takes its units of the agent and counts the offer', () => {
    expect(offered).toMatchObject({
      status: 'offered',
      agentId: lena,
      offerId: id(7),
      units: 2,
      offers: 1,
      version: 2,
    });
  });

  it('cannot be offered again before that offer ended', () => {
    expect(() => offerTo(offered, diego, id(8), units(1))).toThrow(Refusal);
  });

  it.each(['rejected', 'timed-out'] as const)(
    'waits again at its old age when %s, and remembers who declined',
    (how) => {
      const back = backInLine(offered, how, now);
      expect(back).toMatchObject({ status: 'waiting', agentId: null, offerId: null, units: 0, version: 3 });
      expect(back.lastInteractionAt).toEqual(waiting.lastInteractionAt);
      expect(passesOf(back, lena)).toEqual({ declined: 1, lost: 0, declinedAt: now.toISOString() });
      expect(passesOf(back, diego)).toEqual({ declined: 0, lost: 0 });
    },
  );

  it('does not count a lost offer as a decline', () => {
    expect(passesOf(backInLine(offered, 'lost', now), lena)).toEqual({ declined: 0, lost: 1 });
  });

  it('is done without units when nobody is needed any more', () => {
    expect(finish(offered)).toMatchObject({ status: 'done', units: 0, version: 3 });
    expect(() => offerTo(finish(offered), lena, id(8), units(1))).toThrow('done');
  });
});

describe('declines', () => {
  const declineBy = (item: WorkItem, agentId: never, n: number) =>
    backInLine(offerTo(item, agentId, id(100 + n), units(1)), 'rejected', now);

  it('keep an item from an agent after the third', () => {
    const twice = declineBy(declineBy(waiting, lena, 1), lena, 2);
    expect(mayBeOfferedTo(twice, lena, rules, now)).toBe(true);
    const thrice = declineBy(twice, lena, 3);
    expect(mayBeOfferedTo(thrice, lena, rules, now)).toBe(false);
    expect(mayBeOfferedTo(thrice, diego, rules, now)).toBe(true);
  });

  it('keep an item from an agent for the pause that the workstream wants', () => {
    const once = declineBy(waiting, lena, 1);
    const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
    const pausing = { allowed: 3, pauseSeconds: 30 };
    expect(mayBeOfferedTo(once, lena, pausing, after(29))).toBe(false);
    expect(mayBeOfferedTo(once, lena, pausing, after(30))).toBe(true);
    expect(mayBeOfferedTo(once, diego, pausing, after(1))).toBe(true);
  });

  it('of a hundred agents take an item out of automatic assignment', () => {
    const agents = Array.from({ length: declinersAllowed }, (_, n) => id(1000 + n));
    const almost = agents.slice(1).reduce((item, agent, n) => declineBy(item, agent, n), waiting);
    expect(hasLeftAssignment(almost)).toBe(false);
    expect(hasLeftAssignment(declineBy(almost, agents[0]!, 99))).toBe(true);
  });
});

describe('what items need', () => {
  const french = { skillId: id(20), rating: 2, level: 2 / 3 };
  const affinity = { kind: 'affinity', agentIds: [lena], otherwise: 'wait' } as const;

  it('is the same where skills, profiles and favour are, and nothing where there are none', () => {
    expect(needOf(waiting)).toBe('');
    const one = withNeeds(waiting, { skills: [french], profileIds: [id(32), id(31)] });
    const other = withNeeds(
      { ...waiting, id: id(9) },
      { skills: [{ ...french, rating: 20 }], profileIds: [id(31), id(32)] },
    );
    expect(one.need).toBe(other.need);
    expect(withNeeds(one, { favour: affinity }).need).not.toBe(one.need);
    expect(withNeeds(one, { skills: [french] })).toBe(one);
  });

  it('is no agent any more once that agent did not take it', () => {
    const back = backInLine(offerTo(withNeeds(waiting, { favour: affinity }), lena, id(7), units(1)), 'timed-out', now);
    expect(back).toMatchObject({ favour: null, need: '', status: 'waiting' });
  });
});
