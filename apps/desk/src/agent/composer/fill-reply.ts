import type { ConversationView } from '#contracts';
import { fill, type Filled } from '#sms-text';

interface Writer {
  readonly name: string;
}

const [first, last] = [(name: string) => name.split(' ')[0]!, (name: string) => name.split(' ').slice(1).join(' ')];

/** A quick reply in the words that the customer will get; what nobody knows becomes nothing (product.md 27). */
export const filledFor = (message: string, _conversation: ConversationView, { name }: Writer): Filled =>
  fill(message, {
    named: {
      'FullName{Agent}': name,
      'FirstName{Agent}': first(name),
      'LastName{Agent}': last(name),
      'Nickname{Agent}': name,
    },
    context: {},
  });
