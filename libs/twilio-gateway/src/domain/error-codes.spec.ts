import { deliveryReason } from '#contracts';
import { linkOf, meaningOf, reasonOf, sentAnewAt } from './error-codes.ts';

const now = new Date('2026-01-05T09:00:00Z');

describe("a code of Twilio's", () => {
  it.each([
    ['21610', 'opted-out'],
    ['30003', 'unreachable'],
    ['21211', 'bad-number'],
    ['30005', 'bad-number'],
    ['30006', 'landline'],
    ['30004', 'blocked'],
    ['30007', 'filtered'],
    ['30034', 'registration'],
    ['21606', 'sender'],
    ['20003', 'account'],
    ['30001', 'busy'],
    ['30023', 'capped'],
    ['21620', 'media'],
    ['30008', 'no-answer'],
    ['21617', 'too-long'],
    ['30044', 'too-long'],
    ['30036', 'busy'],
    ['14107', 'busy'],
    ['21266', 'bad-number'],
    ['21609', 'other'],
    ['99999', 'other'],
    ['http-404', 'other'],
  ])('%s means %s to a person', (code, reason) => {
    expect(reasonOf(code)).toBe(reason);
    expect(deliveryReason.parse(reason)).toBe(reason);
  });

  it.each([
    ['20003', 'bad-credentials'],
    ['20005', 'account-suspended'],
    ['30002', 'account-suspended'],
    ['10001', 'account-suspended'],
    ['90010', 'account-suspended'],
    ['azure-401', 'bad-credentials'],
    ['azure-403', 'account-suspended'],
  ])('%s pauses the account as %s, and tells an administrator what to do', (code, pauses) => {
    expect(meaningOf(code)).toMatchObject({ pauses, advice: expect.any(String) });
  });

  it.each([
    ['30005', 'bad-number'],
    ['30006', 'landline'],
    ['21211', 'bad-number'],
    ['21614', 'landline'],
    ['21635', 'landline'],
    ['21265', 'bad-number'],
    ['21612', 'bad-number'],
  ])('%s marks the number as %s', (code, mark) => {
    expect(meaningOf(code).marks).toBe(mark);
  });

  it.each(['21606', '21612', '21609', '21705', '30007', '30018', '30023', '30027', '30034', '30044', '63038', '21408'])(
    '%s is for an administrator to see to',
    (code) => {
      expect(meaningOf(code).advice).toBeDefined();
      expect(linkOf(code)).toBe(`https://www.twilio.com/docs/errors/${code}`);
    },
  );

  it.each([
    ['30007', { times: 5, ofLast: 200 }],
    ['21606', undefined],
    ['20003', undefined],
    ['11200', undefined],
  ])('%s is an alert only when it happens often: %o', (code, alarmsFrom) => {
    expect(meaningOf(code).alarmsFrom).toEqual(alarmsFrom);
  });

  it('of ours has no page at the provider', () => {
    expect(linkOf('http-404')).toBeNull();
  });

  it.each([
    ['30003', 2, 900],
    ['30001', 3, 300],
    ['30017', 3, 300],
    ['30022', 5, 30],
    ['63038', 5, 3600],
    ['14107', 3, 60],
  ])('%s has the text sent anew %i times, first after about %i s, later each time', (code, times, seconds) => {
    for (let round = 1; round <= times; round += 1) {
      const waits = [0, 1].map((chance) => (sentAnewAt(code, round, now, chance)!.getTime() - now.getTime()) / 1000);
      expect(waits[0]).toBeCloseTo(seconds * 2 ** (round - 1) * 0.8);
      expect(waits[1]).toBeCloseTo(seconds * 2 ** (round - 1) * 1.2);
    }
    expect(sentAnewAt(code, times + 1, now, 0)).toBeNull();
  });

  it.each(['30023', '30027'])('%s has the text sent anew twice, as the day of the carriers begins', (code) => {
    const midnight = Date.parse('2026-01-05T08:00:00Z');
    const beforeIt = new Date(midnight - 1000);
    for (const chance of [0, 1]) {
      const spread = chance * 300_000;
      expect(sentAnewAt(code, 1, beforeIt, chance)!.getTime()).toBe(midnight + spread);
      expect(sentAnewAt(code, 2, new Date(midnight), chance)!.getTime()).toBe(midnight + 86_400_000 + spread);
    }
    expect(sentAnewAt(code, 3, beforeIt, 0)).toBeNull();
  });

  it.each(['21610', '30004', '30005', '30006', '30007', '30008', '30410', '20500', '99999', null])(
    '%s is never sent anew: it would not arrive, or arrive twice',
    (code) => {
      expect(sentAnewAt(code, 1, now, 0)).toBeNull();
    },
  );

  it('means nothing when there is none', () => {
    expect(reasonOf(null)).toBeNull();
  });
});
