import fc from 'fast-check';
import {
  become,
  courseOf,
  mayBecome,
  type Message,
  type MessageStatus,
  type Outcome,
  type ReportFaults,
  reportsAfter,
} from './message.ts';

const at = new Date('2026-01-05T09:00:00Z');
const pace = { queuedMs: 1, sendingMs: 2, sentMs: 4 };
const aMessage = (status: MessageStatus): Message => ({
  sid: 'SM1',
  accountSid: 'AC1',
  direction: 'outbound-api',
  from: '+14252306549',
  to: '+14255550148',
  body: 'Hello',
  media: [],
  segments: 1,
  status,
  errorCode: null,
  serviceSid: null,
  statusCallback: null,
  createdAt: at,
  sentAt: null,
  updatedAt: at,
  listedAt: at,
});
const first = fc.constantFrom('queued', 'accepted', 'scheduled' as const);
const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.constantFrom<Outcome>({ status: 'delivered', code: null }, { status: 'sent', code: null }),
  fc.record({
    status: fc.constantFrom('undelivered' as const, 'failed' as const),
    code: fc.constantFrom(30003, 30007),
  }),
);
const troubles = fc.record({ missing: fc.boolean(), outOfOrder: fc.boolean(), twice: fc.boolean() });

describe('a text on its way', () => {
  it('takes only steps that Twilio takes, whatever its beginning and its end', () => {
    fc.assert(
      fc.property(first, outcome, (from, end) => {
        const walked = courseOf(from, end, pace).reduce(
          (message, step) => become(message, step.status, at, step.errorCode),
          aMessage(from),
        );
        expect(walked).toMatchObject({ status: end.status, errorCode: end.code });
      }),
    );
  });

  it('goes from queued over sending and sent to delivered', () => {
    const course = courseOf('queued', { status: 'delivered', code: null }, pace);
    expect(course.map(({ status, afterMs }) => [status, afterMs])).toEqual([
      ['sending', 1],
      ['sent', 2],
      ['delivered', 4],
    ]);
  });

  it('passes through queued when a Messaging Service accepted it', () => {
    expect(courseOf('accepted', { status: 'delivered', code: null }, pace)[0]).toMatchObject({ status: 'queued' });
  });

  it('carries its code only where it ends', () => {
    const course = courseOf('queued', { status: 'undelivered', code: 30003 }, pace);
    expect(course.map(({ errorCode }) => errorCode)).toEqual([null, null, 30003]);
  });

  it('has a sending time once it has left, and not before', () => {
    const sending = become(aMessage('queued'), 'sending', at);
    expect(sending.sentAt).toBeNull();
    expect(become(sending, 'sent', at).sentAt).toEqual(at);
  });

  it.each(['delivered', 'undelivered', 'failed', 'canceled', 'received'] as const)('never leaves %s', (end) => {
    expect(() => become(aMessage(end), 'sent', at)).toThrow(`A text that is ${end} cannot become sent.`);
  });

  it('is cancelled only while it is scheduled', () => {
    expect(mayBecome('scheduled', 'canceled')).toBe(true);
    expect(mayBecome('queued', 'canceled')).toBe(false);
  });
});

describe('the reports on a text', () => {
  const all = (from: MessageStatus, end: Outcome, faults: ReportFaults) => {
    const course = courseOf(from, end, pace);
    return course.flatMap((_, index) => reportsAfter(index, course, faults)).map(({ status }) => status);
  };
  const calm = { missing: false, outOfOrder: false, twice: false };

  it('never tell the first state', () => {
    fc.assert(fc.property(first, outcome, troubles, (from, end, faults) => !all(from, end, faults).includes(from)));
  });

  it('tell each further state once, in order', () => {
    expect(all('queued', { status: 'delivered', code: null }, calm)).toEqual(['sending', 'sent', 'delivered']);
  });

  it('tell the same states however they are disturbed, unless they are missing', () => {
    fc.assert(
      fc.property(first, outcome, troubles, (from, end, faults) => {
        const expected = faults.missing ? [] : courseOf(from, end, pace).map(({ status }) => status);
        expect([...new Set(all(from, end, faults))].sort()).toEqual(expected.sort());
      }),
    );
  });

  it('come last first when they are out of order, and twice in a row when they are doubled', () => {
    expect(all('queued', { status: 'delivered', code: null }, { ...calm, outOfOrder: true, twice: true })).toEqual([
      'delivered',
      'delivered',
      'sent',
      'sent',
      'sending',
      'sending',
    ]);
  });
});
