import type { EntityManager } from 'typeorm';
import type { Address } from '#contracts';
import type { Transaction } from '#event-bus';
import type { ConsentEntry, Pool, Standing } from '../domain/consent.ts';
import { consentKey, type PseudonymOf } from './consent-key.ts';
import { ConsentEntryTable, type KeptConsentEntry } from './consent-entry.table.ts';

/** A number of ours and a customer. */
export interface Pair {
  readonly number: Address;
  readonly customer: Address;
}

/** An entry that was just added, and where it stands in the ledger. */
export type Placed<Entry extends ConsentEntry = ConsentEntry> = Entry & { readonly position: number };

const keyOf = ({ number, customer }: Pair) => `${number} ${customer}`;

/** The ledger of consent, as this transaction may read and continue it. */
export const consents = (tx: Transaction) => {
  const { manager } = tx;
  const lock = async (how: string, customers: readonly Address[]) => {
    await manager.query(
      `SELECT ${how}(key) FROM (
         SELECT DISTINCT hashtextextended('gateway.consent ' || customer, 0) AS key
         FROM unnest($1::text[]) AS asked (customer) ORDER BY key
       ) AS keys`,
      [customers],
    );
  };
  return {
    /** Until this transaction ends nobody else writes about these customers, and no text to them is handed over. Before the ledger is read. */
    lock: (customers: readonly Address[]) => lock('pg_advisory_xact_lock', customers),

    /** Until this transaction ends nobody writes about these customers: what it reads now still holds at its commit. */
    lockShared: (customers: readonly Address[]) => lock('pg_advisory_xact_lock_shared', customers),

    standingOf: (pairs: readonly Pair[]) => standingOf(manager, pairs),

    /** In the order given. */
    async add<Entry extends ConsentEntry>(entries: readonly Entry[]): Promise<Placed<Entry>[]> {
      if (entries.length === 0) return [];
      const placed: { id: string; position: string }[] = await manager.query(
        `INSERT INTO consent_entry (id, position, sender, customer, status, source, at, actor_id, actor_name, message_id, word, comment)
         SELECT id, nextval('incoming_position'), sender, customer, status, source, at, actor_id, actor_name, message_id, word, comment
         FROM ROWS FROM (json_to_recordset($1::json) AS (id uuid, sender text, customer text, status text, source text, at timestamptz,
           actor_id uuid, actor_name text, message_id uuid, word text, comment text)) WITH ORDINALITY AS
           entry (id, sender, customer, status, source, at, actor_id, actor_name, message_id, word, comment, n) ORDER BY n
         RETURNING id, position`,
        [
          JSON.stringify(
            entries.map(({ id, sender, customer, status, source, at, word, comment, ...entry }) => ({
              ...{ id, sender, customer, status, source, at, word, comment },
              actor_id: entry.actorId,
              actor_name: entry.actorName,
              message_id: entry.messageId,
            })),
          ),
        ],
      );
      const positions = new Map(placed.map(({ id, position }) => [id, Number(position)]));
      return entries.map((entry) => ({ ...entry, position: positions.get(entry.id)! }));
    },

    /** Whom these entries are about is not to be read from them any more: what was said, and when, stays (decisions R). */
    async forget(customers: readonly Address[]): Promise<void> {
      const pseudonymOf = await consentKey(manager).openOrMake();
      await manager.query(
        `UPDATE consent_entry SET customer = forgotten.pseudonym, comment = ''
         FROM unnest($1::text[], $2::text[]) AS forgotten (customer, pseudonym) WHERE consent_entry.customer = forgotten.customer`,
        [customers, customers.map(pseudonymOf)],
      );
    },

    find: (id: string): Promise<KeptConsentEntry | null> => manager.getRepository(ConsentEntryTable).findOneBy({ id }),

    /** Of these senders, the ones that we write from: numbers of channels, Messaging Services, and all that the ledger knows of. */
    async knownAmong(senders: readonly string[]): Promise<ReadonlySet<string>> {
      const found: { sender: string }[] = await manager.query(
        `SELECT sender FROM unnest($1::text[]) AS asked (sender)
         WHERE EXISTS (SELECT FROM channel WHERE channel.number = sender)
           OR EXISTS (SELECT FROM sender_pool WHERE sender_pool.pool = sender)
           OR EXISTS (SELECT FROM consent_entry WHERE consent_entry.sender = asked.sender)`,
        [senders],
      );
      return new Set(found.map(({ sender }) => sender));
    },

    /** What the same words meant when customers last sent them to these numbers, or to others of their Messaging Services; by place in `asked`. */
    async wordsHeard(
      asked: readonly { readonly number: Address; readonly pool: Pool | null; readonly word: string }[],
    ): Promise<ReadonlyMap<number, ConsentEntry['status']>> {
      const found: { place: number; status: ConsentEntry['status'] }[] = await manager.query(
        `SELECT DISTINCT ON (asked.n) (asked.n - 1)::int AS place, entry.status
         FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS asked (number, pool, word, n)
         CROSS JOIN LATERAL (VALUES (asked.number), (asked.pool),
           ((SELECT sender_pool.pool FROM sender_pool WHERE sender_pool.number = asked.number))) AS scope (sender)
         JOIN consent_entry entry ON entry.word = asked.word AND entry.sender = scope.sender AND entry.source = 'keyword'
         ORDER BY asked.n, entry.at DESC, entry.position DESC`,
        [asked.map(({ number }) => number), asked.map(({ pool }) => pool), asked.map(({ word }) => word)],
      );
      return new Map(found.map(({ place, status }) => [place, status]));
    },

    /** Texts told which Messaging Service these numbers are in. Writes nothing where that is known. */
    async learnPools(told: ReadonlyMap<Address, Pool | null>): Promise<void> {
      if (told.size === 0) return;
      await manager.query(
        `INSERT INTO sender_pool (number, pool)
         SELECT number, pool FROM unnest($1::text[], $2::text[]) AS told (number, pool)
         WHERE NOT EXISTS (SELECT FROM sender_pool known WHERE known.number = told.number AND known.pool IS NOT DISTINCT FROM told.pool)
         ORDER BY number ON CONFLICT (number) DO UPDATE SET pool = excluded.pool`,
        [[...told.keys()], [...told.values()]],
      );
    },

    /** The Messaging Services of these numbers. Numbers that are in none are not among them. */
    async poolsOf(numbers: readonly Address[]): Promise<ReadonlyMap<Address, Pool>> {
      const found: { number: Address; pool: Pool }[] = await manager.query(
        `SELECT number, pool FROM sender_pool WHERE number = ANY($1) AND pool IS NOT NULL`,
        [numbers],
      );
      return new Map(found.map(({ number, pool }) => [number, pool]));
    },

    /** The numbers that are known to be in these Messaging Services. */
    async membersOf(pools: readonly Pool[]): Promise<ReadonlyMap<Pool, readonly Address[]>> {
      const found: { pool: Pool; numbers: Address[] }[] = await manager.query(
        `SELECT pool, array_agg(number ORDER BY number) AS numbers FROM sender_pool WHERE pool = ANY($1) GROUP BY pool`,
        [pools],
      );
      return new Map(found.map(({ pool, numbers }) => [pool, numbers]));
    },
  };
};

