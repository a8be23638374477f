import { z } from 'zod';
import type { ConfigurationState, DataOf, EventContract, gatewayApplied, gatewayUsage } from '#contracts';
import { defineTimer, type TimerContract, type Transaction } from '#event-bus';
import type { Retirement } from './retirement.table.ts';
import { retirements } from './retirements.ts';

/** A copy that was stored: of what, which version, and whether that is on its way out. */
export interface Copy {
  readonly kind: string;
  readonly id: string;
  readonly version: number;
  /** Left out by an older channel-config: active. */
  readonly state?: ConfigurationState | 'other' | undefined;
  readonly how?: string | undefined;
}

/** What a service that keeps copies of the configuration is asked about them. */
interface Keeping {
  /** Says which versions it goes by. */
  readonly applied: EventContract<DataOf<typeof gatewayApplied>>;
  /** Says how much still uses what is on its way out. */
  readonly usage: EventContract<DataOf<typeof gatewayUsage>>;
  /** Counts the use of all of these in as few statements as there are kinds, by `usageKey`. What nothing uses may be left out. */
  count(tx: Transaction, retiring: readonly Retirement[]): Promise<ReadonlyMap<string, number>>;
  /** Closes some of what uses these; true when there may be more. */
  closeSome?(tx: Transaction, retiring: readonly Retirement[]): Promise<boolean>;
}

/** What `count` answers by. */
export const usageKey = ({ kind, id }: Pick<Retirement, 'kind' | 'id'>): string => `${kind} ${id}`;

export interface CopyKeeper {
  /** To be given to `EventBusModule.forService`. */
  readonly countUsage: TimerContract<Record<string, never>>;
  /** To be called in the transaction that stored these copies; none may be named twice. What was not newer was not stored. */
  stored(tx: Transaction, copies: readonly Copy[]): Promise<void>;
}

const subject = 'everything';
/** How often what is on its way out is counted again. */
const everyMs = 1_000;

/** Says what is in force here, and while something is retiring, how much still uses it (decisions H, J). */
export function copyKeeper({ applied, usage, count, closeSome = async () => false }: Keeping): CopyKeeper {
  const countUsage = defineTimer('count-usage', z.object({}), async (tx) => {
    const standing = await retirements(tx).lock();
    if (standing.length === 0) return;
    const toClose = standing.filter(({ how }) => how === 'close-all');
    const isMore = toClose.length > 0 && (await closeSome(tx, toClose));
    const counts = await count(tx, standing);
    const changed = standing.flatMap(({ isSettled, ...known }) => {
      const now = counts.get(usageKey(known)) ?? 0;
      if (now === known.count || (now === 0 && !isSettled)) return [];
      return [{ kind: known.kind, id: known.id, version: known.version, report: known.report + 1, count: now }];
    });
    if (changed.length > 0) {
      await retirements(tx).said(changed);
      tx.publish(usage, { counted: changed, countedAt: tx.now.toISOString() });
    }
    await tx.schedule(countUsage, subject, new Date(tx.now.getTime() + (isMore ? 0 : everyMs)), {});
  });

  return {
    countUsage,
    async stored(tx, copies) {
      if (copies.length === 0) return;
      tx.publish(applied, {
        applied: copies.map(({ kind, id, version }) => ({ kind, id, version })),
        appliedAt: tx.now.toISOString(),
      });
      const retiring = copies.filter(({ state }) => state === 'retiring');
      const others = copies.filter(({ state }) => state !== 'retiring');
      if (others.length > 0) await retirements(tx).forget(others);
      if (retiring.length === 0) return;
      await retirements(tx).follow(retiring.map(({ how = 'wait', ...copy }) => ({ ...copy, how })));
      await tx.schedule(countUsage, subject, tx.now, {});
    },
  };
}
