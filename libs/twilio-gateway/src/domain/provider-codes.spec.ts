import { deliveryReason } from '#contracts';
import { readFailure, reasonOf } from './provider-codes.ts';

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
    ['99999', 'other'],
    ['http-404', 'other'],
  ])('%s means %s to a person', (code, reason) => {
    expect(reasonOf(code)).toBe(reason);
    expect(deliveryReason.parse(reason)).toBe(reason);
  });

  it('means nothing when there is none', () => {
    expect(reasonOf(null)).toBeNull();
  });
});

describe('an answer that is no success', () => {
  it.each([
    [429, 20429, { kind: 'not-now', errorCode: '20429' }],
    [429, undefined, { kind: 'not-now', errorCode: null }],
    [400, 21611, { kind: 'not-now', errorCode: '21611' }],
    [400, 21610, { kind: 'refused', errorCode: '21610' }],
    [401, 20003, { kind: 'refused', errorCode: '20003' }],
    [404, undefined, { kind: 'refused', errorCode: 'http-404' }],
    [408, undefined, { kind: 'no-answer', errorCode: null }],
    [500, 20500, { kind: 'no-answer', errorCode: '20500' }],
    [503, undefined, { kind: 'no-answer', errorCode: null }],
    [302, undefined, { kind: 'no-answer', errorCode: null }],
  ])('of HTTP %i and code %s is %j', (status, code, answer) => {
    expect(readFailure(status, code)).toEqual(answer);
  });
});
