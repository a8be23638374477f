import { failuresIn, incompleteIn, type LoggedError, stretchOf, wasNotRead, wasRead } from './error-log.ts';

const at = new Date('2026-01-05T09:00:00Z');
const text = `SM${'1'.repeat(32)}`;
const base = 'https://parley.example/webhooks/twilio/north-key';
const entry = (changes: Partial<LoggedError> = {}): LoggedError => ({
  sid: 'NO1',
  errorCode: '11205',
  about: text,
  url: `${base}/messages`,
  at,
  ...changes,
});
const delivery = '0195c1a9-3f1d-7c6e-8a55-0d2f3b6c9e77';

describe('of an error log, ours', () => {
  it.each([
    ['a text that was not brought', entry(), { textSid: text, deliveryId: null }],
    ['nor to the fallback', entry({ url: `${base}/fallback` }), { textSid: text }],
    ['a status that was not brought', entry({ url: `${base}/deliveries/${delivery}?x=1` }), { deliveryId: delivery }],
    ['an answer of a wrong type', entry({ errorCode: '12300' }), { errorCode: '12300' }],
    ['a text to a number without a webhook', entry({ errorCode: '11321', url: '' }), { textSid: text }],
  ])('is %s', (_, one, failure) => expect(failuresIn([one], 'north-key')).toMatchObject([failure]));

  it.each([
    ['a call', entry({ about: `CA${'1'.repeat(32)}`, url: 'https://parley.example/voice' })],
    ['another account', entry({ url: 'https://parley.example/webhooks/twilio/north-key-2/messages' })],
    ['another system', entry({ url: 'https://voice.example/hello' })],
    ['an error of sending', entry({ errorCode: '30007' })],
  ])('is not %s', (_, one) => expect(failuresIn([one], 'north-key')).toEqual([]));

  it('are texts without some of their parts, each once', () => {
    const missing = entry({ errorCode: '30009', url: '' });
    expect(incompleteIn([missing, missing, entry()])).toEqual([text]);
  });
});

describe('reading an error log', () => {
  it('begins a day back, then a quarter of an hour before what was read, and never where Twilio tells nothing any more', () => {
    const hoursBefore = ({ from }: { from: Date }) => (at.getTime() - from.getTime()) / 3_600_000;
    expect(hoursBefore(stretchOf(null, at))).toBe(24);
    expect(hoursBefore(stretchOf(at, at))).toBe(0.25);
    expect(hoursBefore(stretchOf(new Date('2025-11-01T00:00:00Z'), at))).toBe(29 * 24);
  });

  it('comes back after the minutes that are set, give or take a fifth, and rarer where it is refused', () => {
    const id = '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e13' as never;
    const minutes = ({ nextAt }: { nextAt: Date }) => (nextAt.getTime() - at.getTime()) / 60_000;
    expect([0, 1].map((chance) => minutes(wasRead(id, at, 300_000, chance)))).toEqual([4, 6]);
    const refused = (failures: number) =>
      wasNotRead(id, { mark: at, failures }, '20003', { now: at, everyMs: 300_000, chance: 0.5 });
    expect([0, 1, 2, 3, 9].map((failures) => minutes(refused(failures)))).toEqual([5, 10, 20, 40, 60]);
    expect(refused(0)).toMatchObject({ mark: at, failures: 1, problem: '20003' });
  });
});
