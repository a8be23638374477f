import type { Address } from '#contracts';
import { decideOutbound, endOfQuiet, templateText, zoneOf } from './outbound.ts';
import { fillingsFor } from './fillings.ts';

const [berlin, seattle] = ['+4930901820', '+12065550100'] as Address[];
const quietHours = { from: '21:00', to: '08:00', zone: 'America/Los_Angeles' };
const outbound = { quietHours: null, frequencyCaps: [], contactsPerRequest: 100, requestsPerHour: 30_000 };
const circumstances = {
  now: new Date('2026-01-05T12:00:00Z'),
  endsAt: new Date('2026-01-06T12:00:00Z'),
  isOptedOut: false,
  outbound,
  sent: { day: 0, week: 0, month: 0 },
};
const contact = { to: berlin!, optedIn: true, attempts: 0 };

describe('a text that nobody asked for', () => {
  it('is sent', () => expect(decideOutbound(contact, circumstances)).toEqual({ is: 'send' }));

  it.each([
    ['who did not agree', { ...contact, optedIn: false }, {}, 'refused', 'not-opted-in'],
    ['who opted out', contact, { isOptedOut: true }, 'refused', 'opted-out'],
    ['whose time is over', contact, { now: circumstances.endsAt }, 'expired', 'window-over'],
  ])('is not sent to somebody %s', (_, to, more, state, reason) =>
    expect(decideOutbound(to, { ...circumstances, ...more })).toEqual({ is: 'over', state, reason }),
  );

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

describe('quiet hours', () => {
  it('are by the recipient’s clock where their number tells it', () => {
    expect(zoneOf(berlin!, circumstances.now)).toBe('Europe/Berlin');
    expect(endOfQuiet(berlin!, new Date('2026-01-05T12:00:00Z'), quietHours)).toBeNull();
    expect(endOfQuiet(berlin!, new Date('2026-01-05T20:30:30Z'), quietHours)).toEqual(new Date('2026-01-06T07:00:00Z'));
  });

  it('are by the organisation’s clock where it does not', () => {
    expect(zoneOf(seattle!, circumstances.now)).toBeNull();
    expect(endOfQuiet(seattle!, new Date('2026-01-05T12:00:00Z'), quietHours)).toEqual(
      new Date('2026-01-05T16:00:00Z'),
    );
    expect(endOfQuiet(seattle!, new Date('2026-01-05T18:00:00Z'), quietHours)).toBeNull();
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

it('placeholders stand for what is known of customer and agent', () => {
  const { named } = fillingsFor(
    { name: 'Ada King Lovelace', attributes: { nickname: 'Ada' } },
    { name: 'Lena Marsh' },
    {},
  );
  expect(named).toMatchObject({
    'FirstName{Customer}': 'Ada',
    'LastName{Customer}': 'Lovelace',
    'FirstName{Agent}': 'Lena',
    'Nickname{Agent}': 'Lena Marsh',
  });
  expect(fillingsFor(null, null, {}).named['FullName{Customer}']).toBe('');
});
