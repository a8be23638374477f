import { randomBytes } from 'node:crypto';
import { setImmediate as othersToo } from 'node:timers/promises';
import { z } from 'zod';
import {
  type AccountId,
  type ConfiguredThing,
  hourMs,
  type NumberId,
  refuseUngranted,
  type SecretAction,
  type Slug,
} from '#contracts';
import { normaliseNumber } from '#phone';
import { type Planned, planned } from '#platform';
import { accountThing } from '../domain/configuration.ts';
import { differences } from '../domain/differences.ts';
import {
  type AccountSettings,
  type AccountWithNumbers,
  changeAccount,
  type MessagingAccount,
  placeOfAuthToken,
  replaceToken,
} from '../domain/messaging-account.ts';
import { active, restore } from '../domain/retirement.ts';
import { accountRequest } from '../http/requests.ts';
import type { Importing } from './importing.ts';
import { movingNumbers } from './moving-numbers.ts';
import { addressOf, withDigits } from './number-in-file.ts';
import { countryRefused } from './save-account.ts';

const section = 'accounts';
const token = z.strictObject({
  /** The name of the secret; alone it means that the token stays as it is. */
  secret: z.string().max(200).optional(),
  /** The token itself: on its way in only. */
  value: z.string().min(1, 'is required').max(100).optional(),
});

/** What becomes of the messaging accounts of a file. A number is known by its digits, so that its id and its channel stay. */
export async function planAccounts(importing: Importing): Promise<Planned<AccountWithNumbers>[]> {
  const { known, slugs, tx } = importing;
  const bySlug = new Map(known.accounts.map((one) => [one.account.slug as string, one]));
  const things = importing.section(section) ?? [];
  const moving = movingNumbers(things, bySlug);
  const moved = new Set(moving.values());
  // with their channel they go where the file has them
  const withChannel = new Set(known.channels.map(({ numberId }) => numberId).filter((id) => !moved.has(id)));
  const plans: Planned<AccountWithNumbers>[] = [];
  for (const [slug, thing] of things) {
    const before = bySlug.get(slug) ?? null;
    const id = before?.account.id ?? (tx.newId() as AccountId);
    slugs.add('account', slug, id);
    const path = `${section}.${slug}`;
    const { authToken, ...settings } = thing;
    const asked = readSettings(importing, path, id, { slug, thing: settings, before, moving });
    const value = readToken(importing, path, authToken);
    if (!before && value === undefined)
      importing.fault(`${path}.authToken`, 'is required for a new account: { env: NAME } with the command line');
    if (!asked) continue;
    const after = before
      ? change(importing, path, before, asked, value, withChannel)
      : value !== undefined && create(importing, path, id, asked, value);
    if (after) plans.push(planned(section, slug, before, after.account, after.differing));
    for (const { address, id: numberId } of asked.numbers) slugs.add('number', address, numberId);
    await othersToo();
  }
  refuseSharedNumbers(importing, plans);
  return plans;
}

interface Outcome {
  readonly account: AccountWithNumbers;
  readonly differing: readonly string[];
}

function change(
  importing: Importing,
  path: string,
  before: AccountWithNumbers,
  asked: AccountSettings,
  value: string | undefined,
  withChannel: ReadonlySet<NumberId>,
): Outcome | undefined {
  const { settings, tx } = importing;
  const { seal } = settings;
  const place = placeOfAuthToken(before.account.id);
  const fields = differences(accountThing({ ...before.account, numbers: before.numbers }), accountThing(asked));
  const otherToken = value !== undefined && seal.open(before.account.sealedAuthToken, place) !== value;
  const returns = before.account.state !== 'active';
  return importing.attempt(path, () => {
    let { account, numbers } = before;
    if (returns) account = restore(account, tx.now);
    if (fields.length > 0) ({ account, numbers } = changeAccount({ account, numbers }, asked, withChannel, tx.now));
    // the same token as well: its answer says whether it was right
    if (value !== undefined) refuseTokenUngranted(importing, 'update');
    if (otherToken) {
      const graceEnds = new Date(tx.now.getTime() + settings.graceHours * hourMs);
      account = replaceToken(account, seal.seal(value, place), graceEnds, tx.now);
    }
    const differing = [...fields, ...(otherToken ? ['authToken'] : []), ...(returns ? ['state'] : [])];
    const version = before.account.version + (differing.length > 0 ? 1 : 0);
    return { account: { account: { ...account, version }, numbers }, differing };
  });
}

