import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { Address, NumberOrPseudonym } from '#contracts';
import type { Seal } from '#secrets';
import { ConsentKeyTable } from './consent-entry.table.ts';

/** The name under which a forgotten customer stays in the ledger, made of their number by a key that only this service can open. */
export type Pseudonym = `forgotten:${string}`;
export type PseudonymOf = (customer: Address) => Pseudonym;

const place = 'consent/key';

/** Who opens the key of each database, and the key once it was opened: it never changes. Use cases have nothing but their transaction. */
const opened = new WeakMap<DataSource, { readonly seal: Seal; key?: KeyObject }>();

/** Says once, at the start, who opens the key that lies in this database. */
export function openConsentKeyWith(seal: Seal, dataSource: DataSource): void {
  opened.set(dataSource, { seal });
}

/**
 * The key that makes pseudonyms. It is made with the first customer who writes or is forgotten, lies in the database sealed like every other secret,
 * and stays the same when the keys that seal are replaced: who opted out stays opted out.
 */
export const consentKey = (manager: EntityManager) => {
  const known = opened.get(manager.dataSource);
  const table = manager.getRepository(ConsentKeyTable);
  const sealOf = (): Seal => {
    if (!known) throw new Error('Nobody said who opens the key of the ledger of consent.');
    return known.seal;
  };
  const read = async (): Promise<KeyObject | undefined> => {
    const kept = await table.findOneBy({ id: 1 });
    // a Buffer costs every text six times as much: Node looks first whether it is some kind of key
    return kept ? createSecretKey(sealOf().open(kept.sealed, place), 'base64') : undefined;
  };
  return {
    /** From memory; undefined where it was not opened yet, or where nobody was ever forgotten. */
    remembered: (): PseudonymOf | undefined => known?.key && by(known.key),

    /** Undefined where there is none yet, and so nobody was ever forgotten. */
    async open(): Promise<PseudonymOf | undefined> {
      const key = known?.key ?? (await read());
      if (key && known) known.key = key;
      return key && by(key);
    },

    /** Made where there is none: once in the life of a database. */
    async pseudonyms(): Promise<PseudonymOf> {
      return (await this.open()) ?? (await this.openOrMake());
    },

    /** Makes it where there is none. Not remembered here: what is not committed yet may never be. */
    async openOrMake(): Promise<PseudonymOf> {
      const sealed = sealOf().seal(randomBytes(32).toString('base64'), place);
      await table.createQueryBuilder().insert().values({ id: 1, sealed }).orIgnore().execute();
      return by((await read())!);
    },

    /** Seals it again where an older key closed it. */
    async reseal(seal: Seal): Promise<void> {
      const kept = await table.findOne({ where: { id: 1 }, lock: { mode: 'pessimistic_write' } });
      if (!kept || seal.isCurrent(kept.sealed)) return;
      await table.update({ id: 1 }, { sealed: seal.seal(seal.open(kept.sealed, place), place) });
    },
  };
};

const by =
  (key: KeyObject): PseudonymOf =>
  (customer) =>
    `forgotten:${createHmac('sha256', key).update(customer).digest('base64url')}`;

/** How a customer may be named here: by their number, and by the pseudonym under which they were forgotten. A pseudonym has no other name. */
export async function namesOf(manager: EntityManager, customer: NumberOrPseudonym): Promise<readonly string[]> {
  if (isPseudonym(customer)) return [customer];
  const pseudonymOf = await consentKey(manager).open();
  return pseudonymOf ? [customer, pseudonymOf(customer)] : [customer];
}

const isPseudonym = (customer: NumberOrPseudonym): customer is Exclude<NumberOrPseudonym, Address> =>
  customer.startsWith('forgotten:');
