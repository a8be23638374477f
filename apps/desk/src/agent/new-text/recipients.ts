import { spellAddress } from '../../parts/address.ts';

interface Known {
  readonly id: string;
  readonly name: string;
  readonly numbers: Readonly<Record<string, string | undefined>>;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Somebody in the directory under one of their numbers. */
export interface Recipient {
  readonly id: string;
  readonly name: string;
  readonly number: string;
  readonly written: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** One line a number, each number of a person once; eight are enough to choose from. */
export const recipientsOf = (people: readonly Known[]): readonly Recipient[] =>
  people
    .flatMap(({ id, name, numbers, attributes }) =>
      [...new Set(Object.values(numbers))].flatMap((number) =>
        number ? [{ id: `${id} ${number}`, name, number, written: spellAddress(number), attributes }] : [],
      ),
    )
    .slice(0, 8);

/** What is typed may be a number: it has digits, and no letters. */
export const looksLikeNumber = (typed: string): boolean => /\d/.test(typed) && !/\p{L}/u.test(typed);
