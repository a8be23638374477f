import { textWith } from '../placeholders.ts';
import { automatedMessageKind } from './automated-message.ts';
import { automatedTriggers } from './automated-triggers.ts';

const message = {
  slug: 'closed',
  name: 'Closed',
  trigger: 'holiday',
  level: 'sms',
  locale: 'de-DE',
  text: 'Heute ist {QueueName} geschlossen.',
};
const channelId = '0199c1d4-7c00-7000-8000-000000000001';
const faults = (changes: object) =>
  automatedMessageKind.request
    .safeParse({ ...message, ...changes })
    .error?.issues.map(({ path, message: why }) => `${path.join('.')} ${why}`) ?? [];

describe('an automated message as an administrator saves it', () => {
  it('is for all of SMS, or for one channel', () => {
    expect(faults({})).toEqual([]);
    expect(faults({ level: 'channel', channelId })).toEqual([]);
  });

  it.each([
    ['one channel without saying which', { level: 'channel' }, 'channelId is required for one channel'],
    ['all of SMS and one channel', { channelId }, 'channelId belongs to the level of one channel'],
    ['a trigger of another kind of channel', { trigger: 'average-wait-time' }, 'trigger'],
    ['a language that there is not', { locale: 'xx-XX' }, 'locale'],
    [
      'a placeholder that it cannot have',
      { text: 'Hi {FullName{Customer}}' },
      'text has no placeholder {FullName{Customer}}',
    ],
    ['no text', { text: ' ' }, 'text is required'],
  ])('is not taken with %s', (_, changes, fault) => {
    expect(faults(changes)).toEqual([expect.stringContaining(fault)]);
  });
});

describe('the triggers', () => {
  it('each have a default text that could be saved', () => {
    for (const { text } of automatedTriggers) expect(textWith('automated-message').safeParse(text).success).toBe(true);
  });

  it('to customers each cost one SMS by default, with any usual name in it', () => {
    for (const { text, receiver } of automatedTriggers)
      if (receiver === 'customer') expect(text.length).toBeLessThan(120);
  });

  it('are each there once', () => {
    const names = automatedTriggers.map(({ trigger }) => trigger);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toHaveLength(30);
  });

  it('are on by default where product.md 21.2 has them on', () => {
    const on = automatedTriggers.filter((one) => one.receiver === 'customer' && one.on).map(({ trigger }) => trigger);
    expect(on).toEqual([
      'agent-not-assigned',
      'agent-ended-conversation',
      'agent-joined',
      'holiday',
      'outside-operating-hours',
      'transfer-accepted',
      'overflow-ended-conversation',
    ]);
  });
});
