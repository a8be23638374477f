import type { Address } from '#contracts';
import fc from 'fast-check';
import {
  answerBy,
  type Circumstances,
  decideOutbound,
  endOfQuiet,
  heldUpUntil,
  leaveBy,
  momentsFor,
  outboundText,
  quietHoursOf,
  templateText,
  wantedBy,
} from './outbound.ts';
import { zonesOf } from './zones.ts';

const [berlin, seattle] = ['+4915123456789', '+12065550100'] as Address[];
const quietHours = { from: '21:00', to: '08:00', zone: 'America/Los_Angeles' };
const outbound = {
  quietHours: null,
  quietHoursByPhone: [],
  frequencyCaps: [],
  requireOptIn: false,
  contactsPerRequest: 100,
  proactiveContactsPerRequest: 5,
  firstResponseMinutes: null,
  requestsPerHour: 30_000,
};
const circumstances: Circumstances = {
  now: new Date('2026-01-05T12:00:00Z'),
  run: 'running',
  channel: 'active',
  hasTemplate: true,
  endsAt: new Date('2026-01-06T12:00:00Z'),
  isOptedOut: false,
  hasOptedIn: false,
  outbound,
  sent: { day: 0, week: 0, month: 0 },
};
const contact = { to: berlin!, optedIn: true, attempts: 0, context: {} };

describe('a text that nobody asked for', () => {
  it('is sent', () => expect(decideOutbound(contact, circumstances)).toEqual({ is: 'send' }));

  it.each([
    ['who did not agree', { ...contact, optedIn: false }, {}, 'refused', 'not-opted-in'],
    ['whose number is a landline', { ...contact, to: '+4930901820' as Address }, {}, 'refused', 'landline'],
    ['who opted out', contact, { isOptedOut: true }, 'refused', 'opted-out'],
    [
      'of whom no consent is recorded',
      contact,
      { outbound: { ...outbound, requireOptIn: true } },
      'refused',
      'no-consent',
    ],
    ['whose time is over', contact, { now: circumstances.endsAt }, 'expired', 'window-over'],
    ['by a number that is gone', contact, { channel: 'removed' as const }, 'refused', 'channel-removed'],
    ['by a number nobody knows', contact, { channel: null }, 'refused', 'channel-removed'],
    ['by a number on its way out', contact, { channel: 'retiring' as const }, 'refused', 'channel-retiring'],
    ['where its template is gone', contact, { hasTemplate: false }, 'refused', 'template-removed'],
  ])('is not sent to somebody %s', (_, to, more, state, reason) =>
    expect(decideOutbound(to, { ...circumstances, ...more })).toEqual({ is: 'over', state, reason }),
  );

  it('is not sent while its run is held up, nor after it was ended, and what stands against it is not asked then', () => {
    const held = (run: Circumstances['run']) => decideOutbound(contact, { ...circumstances, run, channel: null });
    expect([held('paused'), held('cancelled')]).toEqual([
      { is: 'held', state: 'pending' },
      { is: 'held', state: 'cancelled' },
    ]);
  });

  it('says what is meant for one alone, or the template in their language, filled in with what is known of them', () => {
    const whom = {
      name: 'Amara Okafor',
      context: { FirstName: 'Amara', Order: 7 },
      locale: 'de-DE' as const,
      message: null,
    };
    const template = {
      defaultLocale: 'en-US' as const,
      texts: [
        { locale: 'en-US' as const, text: 'Hello' },
        { locale: 'de-DE' as const, text: 'Hallo {FirstName{Customer}}, Nummer {$Order$} ist da. ' },
      ],
    };
    expect(outboundText(whom, template)).toBe('Hallo Amara, Nummer 7 ist da.');
    expect(outboundText({ ...whom, message: 'Only for {FirstName{Customer}}' }, template)).toBe('Only for Amara');
  });

  it('is sent to who opted in, where only they are written to', () => {
    const strict = { ...circumstances, outbound: { ...outbound, requireOptIn: true }, hasOptedIn: true };
    expect(decideOutbound(contact, strict)).toEqual({ is: 'send' });
  });

  it('waits when they got enough of them, and is given up when waiting takes too long', () => {
    const capped = { ...outbound, frequencyCaps: [{ texts: 2, per: 'week' as const }] };
    const sent = { day: 0, week: 2, month: 2 };
    expect(decideOutbound(contact, { ...circumstances, outbound: capped, sent })).toMatchObject({ is: 'later' });
    const late = { now: new Date('2026-01-06T11:00:00Z') };
    expect(decideOutbound(contact, { ...circumstances, outbound: capped, sent, ...late })).toMatchObject({
      reason: 'capped',
    });
  });
});

