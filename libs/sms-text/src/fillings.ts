import type { Fillings } from './fill.ts';

/** An agent as texts name them. What is not said of the parts is taken from the name; a missing nickname is the full name (product.md 27). */
export interface NamedAgent {
  readonly name: string;
  readonly firstName?: string | null | undefined;
  readonly lastName?: string | null | undefined;
  readonly nickname?: string | null | undefined;
}

interface Named {
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Who gets a text, and what is known of the conversation it is for. */
export interface Addressee {
  readonly contact: Named | null;
  readonly account: Pick<Named, 'name'> | null;
  readonly variables: Readonly<Record<string, string | number>>;
}

/** The first word of a person's name and the last; a single one is the first. */
function partsOf(name: string): { readonly first: string; readonly last: string } {
  const words = name.split(/\s+/).filter((word) => word !== '');
  return { first: words[0] ?? '', last: words.length > 1 ? words.at(-1)! : '' };
}

const said = (contact: Named | null, attribute: string): string => {
  const value = contact?.attributes[attribute];
  return typeof value === 'string' ? value.trim() : '';
};

/** An agent's name by each way of saying it. */
export function namesOfAgent({ name, firstName, lastName, nickname }: NamedAgent) {
  const { first, last } = partsOf(name);
  return { full: name, first: firstName || first, last: lastName || last, nickname: nickname || name };
}

/**
 * What the placeholders of quick replies and templates stand for (product.md 27). An account is nobody with a first name: of a customer of whom only
 * that is known, there is the whole name. What nobody knows becomes nothing.
 */
export function fillingsFor({ contact, account, variables }: Addressee, agent: NamedAgent | null): Fillings {
  const customer = contact?.name ?? account?.name ?? '';
  const ofCustomer = partsOf(contact?.name ?? '');
  const ofAgent = namesOfAgent(agent ?? { name: '' });
  const named = {
    'FullName{Customer}': customer,
    'FirstName{Customer}': said(contact, 'firstName') || ofCustomer.first,
    'LastName{Customer}': said(contact, 'lastName') || ofCustomer.last,
    'NickName{Customer}': said(contact, 'nickname') || customer,
    'FullName{Agent}': ofAgent.full,
    'FirstName{Agent}': ofAgent.first,
    'LastName{Agent}': ofAgent.last,
    'Nickname{Agent}': ofAgent.nickname,
  };
  return { named, context: variables };
}
