import { botAnswer } from '#contracts';
import { answer } from './answer.ts';

const asked = (text: string, choice: string | null = null) =>
  answer({ messages: [{ text, choice }], context: { customer: { name: null } } });

describe('the sample bot', () => {
  it.each([
    ['Hi', null, ['reply']],
    ['1', 'Opening hours', ['reply']],
    ['Speak to a person', null, ['reply', 'escalate']],
    ['3', 'Nothing, thanks', ['reply', 'end']],
  ])('answers %s with what Parley understands', (text, choice, does) => {
    const { commands } = botAnswer.parse(asked(text, choice));
    expect(commands.map((command) => command.do)).toEqual(does);
  });

  it('hands the number of an order over with the conversation, where the customer names one', () => {
    expect(asked('A person, please: A-17').commands).toContainEqual(
      expect.objectContaining({ do: 'escalate', variables: { Order: 'A-17' } }),
    );
  });
});