describe('a text that waits to leave', () => {
  const at = (time: string) => new Date(time);
  const quiet = { ...outbound, quietHours };
  const until = (now: string, more: object = {}, rules: Parameters<typeof leaveBy>[1]['outbound'] = quiet) =>
    leaveBy(
      { to: berlin!, context: {}, notAfter: null, ...more },
      { now: at(now), endsAt: at('2027-01-01T00:00:00Z'), outbound: rules },
    ).toISOString();

  it('may until its run is over, until its own time is, or until it is quiet where it goes', () => {
    expect(until('2026-01-05T12:00:00Z', {}, outbound)).toBe('2027-01-01T00:00:00.000Z');
    expect(until('2026-01-05T12:00:30Z')).toBe('2026-01-05T20:00:00.000Z');
    expect(until('2026-01-05T12:00:00Z', { notAfter: at('2026-01-05T13:00:00Z') })).toBe('2026-01-05T13:00:00.000Z');
    expect(until('2026-01-05T12:00:00Z', { to: seattle, context: { State: 'ID' } })).toBe('2026-01-06T04:00:00.000Z');
  });

  it.each([
    ['go forward', '2026-03-08T08:30:00Z', '2026-03-09T04:00:00.000Z'],
    ['go back', '2026-11-01T07:30:00Z', '2026-11-02T05:00:00.000Z'],
  ])('may until that also on the day on which clocks %s', (_, now, quietFrom) =>
    expect(until(now, { to: seattle, context: { State: 'WA' } })).toBe(quietFrom),
  );

  const sentAt = at('2026-01-05T12:00:00Z');
  it.each([
    ['it got no turn before it was quiet', 'busy', '2026-01-05T20:00:01Z', '2026-01-06T07:00:00.000Z'],
    ['the day is full', 'capped', '2026-01-05T12:00:01Z', '2026-01-06T07:00:00.000Z'],
    ['nobody took it long before', 'busy', '2026-01-05T15:00:00Z', undefined],
    ['the number is none', 'unreachable', '2026-01-05T20:00:01Z', undefined],
  ])('leaves afterwards where %s: %s', (_, reason, now, again) =>
    expect(heldUpUntil({ to: berlin!, context: {}, sentAt }, reason, quiet, at(now))?.toISOString()).toBe(again),
  );

  it('is not held up where it is never quiet', () =>
    expect(heldUpUntil({ to: berlin!, context: {}, sentAt }, 'busy', outbound, sentAt)).toBeNull());
});

describe('quiet hours', () => {
  const hours = { from: '12:00', to: '14:00' };
  const set = (phone: 'mobile' | 'other', own: typeof hours | null, all: typeof quietHours | null = quietHours) =>
    quietHoursOf(berlin!, { quietHours: all, quietHoursByPhone: [{ phone, hours: own }] });

  it('are those of all, unless this kind of telephone has its own', () => {
    expect(set('other', hours)).toBe(quietHours);
    expect(set('mobile', hours)).toEqual({ ...hours, zone: 'America/Los_Angeles' });
  });

  it('of one kind count also where nothing is said of all, by UTC where nobody says a zone', () => {
    expect(set('mobile', hours, null)).toEqual({ ...hours, zone: 'UTC' });
    expect(set('other', hours, null)).toBeNull();
  });

  it('may be none for one kind', () => expect(set('mobile', null)).toBeNull());

  it('of its kind hold a text back, and of another do not', () => {
    const at = (phone: 'mobile' | 'other') =>
      decideOutbound(contact, {
        ...circumstances,
        outbound: { ...outbound, quietHoursByPhone: [{ phone, hours }] },
      });
    expect(at('mobile')).toEqual({ is: 'later', at: new Date('2026-01-05T13:00:00Z') });
    expect(at('other')).toEqual({ is: 'send' });
  });
});

describe('what a run asks for where its answers wait', () => {
  const [queueId, fallbackQueueId, skillId] = ['q1', 'q2', 's1'] as never[];
  const none = { queueId: null, fallbackQueueId: null, skills: [] };
  it('is its queue, the one instead, and its skills', () => {
    const skills = [{ skillId: skillId!, rating: 5 }];
    expect(wantedBy({ queueId: queueId!, fallbackQueueId: fallbackQueueId!, skills })).toEqual({
      queueIds: [queueId, fallbackQueueId],
      skills,
    });
    expect(wantedBy({ ...none, skills })).toEqual({ queueIds: [], skills });
  });
  it('is nothing where it names none', () => expect(wantedBy(none)).toBeNull());
});

