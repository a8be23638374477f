import * as fc from 'fast-check';
import { choiceIn, withChoices } from './choices.ts';

const choices = ['Order status', 'Refund', 'Something else'];

describe('choices', () => {
  it('are numbered, and the text says how to answer', () => {
    expect(withChoices('How can we help?', choices)).toBe(
      'How can we help?\n1 Order status\n2 Refund\n3 Something else\nReply 1, 2 or 3.',
    );
    expect(withChoices('Go on?', ['Yes'])).toBe('Go on?\n1 Yes\nReply 1.');
    expect(withChoices('Hello', [])).toBe('Hello');
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
