import type { ConfiguredThing, NumberId } from '#contracts';
import { type Channel, moveChannel } from '../domain/channel.ts';
import type { AccountWithNumbers } from '../domain/messaging-account.ts';
import { type Planned, planned } from '#platform';
import { addressOf, withDigits } from './number-in-file.ts';

/**
 * The numbers of a file that another account has: one that the file says without them. They move, with their ids, as by their own door (product.md 43
 * G38). By address; `things` are the accounts of the file by their slugs.
 */
export function movingNumbers(
  things: readonly (readonly [slug: string, thing: ConfiguredThing])[],
  known: ReadonlyMap<string, AccountWithNumbers>,
): ReadonlyMap<string, NumberId> {
  const said = new Map(things.map(([slug, { numbers }]) => [slug, new Set(addressesIn(numbers))]));
  const left = [...said].flatMap(([slug, kept]) =>
    (known.get(slug)?.numbers ?? []).filter(({ address }) => !kept.has(address)),
  );
  const wanted = new Set([...said.values()].flatMap((all) => [...all]));
  return new Map(left.flatMap(({ address, id }) => (wanted.has(address) ? [[address as string, id] as const] : [])));
}

const addressesIn = (numbers: unknown): readonly string[] =>
  (Array.isArray(numbers) ? (numbers as readonly unknown[]) : []).flatMap((one) =>
    typeof one === 'object' && one !== null ? (addressOf(withDigits(one as ConfiguredThing)) ?? []) : [],
  );

/** The channels as their numbers moved: those that the file changes besides, and the others. `accounts`: as they will be. */
export function withMoved(
  plans: readonly Planned<Channel>[],
  known: readonly Channel[],
  accounts: readonly AccountWithNumbers[],
  now: Date,
): Planned<Channel>[] {
  const ownerOf = new Map(accounts.flatMap(({ account, numbers }) => numbers.map(({ id }) => [id, account] as const)));
  const moved = (channel: Channel): Channel => {
    const owner = ownerOf.get(channel.numberId);
    return owner && owner.id !== channel.accountId && channel.state !== 'removed'
      ? moveChannel(channel, owner, now)
      : channel;
  };
  const inPlans = new Set(plans.map(({ after }) => after.id));
  const others = known.filter(({ id }) => !inPlans.has(id));
  return [
    ...plans.map((plan): Planned<Channel> => {
      const after = moved(plan.after);
      if (after === plan.after || plan.before === null) return plan;
      const version = plan.before.version + 1;
      const action = plan.action === 'unchanged' ? 'changed' : plan.action;
      return { ...plan, action, after: { ...after, version }, differing: [...plan.differing, 'account'] };
    }),
    ...others.flatMap((before) => {
      const after = moved(before);
      return after === before ? [] : [planned('channels', before.slug, before, after, ['account'])];
    }),
  ];
}
