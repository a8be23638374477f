import * as fc from 'fast-check';
import { type Locale, locales } from '#contracts';
import { choiceIn, withChoices } from './choices.ts';

const choices = ['Order status', 'Refund', 'Something else'];

describe('choices', () => {
  it('are numbered, and the text says how to answer', () => {
    expect(withChoices('How can we help?', choices, 'en-US')).toBe(
      'How can we help?\n1 Order status\n2 Refund\n3 Something else\nReply 1, 2 or 3.',
    );
    expect(withChoices('Go on?', ['Yes'], 'en-GB')).toBe('Go on?\n1 Yes\nReply 1.');
    expect(withChoices('Hello', [], 'en-US')).toBe('Hello');
  });

  it('are explained in the language of the conversation, whichever that is', () => {
    const asked = (locale: Locale) => withChoices('?', choices, locale).split('\n').at(-1);
    expect(asked('de-DE')).toBe('Antworten Sie mit 1, 2 oder 3.');
    expect(asked('fr-CA')).toBe('Répondez 1, 2 ou 3.');
    expect(asked('ja-JP')).toBe('1、2、または3と返信してください。');
    expect(asked('zh-TW')).not.toBe(asked('zh-CN'));
    for (const locale of locales) {
      expect(asked(locale)).toMatch(/1.*2.*3/);
      if (!locale.startsWith('en')) expect(asked(locale)).not.toContain('Reply');
    }
  });

  it.each([
    ['2', 'Refund'],
    [' 2. ', 'Refund'],
    ['#1', 'Order status'],
    ['٢', 'Refund'],
    ['2️⃣', 'Refund'],
    ['REFUND!', 'Refund'],
    ['something  else', 'Something else'],
    ['4', null],
    ['0', null],
    ['a refund please', null],
  ])('are taken from an answer: %s', (answer, choice) => expect(choiceIn(answer, choices)).toBe(choice));

  it('that are offered can all be chosen by their number', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 9 }), (offered) =>
        offered.every((choice, n) => choiceIn(String(n + 1), offered) === choice),
      ),
    );
  });
});
