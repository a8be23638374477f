import { automatedTriggers } from '#contracts';
import { linesOfSms, type Stored } from './lines.ts';

const triggers = automatedTriggers.map((one) => ({ ...one, always: one.always ?? false }));
const stored: Stored = {
  trigger: 'greeting',
  level: 'sms',
  locale: 'de-DE',
  text: 'Guten Tag',
  active: true,
};

describe('what is said on all numbers', () => {
  it('is what is built in while nothing is stored, each trigger once', () => {
    const lines = linesOfSms(triggers, [], 'en-US');
    expect(lines).toHaveLength(triggers.length);
    expect(lines.find(({ trigger }) => trigger === 'greeting')).toMatchObject({ from: 'default', active: false });
  });

  it('is what is stored in the language that is looked at', () => {
    const greeting = (locale: string) =>
      linesOfSms(triggers, [stored, { ...stored, level: 'channel', text: 'Hier' }], locale).find(
        ({ trigger }) => trigger === 'greeting',
      );
    expect(greeting('de-DE')).toMatchObject({ text: 'Guten Tag', from: 'sms', active: true });
    expect(greeting('en-US')).toMatchObject({ from: 'default', active: false });
  });
});