describe('a run at a pace', () => {
  const noon = new Date('2026-01-05T12:00:00Z');
  const minuteOf = (at: Date) => Math.floor(at.getTime() / 60_000);

  it('spreads its texts evenly over each minute', () => {
    expect(momentsFor(5, noon, 4, new Map()).map((at) => at.toISOString().slice(14, 19))).toEqual([
      '00:00',
      '00:15',
      '00:30',
      '00:45',
      '01:00',
    ]);
  });

  it('never sends more in a minute than it may, nor before it may, whatever is planned', () => {
    const plans = fc.array(fc.record({ wanted: fc.nat(40), after: fc.nat(300_000) }), { maxLength: 8 });
    fc.assert(
      fc.property(plans, fc.integer({ min: 1, max: 20 }), (asked, perMinute) => {
        const planned = new Map<number, number>();
        const all = asked.flatMap(({ wanted, after }) => {
          const earliest = new Date(noon.getTime() + after);
          const moments = momentsFor(wanted, earliest, perMinute, planned);
          expect(moments).toHaveLength(wanted);
          for (const moment of moments) expect(moment.getTime()).toBeGreaterThanOrEqual(earliest.getTime());
          return moments;
        });
        for (const texts of Map.groupBy(all, minuteOf).values()) expect(texts.length).toBeLessThanOrEqual(perMinute);
      }),
    );
  });

  it('gives days for an answer, or minutes', () => {
    expect(answerBy({ firstResponseMinutes: null, keepContextDays: 1 }, noon)).toEqual(
      new Date('2026-01-06T12:00:00Z'),
    );
    expect(answerBy({ firstResponseMinutes: 5, keepContextDays: 1 }, noon)).toEqual(new Date('2026-01-05T12:05:00Z'));
  });
});

describe('quiet hours', () => {
  const quietUntil = (to: Address, at: string, context = {}) => {
    const now = new Date(at);
    return endOfQuiet(zonesOf(to, context, now), now, quietHours)?.toISOString() ?? null;
  };

  it('are by the recipient’s clock where their number tells it', () => {
    expect(quietUntil(berlin!, '2026-01-05T12:00:00Z')).toBeNull();
    expect(quietUntil(berlin!, '2026-01-05T20:30:30Z')).toBe('2026-01-06T07:00:00.000Z');
  });

  it('are by the organisation’s clock where nothing tells it', () => {
    expect(quietUntil(seattle!, '2026-01-05T12:00:00Z')).toBe('2026-01-05T16:00:00.000Z');
    expect(quietUntil(seattle!, '2026-01-05T18:00:00Z')).toBeNull();
  });

  it('are by the clock that is said of them, or of their postal code or state', () => {
    expect(quietUntil(seattle!, '2026-01-05T12:00:00Z', { TimeZone: 'Asia/Tokyo' })).toBe('2026-01-05T23:00:00.000Z');
    expect(quietUntil(seattle!, '2026-01-05T12:00:00Z', { TimeZone: 'Mars' })).toBe('2026-01-05T16:00:00.000Z');
    expect(quietUntil(seattle!, '2026-01-05T12:30:00Z', { PostalCode: '10001' })).toBe('2026-01-05T13:00:00.000Z');
    expect(quietUntil(seattle!, '2026-01-05T12:30:00Z', { State: 'ny' })).toBe('2026-01-05T13:00:00.000Z');
    expect(quietUntil(seattle!, '2026-01-05T13:30:00Z', { PostalCode: '10001-1234' })).toBeNull();
  });

  it('last until they are over everywhere in a state that has two clocks', () => {
    expect(quietUntil(seattle!, '2026-01-05T13:30:00Z', { State: 'FL' })).toBe('2026-01-05T14:00:00.000Z');
  });

  it('know nothing of postal codes of other countries', () => {
    const now = circumstances.now;
    expect(zonesOf(berlin!, { PostalCode: '10001' }, now)).toEqual(['Europe/Berlin']);
    expect(zonesOf(seattle!, { PostalCode: '10001', Country: 'de' }, now)).toEqual(['Europe/Berlin']);
    expect(zonesOf(seattle!, { PostalCode: '00000', State: 'XX' }, now)).toEqual([]);
    expect(zonesOf(seattle!, { Country: 'nowhere at all' }, now)).toEqual([]);
  });
});

it('a template speaks the recipient’s language, or its own', () => {
  const template = {
    defaultLocale: 'en-US' as const,
    texts: [
      { locale: 'en-US' as const, text: 'Hi' },
      { locale: 'de-DE' as const, text: 'Hallo' },
    ],
  };
  expect([null, 'de-DE', 'fr-FR', 'en-GB'].map((one) => templateText(template, one as never).text)).toEqual([
    'Hi',
    'Hallo',
    'Hi',
    'Hi',
  ]);
});
