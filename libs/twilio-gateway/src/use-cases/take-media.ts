import type { Transaction } from '#event-bus';
import { type Media, tried } from '../domain/media.ts';
import { media } from '../storage/media.ts';

/** Takes the next files whose turn has come, so that nobody else does meanwhile. */
export async function takeMedia(tx: Transaction, limit: number): Promise<readonly Media[]> {
  const due = await media(tx).takeDue(tx.now, limit);
  const taken = due.map((file) => tried(file, tx.now));
  await media(tx).save(taken);
  return taken;
}
