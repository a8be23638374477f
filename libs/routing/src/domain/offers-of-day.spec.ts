import fc from 'fast-check';
import { agentId } from '#contracts';
import type { OfferState } from './offer.ts';
import { counting, countOffers, dayOf, noOffers, ofToday } from './offers-of-day.ts';

const lena = agentId.parse('018f0000-0000-7000-8000-000000000001');
const diego = agentId.parse('018f0000-0000-7000-8000-000000000002');
const noon = new Date(2026, 0, 5, 12);
const offer = (offeredAt: Date, state: OfferState = 'offered', slot: 'incoming' | 'consult' = 'incoming') => ({
  agentId: lena,
  slot,
  state,
  offeredAt,
});

describe('what an agent was offered today', () => {
  it('is counted when it is offered, and once more when it ends', () => {
    const made = counting(noOffers, offer(noon), noon);
    expect(made).toEqual({ ...noOffers, day: '2026-01-05', offered: 1 });
    expect(counting(made, offer(noon, 'timed-out'), noon)).toEqual({ ...made, timedOut: 1 });
  });

  it('begins anew at midnight of the installation, also for an offer that stood then', () => {
    const [before, after] = [new Date(2026, 0, 5, 23, 59, 59, 999), new Date(2026, 0, 6)];
    expect([dayOf(before), dayOf(after)]).toEqual(['2026-01-05', '2026-01-06']);
    const made = counting(noOffers, offer(before), before);
    expect(ofToday(made, after)).toEqual({ ...noOffers, day: '2026-01-06' });
    // its end counts on the day it was made, as in the report, and that day is over
    expect(ofToday(counting(made, offer(before, 'accepted'), after), after)).toMatchObject({ accepted: 0 });
  });

  it('holds no advice', () => {
    expect(counting(noOffers, offer(noon, 'accepted', 'consult'), noon)).toBe(noOffers);
  });

  it('changes for nobody else', () => {
    const staff = [lena, diego].map((id) => ({ id, offersOfDay: noOffers }));
    const [one, other] = countOffers(staff, [offer(noon), offer(noon)], noon);
    expect(one!.offersOfDay.offered).toBe(2);
    expect(other).toBe(staff[1]);
  });

  it('has every offer of the day in it once, and of those that are over how they ended, whatever order they came in', () => {
    const ends = ['accepted', 'rejected', 'timed-out', 'lost', 'withdrawn'] as const;
    // an offer is made so many minutes from noon, stands for some, and may end
    const one = fc.record({
      made: fc.integer({ min: -1500, max: 700 }),
      lasts: fc.nat(60),
      end: fc.constantFrom(...ends),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 40 }), (offers) => {
        const at = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);
        const happenings = offers
          .flatMap(({ made, lasts, end }) => [
            { at: at(made), offer: offer(at(made)) },
            { at: at(made + lasts), offer: offer(at(made), end) },
          ])
          .sort((first, second) => first.at.getTime() - second.at.getTime());
        const lateEvening = at(719);
        const counts = ofToday(
          happenings.reduce((sofar, { at: now, offer: happened }) => counting(sofar, happened, now), noOffers),
          lateEvening,
        );
        const today = offers.filter(({ made }) => dayOf(at(made)) === dayOf(noon));
        const ended = (end: string) =>
          today.filter((those) => those.end === end && dayOf(at(those.made + those.lasts)) === dayOf(noon)).length;
        expect(counts).toEqual({
          day: '2026-01-05',
          offered: today.length,
          accepted: ended('accepted'),
          rejected: ended('rejected'),
          timedOut: ended('timed-out'),
          lost: ended('lost'),
          withdrawn: ended('withdrawn'),
        });
      }),
    );
  });
});
