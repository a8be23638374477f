import type { Address } from '#contracts';
import { EntitySchema } from 'typeorm';
import type { Transaction } from '#event-bus';
import type { Consent } from '../domain/consent.ts';

export const ConsentTable = new EntitySchema<Consent>({
  name: 'consent',
  columns: {
    number: { type: 'text', primary: true },
    customer: { type: 'text', primary: true },
    at: { type: 'timestamptz' },
    position: { type: 'bigint', transformer: { to: (position: number) => position, from: Number } },
    status: { type: 'text' },
    source: { type: 'text' },
  },
});

/** One of our numbers and a customer. */
export interface Line {
  readonly number: Address;
  readonly customer: Address;
}

const keyOf = ({ number, customer }: Line) => `${number} ${customer}`;

/** Our copy of what the gateway's ledger of consent says. */
export const consents = ({ manager }: Transaction) => ({
  /** Stores these, each line named once; answers those of which we knew nothing later. */
  async remember<Told extends Consent>(told: readonly Told[]): Promise<Told[]> {
    const stored: Line[] = await manager.query(
      `INSERT INTO consent (number, customer, at, position, status, source)
       SELECT number, customer, at, position, status, source
       FROM json_to_recordset($1::json) AS told (number text, customer text, at timestamptz, position bigint, status text, source text)
       ORDER BY number, customer
       ON CONFLICT (number, customer) DO UPDATE
         SET at = excluded.at, position = excluded.position, status = excluded.status, source = excluded.source
         WHERE (consent.at, consent.position) < (excluded.at, excluded.position)
       RETURNING number, customer`,
      [
        JSON.stringify(
          told.map(({ number, customer, at, position, status, source }) => ({
            number,
            customer,
            at,
            position,
            status,
            source,
          })),
        ),
      ],
    );
    const changed = new Set(stored.map(keyOf));
    return told.filter((one) => changed.has(keyOf(one)));
  },

  /** Of these lines, those whose customer opted in. */
  async optedInAmong(lines: readonly Line[]): Promise<(line: Line) => boolean> {
    const found: Line[] = await manager.query(
      `SELECT number, customer FROM consent JOIN unnest($1::text[], $2::text[]) AS line (number, customer) USING (number, customer)
       WHERE status = 'opted-in'`,
      [lines.map(({ number }) => number), lines.map(({ customer }) => customer)],
    );
    const optedIn = new Set(found.map(keyOf));
    return (line) => optedIn.has(keyOf(line));
  },

  /** Of these lines, those whose customer opted out. */
  async optedOutAmong(lines: readonly Line[]): Promise<(line: Line) => Consent | undefined> {
    if (lines.length === 0) return () => undefined;
    const found = await manager
      .getRepository(ConsentTable)
      .createQueryBuilder('c')
      .where(
        `c.status = 'opted-out' AND (c.number, c.customer) IN (SELECT * FROM unnest(:numbers::text[], :customers::text[]))`,
        {
          numbers: lines.map(({ number }) => number),
          customers: lines.map(({ customer }) => customer),
        },
      )
      .getMany();
    const byLine = new Map(found.map((consent) => [keyOf(consent), consent]));
    return (line) => byLine.get(keyOf(line));
  },
});
