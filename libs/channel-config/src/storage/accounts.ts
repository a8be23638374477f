import { In } from 'typeorm';
import { type AccountId, type Address, type NumberId, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import type { MessagingAccount, SupportNumber } from '../domain/messaging-account.ts';
import { MessagingAccountTable, SupportNumberTable } from './messaging-account.table.ts';

export interface AccountWithNumbers {
  readonly account: MessagingAccount;
  readonly numbers: readonly SupportNumber[];
}

/** The messaging accounts this transaction may read and change, each with its numbers. */
export const accounts = ({ manager }: Transaction) => {
  const table = manager.getRepository(MessagingAccountTable);
  const numberTable = manager.getRepository(SupportNumberTable);
  const numbersOf = (ids: readonly AccountId[]) =>
    numberTable.find({ where: { accountId: In([...ids]) }, order: { place: 'ASC' } });
  return {
    async find(id: AccountId): Promise<AccountWithNumbers | null> {
      const account = await table.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
      return account && { account, numbers: await numbersOf([id]) };
    },
    isSlugTaken: (slug: string) => table.existsBy({ slug: slug as MessagingAccount['slug'] }),
    /** Which of these addresses or ids some account already has. */
    takenNumbers: (addresses: readonly Address[], ids: readonly NumberId[]) =>
      numberTable.find({ where: [{ address: In([...addresses]) }, { id: In([...ids]) }] }),
    async number(id: NumberId): Promise<{ number: SupportNumber; account: MessagingAccount }> {
      const number = await numberTable.findOneBy({ id });
      if (!number) throw new Refusal('number-not-found', 'No messaging account has this number.', 'numberId');
      return { number, account: await table.findOneByOrFail({ id: number.accountId }) };
    },
    async insert({ account, numbers }: AccountWithNumbers): Promise<void> {
      await table.insert(account);
      await numberTable.insert([...numbers]);
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
