import { In, Not } from 'typeorm';
import { type AccountId, type NumberId, Refusal } from '#contracts';
import { chunks, type Transaction } from '#event-bus';
import type { AccountWithNumbers, MessagingAccount, SupportNumber } from '../domain/messaging-account.ts';
import { MessagingAccountTable, SupportNumberTable } from './messaging-account.table.ts';

/** The messaging accounts this transaction may read and change, each with its numbers. */
export const accounts = ({ manager }: Transaction) => {
  const table = manager.getRepository(MessagingAccountTable);
  const numberTable = manager.getRepository(SupportNumberTable);
  const numbersOf = (ids: readonly AccountId[]) =>
    numberTable.find({ where: { accountId: In([...ids]) }, order: { place: 'ASC' } });
  return {
    async find(id: AccountId): Promise<AccountWithNumbers | null> {
      const account = await table.findOneBy({ id });
      return account && { account, numbers: await numbersOf([id]) };
    },
    isSlugTaken: (slug: string, by: AccountId) =>
      table.existsBy({ slug: slug as MessagingAccount['slug'], id: Not(by), state: Not('removed') }),
    /** Numbers of other accounts that have the id or the address of one of these. */
    numbersOfOthers: (accountId: AccountId, numbers: readonly SupportNumber[]): Promise<SupportNumber[]> =>
      numberTable.findBy([
        { accountId: Not(accountId), address: In(numbers.map(({ address }) => address)), removed: false },
        { accountId: Not(accountId), id: In(numbers.map(({ id }) => id)) },
      ]),
    async number(id: NumberId): Promise<{ number: SupportNumber; account: MessagingAccount }> {
      const number = await numberTable.findOneBy({ id });
      if (!number) throw new Refusal('number-not-found', 'No messaging account has this number.', 'numberId');
      return { number, account: await table.findOneByOrFail({ id: number.accountId }) };
    },
    async insert({ account, numbers }: AccountWithNumbers): Promise<void> {
      await table.insert(account);
      await numberTable.insert([...numbers]);
    },
    /** Those of these that are retiring. */
    retiring: (ids: readonly string[]) => table.findBy({ id: In([...ids]), state: 'retiring' }),
    /** What was theirs may be another's. */
    freeNumbers: (ids: readonly AccountId[]) => numberTable.update({ accountId: In([...ids]) }, { removed: true }),
    /** Stores the account alone, where its numbers stay as they are. */
    update: (account: MessagingAccount) => table.update({ id: account.id }, account),
    /** Stores what became of it. Numbers that are gone or have other digits leave first, because no two rows may share an address. */
    async save(known: AccountWithNumbers, { account, numbers }: AccountWithNumbers): Promise<void> {
      const stays = ({ id, address }: SupportNumber) =>
        numbers.some((number) => number.id === id && number.address === address);
      await table.update({ id: account.id }, account);
      await numberTable.delete({ id: In(known.numbers.filter((number) => !stays(number)).map(({ id }) => id)) });
      await numberTable.upsert([...numbers], ['id']);
    },
    /** Stores many with their numbers; `gone`: numbers that none of them has any more, which leave first, as another may have got theirs. */
    async saveAll(changed: readonly AccountWithNumbers[], gone: readonly NumberId[], atOnce = 1000): Promise<void> {
      if (gone.length > 0) await manager.query(`DELETE FROM support_number WHERE id = ANY($1)`, [gone]);
      for (const some of chunks(changed, atOnce)) {
        const rows = some.map(({ account }) => account);
        await table.upsert(rows, ['id']);
      }
      for (const some of chunks(
        changed.flatMap(({ numbers }) => numbers),
        atOnce,
      ))
        await numberTable.upsert(some, ['id']);
    },
    /** Every account, some at a time. */
    async *all(atOnce = 200): AsyncGenerator<readonly AccountWithNumbers[]> {
      for (let skip = 0; ; skip += atOnce) {
        const found = await table.find({ order: { name: 'ASC', id: 'ASC' }, skip, take: atOnce });
        if (found.length === 0) return;
        const numbers = await numbersOf(found.map(({ id }) => id));
        yield found.map((account) => ({
          account,
          numbers: numbers.filter(({ accountId }) => accountId === account.id),
        }));
      }
    },
  };
};
