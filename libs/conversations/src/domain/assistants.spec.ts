import { botAnswer } from '#contracts';
import { inWords, toldTexts } from './assistants.ts';

describe('what a bot answers', () => {
  it('may be nothing at all', () => expect(botAnswer.parse({})).toEqual({ commands: [], variables: {} }));

  it.each([
    ['a command that there is not', { commands: [{ do: 'dance' }] }],
    ['a text that no SMS holds', { commands: [{ do: 'reply', text: 'x'.repeat(1601) }] }],
    [
      'more choices than digits',
      { commands: [{ do: 'reply', text: 'Which?', choices: Array.from({ length: 10 }, String) }] },
    ],
    ['eleven commands', { commands: Array.from({ length: 11 }, () => ({ do: 'escalate' })) }],
  ])('may not be %s', (_, answer) => expect(botAnswer.safeParse(answer).success).toBe(false));
});

it('a customer’s answer to choices says which one it means', () => {
  const texts = [
    { id: '1', from: 'customer' as const, text: '2', files: 0, at: new Date(0) },
    { id: '2', from: 'bot' as const, text: '2', files: 0, at: new Date(0) },
  ];
  expect(toldTexts(texts, ['Order', 'Refund'])).toEqual([
    { id: '1', from: 'customer', text: '2', choice: 'Refund', at: '1970-01-01T00:00:00.000Z' },
    { id: '2', from: 'bot', text: '2', at: '1970-01-01T00:00:00.000Z' },
  ]);
});

it('files that come with a text are told of, as a picture without words is no empty text', () => {
  const picture = { id: '1', from: 'customer' as const, text: '', files: 1, at: new Date(0) };
  expect(toldTexts([picture], [])).toMatchObject([{ text: '', files: 1 }]);
  expect([picture, { text: 'Both', files: 2 }, { text: 'None', files: 0 }].map(inWords)).toEqual([
    '[a file]',
    'Both [2 files]',
    'None',
  ]);
});
