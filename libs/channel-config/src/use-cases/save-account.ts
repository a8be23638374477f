import { randomBytes } from 'node:crypto';
import {
  type AccountId,
  type Address,
  alreadyExists,
  type CreateAccountRequest,
  type NumberId,
  type Person,
  Refusal,
  refuseUngranted,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { refuseOtherVersion } from '#platform';
import { normaliseNumber } from '#phone';
import type { Seal } from '#secrets';
import {
  type AccountSettings,
  type AccountWithNumbers,
  changeAccount,
  isAsAsked,
  placeOfAuthToken,
} from '../domain/messaging-account.ts';
import { refuseUnprovisioned } from '../domain/provisioning.ts';
import { active } from '../domain/retirement.ts';
import { accounts } from '../storage/accounts.ts';
import { channels } from '../storage/channels.ts';
import { oneAtATime } from '../storage/one-at-a-time.ts';
import { provisioning } from '../storage/provisioning.ts';
import { secretAudit, tokenGrants } from '../storage/secrets.ts';
import { type Action, recordAccounts } from './record-change.ts';
import { sayAccount } from './say-account.ts';

export interface Settings {
  /** Who asks. */
  readonly person: Person;
  readonly seal: Seal;
  /** Countries whose numbers are taken. */
  readonly countries: ReadonlySet<string>;
}

/**
 * Creates a messaging account with its numbers, or changes all of it but the token (product.md 2; decisions P). `from`: the version that
 * a change starts from; null creates, and the same request again answers the same. Refuses with `not-allowed`, `sms-not-provisioned`, `already-exists`, `account-not-found`,
 * `version-mismatch`, `slug-taken`, `number-taken`, `number-country`, `number-in-use`, `account-in-use`, `provider-stays`,
 * `already-removed`.
 */
export async function saveAccount(
  tx: Transaction,
  settings: Settings,
  id: AccountId,
  request: CreateAccountRequest,
  from: number | null,
  action?: Action,
): Promise<AccountWithNumbers> {
  await oneAtATime(tx);
  const known = await accounts(tx).find(id);
  const asked = { ...request, numbers: readNumbers(id, request, settings.countries, known) };
  if (from === null) {
    // a repeat as well: its answer says whether the token was right
    refuseUngranted(
      await tokenGrants(tx),
      { column: 'account-auth-token', action: 'create', field: 'authToken' },
      settings.person,
    );
    return known ? repeat(known, asked, settings) : create(tx, id, asked, settings);
  }

  if (!known) throw new Refusal('account-not-found', 'There is no such messaging account.');
  refuseOtherVersion(known.account.version, from);
  if (asked.authToken !== undefined)
    throw new Refusal('unreadable', 'The token is changed at the address of its own: …/auth-token.', 'authToken');
  if (isAsAsked(known, asked)) return known;
  const withChannel = await channels(tx).withNumbers(known.numbers.map((number) => number.id));
  const changed = changeAccount(known, asked, withChannel, tx.now);
  await refuseTaken(tx, id, asked);
  await accounts(tx).save(known, changed);
  await recordAccounts(tx, settings.person, [{ before: known, after: changed }], action);
  sayAccount(tx, changed);
  return changed;
}

type Asked = AccountSettings & { readonly authToken?: string | undefined };

function repeat(known: AccountWithNumbers, asked: Asked, { seal }: Settings): AccountWithNumbers {
  const { id, sealedAuthToken } = known.account;
  if (seal.open(sealedAuthToken, placeOfAuthToken(id)) === asked.authToken && isAsAsked(known, asked)) return known;
  throw alreadyExists(known.account);
}

async function create(
  tx: Transaction,
  id: AccountId,
  asked: Asked,
  { seal, person }: Settings,
): Promise<AccountWithNumbers> {
  const { slug, name, provider, accountSid, authToken, numbers } = asked;
  if (authToken === undefined) throw new Refusal('unreadable', 'A new account needs its token.', 'authToken');
  refuseUnprovisioned(await provisioning(tx).sms());
  await refuseTaken(tx, id, asked);
  const created = {
    account: {
      id,
      version: 1,
      slug,
      name,
      provider,
      accountSid,
      key: randomBytes(18).toString('base64url'),
      sealedAuthToken: seal.seal(authToken, placeOfAuthToken(id)),
      previousTokens: [],
      tokenRotatedAt: tx.now,
      ...active,
      createdAt: tx.now,
      changedAt: tx.now,
    },
    numbers,
  };
  await accounts(tx).insert(created);
  await secretAudit(tx, person).created(id);
  await recordAccounts(tx, person, [{ before: null, after: created }]);
  sayAccount(tx, created);
  return created;
}

/** The numbers in the one spelling that is kept. Those the account has already are not asked for their country again. */
function readNumbers(
  accountId: AccountId,
  { numbers }: CreateAccountRequest,
  countries: ReadonlySet<string>,
  known: AccountWithNumbers | null,
) {
  const here = new Set(known?.numbers.map(({ address }) => address));
  const refused: Fault[] = [];
  const read = numbers.map(({ id, number, type, description, registration }, place) => {
    const field = `numbers.${place}.number`;
    const normalised = normaliseNumber(number, type);
    if (!normalised.ok) throw new Refusal('unreadable', `The number ${normalised.why}.`, field);
    const { address } = normalised;
    const message = countryRefused(number, normalised, countries, here);
    if (message) refused.push({ field, message });
    return { id, accountId, address, type, description, registration, place };
  });
  refuseAll('number-country', refused);
  return read;
}

type Fault = Refusal['errors'][number];

/** Refuses with every fault at once, where there is one. */
function refuseAll(code: string, faults: readonly Fault[]): void {
  const [first] = faults;
  if (first) throw new Refusal(code, faults.map(({ message }) => message).join(' '), first.field, faults);
}

/** Why a number is not taken here: it is of another country, and not one the account has already (`here`). Null: it is. */
export function countryRefused(
  number: string,
  { address, country }: { readonly address: string; readonly country: string | null },
  countries: ReadonlySet<string>,
  here: ReadonlySet<string>,
): string | null {
  if (!country || countries.has(country) || here.has(address)) return null;
  return `${number} is a number of ${country}; this installation takes numbers of ${[...countries].join(', ')}.`;
}

async function refuseTaken(tx: Transaction, id: AccountId, { slug, numbers }: AccountSettings): Promise<void> {
  if (await accounts(tx).isSlugTaken(slug, id)) {
    throw new Refusal('slug-taken', `Another messaging account is called ${slug}.`, 'slug');
  }
  const taken = await accounts(tx).numbersOfOthers(id, numbers);
  const has = (one: { readonly id: NumberId; readonly address: Address }) =>
    taken.some((other) => other.id === one.id || other.address === one.address);
  refuseAll(
    'number-taken',
    numbers.flatMap((number, place) =>
      has(number)
        ? [{ field: `numbers.${place}.number`, message: `${number.address} belongs to another messaging account.` }]
        : [],
    ),
  );
}
