import { assistAnswer } from '#contracts';
import { suggest } from './suggest.ts';

const suggested = (...texts: string[]) =>
  assistAnswer.parse(suggest({ messages: texts.map((text) => ({ from: 'customer', text })) })).cards;

describe('the sample assist', () => {
  it.each([
    ['nothing about anything else', ['Hello'], []],
    ['to ask for the order of a return', ['I want to return it'], ['next-best-step']],
    ['a macro once the order is known', ['I send it back', 'It is A-17'], ['macro']],
  ])('suggests %s', (_, texts, types) => {
    expect(suggested(...texts).map(({ type }) => type)).toEqual(types);
  });

  it('has a macro keep the order, note it and answer', () => {
    expect(suggested('I return A-17').flatMap(({ actions }) => actions)).toMatchObject([
      { do: 'run', steps: [{ variables: { Order: 'A-17' } }, { do: 'add-note' }, { do: 'insert' }] },
    ]);
  });
});