/** What was said last of a number and a customer. */
export type LastWord = Pick<ConsentEntry, 'status' | 'source' | 'at'> & {
  /** Where it was said before the customer was forgotten: that entry, which nobody else knows any more. */
  readonly forgotten?: { readonly entryId: string; readonly position: number; readonly sender: string } | null;
};

/** What holds between numbers and customers. */
class Standings {
  private readonly words = new Map<string, LastWord>();

  of(pair: Pair): Standing {
    return this.words.get(keyOf(pair))?.status;
  }

  lastWordOn(pair: Pair): LastWord | undefined {
    return this.words.get(keyOf(pair));
  }

  /** Something newer was said; what is older than what is known changes nothing. */
  hear(pair: Pair, { status, source, at, forgotten = null }: LastWord): void {
    const known = this.lastWordOn(pair);
    if (!known || known.at <= at) this.words.set(keyOf(pair), { status, source, at, forgotten });
  }
}

/**
 * What holds between each number and customer: the latest entry about the customer, under their number or their pseudonym, and either the
 * number or its Messaging Service.
 */
export async function standingOf(manager: EntityManager, pairs: readonly Pair[]): Promise<Standings> {
  if (pairs.length === 0) return new Standings();
  const { remembered, open } = consentKey(manager);
  const pseudonymOf = remembered();
  const { standings, areForgotten } = await lookUp(manager, pairs, pseudonymOf);
  // the first customer was forgotten since this process last looked
  if (areForgotten && !pseudonymOf) return (await lookUp(manager, pairs, await open())).standings;
  return standings;
}

interface Found extends Pair {
  readonly areForgotten: boolean;
  /** Null: nobody ever said anything. */
  readonly id: string | null;
  readonly sender: string;
  readonly position: string;
  readonly isForgotten: boolean;
  readonly status: ConsentEntry['status'];
  readonly source: ConsentEntry['source'];
  readonly at: Date;
}

async function lookUp(manager: EntityManager, pairs: readonly Pair[], pseudonymOf: PseudonymOf | undefined) {
  const found: Found[] = await manager.query(
    `SELECT pair.number, pair.customer, EXISTS (SELECT FROM consent_key) AS "areForgotten", latest.*
     FROM unnest($1::text[], $2::text[], $3::text[]) AS pair (number, customer, pseudonym)
     LEFT JOIN LATERAL (
       SELECT entry.*
       FROM (SELECT pair.number AS sender UNION ALL SELECT pool FROM sender_pool WHERE sender_pool.number = pair.number) AS scope
       CROSS JOIN (VALUES (pair.customer, false), (pair.pseudonym, true)) AS name (customer, "isForgotten")
       CROSS JOIN LATERAL (
         SELECT id, sender, status, source, at, position, name."isForgotten" FROM consent_entry
         WHERE consent_entry.sender = scope.sender AND consent_entry.customer = name.customer
         ORDER BY at DESC, position DESC LIMIT 1
       ) AS entry ORDER BY entry.at DESC, entry.position DESC LIMIT 1
     ) AS latest ON true`,
    [
      pairs.map(({ number }) => number),
      pairs.map(({ customer }) => customer),
      pairs.map(({ customer }) => pseudonymOf?.(customer) ?? null),
    ],
  );
  const standings = new Standings();
  for (const { number, customer, id, isForgotten, sender, position, status, source, at } of found)
    if (id !== null) {
      const forgotten = isForgotten ? { entryId: id, position: Number(position), sender } : null;
      standings.hear({ number, customer }, { status, source, at, forgotten });
    }
  return { standings, areForgotten: found[0]!.areForgotten };
}