function create(
  importing: Importing,
  path: string,
  id: AccountId,
  asked: AccountSettings,
  value: string,
): Outcome | undefined {
  const { settings, tx } = importing;
  return importing.attempt(path, () => {
    refuseTokenUngranted(importing, 'create');
    const { numbers, ...said } = asked;
    const account: MessagingAccount = {
      ...said,
      id,
      version: 1,
      key: randomBytes(18).toString('base64url'),
      sealedAuthToken: settings.seal.seal(value, placeOfAuthToken(id)),
      previousTokens: [],
      tokenRotatedAt: tx.now,
      ...active,
      createdAt: tx.now,
      changedAt: tx.now,
    };
    return { account: { account, numbers }, differing: [] };
  });
}

function refuseTokenUngranted({ known, settings }: Importing, action: SecretAction): void {
  const column = 'account-auth-token';
  const { granted } = known.grants.find(({ secret }) => secret === column)!;
  refuseUngranted(granted, { column, action, field: 'authToken' }, settings.person);
}

function readToken(importing: Importing, path: string, said: unknown): string | undefined {
  if (said === undefined) return undefined;
  const at = `${path}.authToken`;
  if (typeof said === 'object' && said !== null && 'env' in said) {
    importing.fault(at, 'names a variable, which only the command line can read: npm run admin -- config import');
    return undefined;
  }
  return importing.read(token, said, at)?.value;
}

function readSettings(
  importing: Importing,
  path: string,
  accountId: AccountId,
  {
    slug,
    thing,
    before,
    moving,
  }: {
    readonly slug: string;
    readonly thing: ConfiguredThing;
    readonly before: AccountWithNumbers | null;
    readonly moving: ReadonlyMap<string, NumberId>;
  },
): AccountSettings | undefined {
  const own = before?.numbers.map(({ address, id }) => [address as string, id] as const);
  const here = new Map([...moving, ...(own ?? [])]);
  const listed = Array.isArray(thing['numbers']) ? (thing['numbers'] as readonly unknown[]) : [];
  const numbers = listed.map((one) => {
    if (typeof one !== 'object' || one === null) return one;
    const said = withDigits(one as ConfiguredThing);
    return { id: here.get(addressOf(said) ?? '') ?? importing.tx.newId(), ...said };
  });
  const asked = { ...thing, slug, ...(Array.isArray(thing['numbers']) && { numbers }) };
  const read = importing.read(accountRequest, asked, path);
  if (!read) return undefined;
  const known = new Set(here.keys());
  return {
    ...read,
    slug: slug as Slug,
    numbers: read.numbers.flatMap(({ id, number, type, description, registration }, place) => {
      const normalised = normaliseNumber(number, type);
      if (!normalised.ok) return [];
      const refused = countryRefused(number, normalised, importing.settings.countries, known);
      if (refused) importing.fault(`${path}.numbers.${place}.number`, refused, 'number-country');
      return [{ id, accountId, address: normalised.address, type, description, registration, place }];
    }),
  };
}

/** No two accounts have a number together, of those in the file and the others. */
function refuseSharedNumbers(importing: Importing, plans: readonly Planned<AccountWithNumbers>[]): void {
  const planned = new Set(plans.map(({ after }) => after.account.id));
  const owners = new Map<string, string>();
  for (const { account, numbers } of importing.known.accounts)
    if (!planned.has(account.id)) for (const { address } of numbers) owners.set(address, account.slug);
  for (const { path, slug, after } of plans)
    for (const [place, { address }] of after.numbers.entries()) {
      const owner = owners.get(address);
      if (owner !== undefined && owner !== slug)
        importing.fault(
          `${path}.numbers.${place}.number`,
          `${address} belongs to the account ${owner}.`,
          'number-taken',
        );
      owners.set(address, slug);
    }
}
