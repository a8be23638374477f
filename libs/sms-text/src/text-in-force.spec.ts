import fc from 'fast-check';
import { automatedTriggers, channelId, type Locale, locales } from '#contracts';
import { automatedMessagesInForce, textInForce } from './text-in-force.ts';

const ours = channelId.parse('0199c1d4-7c00-7000-8000-000000000001');
const other = channelId.parse('0199c1d4-7c00-7000-8000-000000000002');
const said = (text: string, locale: Locale, of: typeof ours | null = null, active = true) => ({
  trigger: 'holiday' as const,
  level: of ? ('channel' as const) : ('sms' as const),
  channelId: of,
  locale,
  text,
  active,
});
type Said = ReturnType<typeof said>;
const holiday = (stored: readonly Said[], locale: Locale = 'de-DE') =>
  automatedMessagesInForce(stored, ours, locale).find(({ trigger }) => trigger === 'holiday')!;

describe('the text that is in force', () => {
  it('is the default while nobody said anything', () => {
    expect(holiday([])).toMatchObject({ from: 'default', locale: 'en-US', active: true, of: null });
  });

  it('is that of all SMS, in the closest language', () => {
    const all = [said('Closed', 'en-US'), said('Zu', 'de-DE'), said('Fermé', 'fr-FR')];
    expect(holiday(all)).toMatchObject({ from: 'sms', text: 'Zu' });
    expect(holiday(all, 'fr-CA')).toMatchObject({ from: 'sms', text: 'Fermé', locale: 'fr-FR' });
    expect(holiday(all, 'fi-FI')).toMatchObject({ from: 'sms', text: 'Closed' });
  });

  it('is the channel’s own, also in a language farther off', () => {
    const all = [said('Zu', 'de-DE'), said('Closed here', 'en-US', ours)];
    expect(holiday(all)).toMatchObject({ from: 'channel', text: 'Closed here' });
  });

  it('is not that of another channel, nor one in a language that does not fit', () => {
    const all = [said('Zu', 'de-DE'), said('Anderswo zu', 'de-DE', other), said('Kiinni', 'fi-FI', ours)];
    expect(holiday(all)).toMatchObject({ from: 'sms', text: 'Zu' });
  });

  it('is not sent when it is turned off, for this channel alone or for all', () => {
    expect(holiday([said('Zu', 'de-DE', null, false)]).active).toBe(false);
    expect(holiday([said('Zu', 'de-DE'), said('Zu', 'de-DE', ours, false)])).toMatchObject({
      active: false,
      from: 'channel',
    });
  });

  it('of overflow is the default when it is turned off, and is sent', () => {
    const off = { ...said('Bye', 'en-US', null, false), trigger: 'overflow-ended-conversation' as const };
    const last = automatedMessagesInForce([off], ours, 'en-US').find(({ trigger }) => trigger === off.trigger);
    expect(last).toMatchObject({ active: true, from: 'default' });
    expect(last?.text).not.toBe('Bye');
  });

  it('is one for each trigger, in their order', () => {
    const triggers = automatedTriggers.map(({ trigger }) => trigger);
    expect(automatedMessagesInForce([], ours, 'en-US').map(({ trigger }) => trigger)).toEqual(triggers);
  });

  it('never depends on the order in which texts were stored', () => {
    const one = fc.record({ locale: fc.constantFrom(...locales), of: fc.constantFrom(ours, other, null) });
    const distinct = fc.uniqueArray(one, { selector: ({ locale, of }) => `${locale} ${of}`, maxLength: 12 });
    fc.assert(
      fc.property(distinct, fc.constantFrom(...locales), (all, locale) => {
        const stored = all.map(({ locale: its, of }) => said(`${its} ${of}`, its, of));
        const found = textInForce(stored, ours, locale);
        expect(textInForce(stored.toReversed(), ours, locale)).toEqual(found);
        if (found) expect([ours, null]).toContain(found.channelId);
      }),
    );
  });
});
