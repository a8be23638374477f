import { Refusal } from '#contracts';
import {
  backInLine,
  declinersAllowed,
  finish,
  hasLeftAssignment,
  mayBeOfferedTo,
  offerTo,
  passesOf,
  type WorkItem,
} from './work-item.ts';

const id = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}` as never;
const [lena, diego] = [id(11), id(12)];
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
  lastInteractionAt: new Date('2026-01-05T09:00:00Z'),
  offers: 0,
  passes: {},
  correlationId: id(5),
  readyEventId: id(6),
};
const offered = offerTo(waiting, lena, id(7), 2);

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
    expect(() => offerTo(offered, diego, id(8), 1)).toThrow(Refusal);
  });

  it.each(['rejected', 'timed-out'] as const)(
    'waits again at its old age when %s, and remembers who declined',
    (how) => {
      const back = backInLine(offered, how);
      expect(back).toMatchObject({ status: 'waiting', agentId: null, offerId: null, units: 0, version: 3 });
      expect(back.lastInteractionAt).toEqual(waiting.lastInteractionAt);
      expect(passesOf(back, lena)).toEqual({ declined: 1, lost: 0 });
      expect(passesOf(back, diego)).toEqual({ declined: 0, lost: 0 });
    },
  );

  it('does not count a lost offer as a decline', () => {
    expect(passesOf(backInLine(offered, 'lost'), lena)).toEqual({ declined: 0, lost: 1 });
  });

  it('is done without units when nobody is needed any more', () => {
    expect(finish(offered)).toMatchObject({ status: 'done', units: 0, version: 3 });
    expect(() => offerTo(finish(offered), lena, id(8), 1)).toThrow('done');
  });
});

describe('declines', () => {
  const declineBy = (item: WorkItem, agentId: never, n: number) =>
    backInLine(offerTo(item, agentId, id(100 + n), 1), 'rejected');

  it('keep an item from an agent after the third', () => {
    const twice = declineBy(declineBy(waiting, lena, 1), lena, 2);
    expect(mayBeOfferedTo(twice, lena)).toBe(true);
    const thrice = declineBy(twice, lena, 3);
    expect(mayBeOfferedTo(thrice, lena)).toBe(false);
    expect(mayBeOfferedTo(thrice, diego)).toBe(true);
  });

  it('of a hundred agents take an item out of automatic assignment', () => {
    const agents = Array.from({ length: declinersAllowed }, (_, n) => id(1000 + n));
    const almost = agents.slice(1).reduce((item, agent, n) => declineBy(item, agent, n), waiting);
    expect(hasLeftAssignment(almost)).toBe(false);
    expect(hasLeftAssignment(declineBy(almost, agents[0]!, 99))).toBe(true);
  });
});
