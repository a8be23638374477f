import fc from 'fast-check';
import { consentFor, type NumberKind } from './opt-out.ts';

const stops = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'];

describe('a keyword on a long code', () => {
  it.each([...stops, 'stop', ' Stop\n'])('%j blocks and is answered', (word) => {
    expect(consentFor(word, 'long-code', false)).toMatchObject({ change: 'block', optOutType: 'STOP' });
    expect(consentFor(word, 'long-code', false).reply).toContain('unsubscribed');
  });

  it('is answered once: a second STOP is met with silence', () => {
    expect(consentFor('STOP', 'long-code', true)).toMatchObject({ change: 'block', reply: null });
  });

  it.each(['START', 'YES', 'UNSTOP', 'start'])('%j restores who was blocked', (word) => {
    expect(consentFor(word, 'long-code', true).change).toBe('restore');
    expect(consentFor(word, 'long-code', false)).toMatchObject({ change: null, reply: null });
  });

  it.each(['HELP', 'info'])('%j is answered and changes nothing', (word) => {
    expect(consentFor(word, 'long-code', false)).toMatchObject({ change: null, optOutType: 'HELP' });
    expect(consentFor(word, 'long-code', false).reply).not.toBeNull();
    expect(consentFor(word, 'long-code', true).reply).toBeNull();
  });

  it.each(['STOP PLEASE', 'please stop', 'STOP.', 'STOPP', ''])('is the whole text: %j is an ordinary text', (text) => {
    expect(consentFor(text, 'long-code', false)).toEqual({ change: null, reply: null, optOutType: null });
  });
});

describe('a keyword on a toll-free number', () => {
  it('is answered by the network', () => {
    expect(consentFor('STOP', 'toll-free', false).reply).toMatch(/^NETWORK MSG/);
  });

  it('returns by START and UNSTOP, not by YES', () => {
    const restores = ['START', 'UNSTOP', 'YES'].map((word) => consentFor(word, 'toll-free', true).change);
    expect(restores).toEqual(['restore', 'restore', null]);
  });
});

describe('a keyword on a short code', () => {
  it('is left to the application', () => {
    fc.assert(
      fc.property(fc.constantFrom(...stops, 'START', 'HELP'), fc.boolean(), (word, blocked) => {
        expect(consentFor(word, 'short-code', blocked)).toEqual({ change: null, reply: null, optOutType: null });
      }),
    );
  });
});

describe('any text', () => {
  it('restores nobody who is not blocked', () => {
    const kind = fc.constantFrom<NumberKind>('long-code', 'toll-free', 'short-code');
    fc.assert(fc.property(fc.string(), kind, (text, type) => consentFor(text, type, false).change !== 'restore'));
  });
});
