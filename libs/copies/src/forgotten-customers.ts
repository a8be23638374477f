import { randomBytes } from 'node:crypto';
import { EntitySchema } from 'typeorm';
import { atOnce, type Transaction } from '#event-bus';

/** Since when a customer is forgotten, under a hash that this service alone can make. */
export const ForgottenCustomerTable = new EntitySchema<{ readonly pseudonym: Buffer; readonly forgottenAt: Date }>({
  name: 'forgotten_customer',
  columns: {
    pseudonym: { type: 'bytea', primary: true },
    forgottenAt: { type: 'timestamptz', name: 'forgotten_at' },
  },
});

/** What makes the hashes; one row, made with the first customer who is forgotten. */
export const ForgettingKeyTable = new EntitySchema<{ readonly id: number; readonly key: Buffer }>({
  name: 'forgetting_key',
  columns: { id: { type: 'int', primary: true }, key: { type: 'bytea' } },
});

/** For a migration of a service that hears of customers. */
export const createForgottenCustomers = `
  CREATE TABLE forgotten_customer (pseudonym bytea PRIMARY KEY, forgotten_at timestamptz NOT NULL);
  CREATE TABLE forgetting_key (id int PRIMARY KEY, key bytea NOT NULL);
`;

/** A fact about a customer, and when it came to be. */
export interface AboutCustomer {
  readonly customer: string;
  readonly at: Date;
}

/** No fact is heard so late. Who was forgotten longer ago than this is forgotten as one who was forgotten, too. */
const latest = `interval '90 days'`;
const pseudonymOf = (customer: string) => `sha256(key || convert_to(${customer}, 'UTF8'))`;

/**
 * Who was forgotten (decisions R), so that what happened before and is heard only afterwards leaves nothing: facts wait in queues, are tried
 * again, and come in any order.
 */
export const forgottenCustomers = ({ manager, now }: Pick<Transaction, 'manager' | 'now'>) => {
  const lock = (how: string) =>
    manager.query(`SELECT ${how}(hashtextextended(current_schema() || '.forgotten_customer', 0))`);
  return {
    /** Whoever is writing about customers right now is waited for; what they left is there to be blanked. */
    async remember(until: ReadonlyMap<string, Date>): Promise<void> {
      await lock('pg_advisory_xact_lock');
      await manager.query(`INSERT INTO forgetting_key VALUES (1, $1) ON CONFLICT DO NOTHING`, [randomBytes(32)]);
      await manager.query(
        `INSERT INTO forgotten_customer (pseudonym, forgotten_at)
         SELECT ${pseudonymOf('customer')}, max(forgotten_at)
         FROM unnest($1::text[], $2::timestamptz[]) AS asked (customer, forgotten_at), forgetting_key GROUP BY 1
         ON CONFLICT (pseudonym) DO UPDATE SET forgotten_at = greatest(forgotten_customer.forgotten_at, excluded.forgotten_at)`,
        [[...until.keys()], [...until.values()]],
      );
      await manager.query(`DELETE FROM forgotten_customer WHERE forgotten_at < $1::timestamptz - ${latest}`, [now]);
    },

    /** Of these, those about nobody who was forgotten since, in their order. Until the transaction ends nobody is forgotten. */
    async exclude<Fact>(facts: readonly Fact[], about: (fact: Fact) => AboutCustomer | null): Promise<readonly Fact[]> {
      const asked = facts.flatMap((fact, n) => {
        const one = about(fact);
        return one ? [{ n, ...one }] : [];
      });
      if (asked.length === 0) return facts;
      const [, found] = await atOnce(
        lock('pg_advisory_xact_lock_shared'),
        manager.query<{ n: number }[]>(
          `SELECT n FROM unnest($1::int[], $2::text[], $3::timestamptz[]) AS fact (n, customer, at) CROSS JOIN forgetting_key
         WHERE EXISTS (
           SELECT FROM forgotten_customer
           WHERE pseudonym = ${pseudonymOf('fact.customer')} AND forgotten_at >= fact.at)`,
          [asked.map(({ n }) => n), asked.map(({ customer }) => customer), asked.map(({ at }) => at)],
        ),
      );
      const forgotten = new Set(found.map(({ n }) => n));
      return forgotten.size === 0 ? facts : facts.filter((_, n) => !forgotten.has(n));
    },
  };
};
