import { fill, type Filled } from '#sms-text';

/** What is known of who gets it, as far as a text can say it. */
export interface Addressee {
  readonly contact: { readonly name: string; readonly attributes: Readonly<Record<string, unknown>> } | null;
  readonly account: { readonly name: string } | null;
  readonly variables: Readonly<Record<string, string | number>>;
}

interface Writer {
  readonly name: string;
}

const first = (name: string): string => name.split(' ')[0]!;
const rest = (name: string): string => name.split(' ').slice(1).join(' ');

/** A quick reply in the words that the customer will get; what nobody knows becomes nothing (product.md 27). */
export function filledFor(message: string, known: Addressee | null, { name }: Writer): Filled {
  const customer = known?.contact?.name ?? known?.account?.name ?? '';
  const said = (column: string): string => String(known?.contact?.attributes[column] ?? '');
  return fill(message, {
    named: {
      'FullName{Customer}': customer,
      'FirstName{Customer}': said('firstName') || (known?.contact ? first(customer) : ''),
      'LastName{Customer}': said('lastName') || (known?.contact ? rest(customer) : ''),
      'FullName{Agent}': name,
      'FirstName{Agent}': first(name),
      'LastName{Agent}': rest(name),
      'Nickname{Agent}': name,
    },
    context: known?.variables ?? {},
  });
}
