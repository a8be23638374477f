import { spellAddress } from './address.ts';

interface Known {
  readonly id: string;
  readonly name: string;
  readonly numbers: Readonly<Record<string, string | undefined>>;
  readonly attributes: Readonly<Record<string, unknown>>;
}

interface Found {
  readonly contacts: readonly Known[];
  readonly accounts: readonly Known[];
}

/** Somebody in the directory under one of their numbers. */
export interface Recipient {
  readonly id: string;
  /** Whose number it is: the record, and what kind it is of. */
  readonly of: string;
  readonly kind: 'customers' | 'accounts';
  readonly name: string;
  readonly number: string;
  readonly written: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** One line a number, each number of a person once; eight are enough to choose from. */
export const recipientsOf = ({ contacts, accounts }: Found): readonly Recipient[] =>
  [
    ...contacts.map((known) => ({ ...known, kind: 'customers' as const })),
    ...accounts.map((known) => ({ ...known, kind: 'accounts' as const })),
  ]
    .flatMap(({ id: of, kind, name, numbers, attributes }) =>
      [...new Set(Object.values(numbers))].flatMap((number) =>
        number ? [{ id: `${of} ${number}`, of, kind, name, number, written: spellAddress(number), attributes }] : [],
      ),
    )
    .slice(0, 8);
