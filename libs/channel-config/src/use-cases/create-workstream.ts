import { type CreateWorkstreamRequest, Refusal, type WorkstreamId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Workstream } from '../domain/workstream.ts';
import { workstreams } from '../storage/workstreams.ts';
import { sayWorkstream } from './say-workstream.ts';

/** Creates a workstream for SMS. Its queue is routing's and may come later: work waits for it (product.md 6.1). */
export async function createWorkstream(
  tx: Transaction,
  id: WorkstreamId,
  request: CreateWorkstreamRequest,
): Promise<Workstream> {
  const known = await workstreams(tx).find(id);
  if (known) {
    const { slug, name, mode, fallbackQueueId } = request;
    const isSame =
      known.slug === slug && known.name === name && known.mode === mode && known.fallbackQueueId === fallbackQueueId;
    if (isSame) return known;
    throw new Refusal('already-exists', 'There is a workstream with this id and other contents.', 'id');
  }
  if (await workstreams(tx).isSlugTaken(request.slug)) {
    throw new Refusal('slug-taken', `Another workstream is called ${request.slug}.`, 'slug');
  }
  const workstream: Workstream = { id, version: 1, ...request, createdAt: tx.now, changedAt: tx.now };
  await workstreams(tx).insert(workstream);
  sayWorkstream(tx, workstream);
  return workstream;
}
