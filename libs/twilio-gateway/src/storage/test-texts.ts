import { In } from 'typeorm';
import type { MessageId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { TestText } from '../domain/test-text.ts';
import { TestTextTable } from './test-text.table.ts';

/** The texts by which numbers are tried, as this transaction may read and change them. */
export const testTexts = ({ manager }: Pick<Transaction, 'manager'>) => {
  const table = manager.getRepository(TestTextTable);
  return {
    find: (id: MessageId): Promise<TestText | null> => table.findOneBy({ id }),
    /** Those of these that there are, to be changed. */
    lock: (ids: readonly MessageId[]): Promise<TestText[]> =>
      ids.length === 0
        ? Promise.resolve([])
        : table.find({ where: { id: In([...ids]) }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } }),
    /** False when it was there already. */
    async add(text: TestText): Promise<boolean> {
      const { raw } = await table.createQueryBuilder().insert().values(text).orIgnore().returning('id').execute();
      return (raw as unknown[]).length > 0;
    },
    async save(texts: readonly TestText[]): Promise<void> {
      if (texts.length > 0) await table.save([...texts]);
    },
  };
};
