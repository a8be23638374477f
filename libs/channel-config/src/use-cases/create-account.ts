import { randomBytes } from 'node:crypto';
import { type AccountId, type Address, type CreateAccountRequest, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import { normaliseNumber } from '#phone';
import type { Seal } from '#secrets';
import { isRepeat, placeOfAuthToken, type SupportNumber } from '../domain/messaging-account.ts';
import { accounts, type AccountWithNumbers } from '../storage/accounts.ts';
import { sayAccount } from './say-account.ts';

/** Creates a messaging account with its numbers. The same request again changes nothing and answers the same (product.md 2; decisions P). */
export async function createAccount(
  tx: Transaction,
  seal: Seal,
  countries: ReadonlySet<string>,
  id: AccountId,
  request: CreateAccountRequest,
): Promise<AccountWithNumbers> {
  const numbers = request.numbers.map((number, place): SupportNumber => ({
    id: number.id,
    accountId: id,
    address: spellingOf(number, `numbers.${place}.number`, countries),
    type: number.type,
    description: number.description,
    place,
  }));
  const known = await accounts(tx).find(id);
  if (known) {
    const sameToken = seal.open(known.account.sealedAuthToken, placeOfAuthToken(id)) === request.authToken;
    if (sameToken && isRepeat(known, { ...request, numbers })) return known;
    throw new Refusal('already-exists', 'There is a messaging account with this id and other contents.', 'id');
  }

  await refuseTaken(tx, request.slug, numbers);
  const created = {
    account: {
      id,
      version: 1,
      slug: request.slug,
      name: request.name,
      provider: request.provider,
      accountSid: request.accountSid,
      key: randomBytes(18).toString('base64url'),
      sealedAuthToken: seal.seal(request.authToken, placeOfAuthToken(id)),
      tokenRotatedAt: tx.now,
      createdAt: tx.now,
      changedAt: tx.now,
    },
    numbers,
  };
  await accounts(tx).insert(created);
  sayAccount(tx, created);
  return created;
}

function spellingOf(
  { number, type }: CreateAccountRequest['numbers'][number],
  field: string,
  countries: ReadonlySet<string>,
): Address {
  const normalised = normaliseNumber(number, type);
  if (!normalised.ok) throw new Refusal('unreadable', `The number ${normalised.why}.`, field);
  if (normalised.country && !countries.has(normalised.country)) {
    const allowed = [...countries].join(', ');
    throw new Refusal(
      'number-country',
      `${number} is a number of ${normalised.country}; this installation takes numbers of ${allowed}.`,
      field,
    );
  }
  return normalised.address;
}

async function refuseTaken(tx: Transaction, slug: string, numbers: readonly SupportNumber[]): Promise<void> {
  if (await accounts(tx).isSlugTaken(slug)) {
    throw new Refusal('slug-taken', `Another messaging account is called ${slug}.`, 'slug');
  }
  const taken = await accounts(tx).takenNumbers(
    numbers.map(({ address }) => address),
    numbers.map(({ id }) => id),
  );
  const index = numbers.findIndex(({ id, address }) =>
    taken.some((other) => other.id === id || other.address === address),
  );
  if (index >= 0) {
    throw new Refusal(
      'number-taken',
      `${numbers[index]!.address} belongs to another messaging account.`,
      `numbers.${index}.number`,
    );
  }
}
