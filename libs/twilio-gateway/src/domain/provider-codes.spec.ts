import { readFailure, readRefusal } from './provider-codes.ts';

describe('an answer that is no success', () => {
  it.each([
    [429, 20429, { kind: 'not-now', errorCode: '20429' }],
    [429, undefined, { kind: 'not-now', errorCode: null }],
    [429, 63038, { kind: 'not-now', errorCode: '63038' }],
    [400, 63038, { kind: 'not-now', errorCode: '63038' }],
    [400, 21611, { kind: 'not-now', errorCode: '21611' }],
    [400, 21610, { kind: 'refused', errorCode: '21610' }],
    [401, 20003, { kind: 'refused', errorCode: '20003' }],
    [401, undefined, { kind: 'refused', errorCode: '20003' }],
    [404, undefined, { kind: 'refused', errorCode: 'http-404' }],
    [408, undefined, { kind: 'no-answer', errorCode: null }],
    [500, 20500, { kind: 'no-answer', errorCode: '20500' }],
    [503, undefined, { kind: 'no-answer', errorCode: null }],
    [302, undefined, { kind: 'no-answer', errorCode: null }],
  ])('of HTTP %i and code %s is %j', (status, code, answer) => {
    expect(readFailure(status, code)).toEqual(answer);
  });
});

describe('an answer about an account that is no success', () => {
  it.each([
    [401, 20003, 'bad-credentials'],
    [403, 20005, 'account-suspended'],
    [401, 10001, 'account-suspended'],
    [403, 90010, 'account-suspended'],
    [429, 20429, 'provider-unreachable'],
    [400, 21608, 'provider-refused'],
  ])('of HTTP %i and code %i means %s', (status, code, outcome) => {
    expect(readRefusal(status, code)).toEqual({ outcome, errorCode: String(code) });
  });
});
