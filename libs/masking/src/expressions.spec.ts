import fc from 'fast-check';
import { maskingRuleKind, Refusal } from '#contracts';
import { maskTexts, maskWith, refuseUnusable } from './expressions.ts';

const builtIn = (slug: string) => maskingRuleKind.initial.find((one) => one.slug === slug)!['expression'] as string;
const refusal = (work: () => unknown) => {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof Refusal ? `${error.code} ${error.field}: ${error.message}` : error;
  }
};

describe('masking a text', () => {
  it.each([
    ['credit-card', 'My card is 4111 1111 1111 1111.', 'My card is ###################.'],
    ['credit-card', '4111-1111-1111-1111 or 378282246310005', '################### or ###############'],
    ['credit-card', 'Order 12345678 of 2026', 'Order 12345678 of 2026'],
    ['e-mail', 'Write to jörg.o+sms@mail.example.com!', `Write to ${'#'.repeat(27)}!`],
    ['e-mail', 'meet @ 5 p.m.', 'meet @ 5 p.m.'],
    ['ssn', 'It is 123-45-6789 or 123 45 6789', 'It is ########### or ###########'],
    [
      'ssn',
      'Never 000-45-6789, 666-45-6789, 900-45-6789 or 123456789',
      'Never 000-45-6789, 666-45-6789, 900-45-6789 or 123456789',
    ],
  ])('with the rule %s hides what it is for, and nothing else', (slug, text, masked) => {
    expect(maskWith(builtIn(slug), text).masked).toBe(masked);
  });

  it('counts the places', () => {
    expect(maskWith(String.raw`\d{3}`, '123 456 78')).toEqual({ masked: '### ### 78', found: 2 });
  });

  it('hides a character that takes two places once', () => {
    expect(maskWith('.', '👍a').masked).toBe('##');
  });

  it('keeps the length of every text, and all it does not find', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { masked } = maskWith(String.raw`\d`, text);
        expect(masked).toBe(text.replace(/\d/gu, '#'));
      }),
    );
  });

  it('ends when its time is over', () => {
    expect(refusal(() => maskWith('(a|a)*$', `${'a'.repeat(60)}!`))).toMatch(/^unreadable expression: takes too long/);
  });
});

describe('masking texts with all rules', () => {
  it('hides what each of them finds, text by text', () => {
    const rules = maskingRuleKind.initial.map((one) => one['expression'] as string);
    expect(maskTexts(rules, ['a@b.example and 123-45-6789', 'Hello'])).toEqual([
      `${'#'.repeat(11)} and ${'#'.repeat(11)}`,
      'Hello',
    ]);
    expect(maskTexts([], ['Hello'])).toEqual(['Hello']);
  });

  it('hides a text whole that a rule takes too long for, and the others as ever', () => {
    expect(maskTexts(['(a|a)*$'], [`${'a'.repeat(60)}!`, 'b'])).toEqual(['#'.repeat(61), 'b']);
  });
});

describe('an expression', () => {
  it.each(maskingRuleKind.initial.map(({ slug }) => slug))('of the rule %s is quick enough', (slug) => {
    expect(refusal(() => refuseUnusable(builtIn(slug)))).toBeNull();
  });

  it.each([
    String.raw`\bORD-\d{6}\b`,
    '(?:foo|bar)+',
    String.raw`(?<=PIN )\d{4}`,
    '.*',
    String.raw`[A-Z]{2}\d{2}(?: ?\w{4}){3,7}`,
  ])('that is harmless is taken: %s', (expression) => {
    expect(refusal(() => refuseUnusable(expression))).toBeNull();
  });

  it.each([
    '(a+)+$',
    '(a|a)*$',
    '(a|aa)+$',
    String.raw`(\d+)*-`,
    String.raw`(\w+\s?)*$`,
    'a*a*a*a*a*b',
    String.raw`(.*)*x`,
    String.raw`^(([a-z])+.)+[A-Z]([a-z])+$`,
    '(x|a?b?c?|){40}d',
  ])('that never comes to an end is refused: %s', (expression) => {
    expect(refusal(() => refuseUnusable(expression))).toMatch(/^unreadable expression: takes too long/);
  });
});
