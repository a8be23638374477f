import type { Transaction } from '#event-bus';

/** What directories said of customers is forgotten once it is not believed any more (product.md 18.1): it names them. */
export async function forgetDirectoryAnswers({ manager, now }: Transaction): Promise<void> {
  await manager.query('DELETE FROM directory_answer WHERE until < $1', [now]);
}
