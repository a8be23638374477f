import {
  alreadyExists,
  type CreateWorkstreamRequest,
  type Person,
  Refusal,
  type WorkstreamId,
  workstreamSettings,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { refuseOtherVersion } from '#platform';
import { active, refuseRemoved } from '../domain/retirement.ts';
import { isAsAsked, refuseUnconfirmedMode, type Workstream } from '../domain/workstream.ts';
import { oneAtATime } from '../storage/one-at-a-time.ts';
import { settings } from '../storage/settings.ts';
import { workstreams } from '../storage/workstreams.ts';
import { type Action, recordWorkstreams } from './record-change.ts';
import { sayWorkstream } from './say-workstream.ts';

/**
 * Creates a workstream for SMS, or changes it (`from`: the version that the change starts from; null creates). Its queue is routing's and
 * may come later: work waits for it (product.md 6.1). `copiedFrom`: whose copy a new one is. Refuses with `already-exists`, `workstream-not-found`,
 * `version-mismatch`, `slug-taken`, `confirmation-required` (another mode), `bot-needs-push`, `already-removed`.
 */
export async function saveWorkstream(
  tx: Transaction,
  person: Person,
  id: WorkstreamId,
  asked: CreateWorkstreamRequest,
  from: number | null,
  action?: Action,
  copiedFrom: WorkstreamId | null = null,
  isConfirmed = false,
): Promise<Workstream> {
  await oneAtATime(tx);
  const known = await workstreams(tx).find(id);
  if (from !== null) {
    if (!known) throw new Refusal('workstream-not-found', 'There is no such workstream.');
    refuseOtherVersion(known.version, from);
  }
  if (known) refuseRemoved(known);
  if (known && isAsAsked(known, asked)) return known;
  if (known && from === null) throw alreadyExists(known);
  if (known) {
    refuseUnconfirmedMode(known, asked, isConfirmed);
    await refuseBotWithoutPush(tx, known, asked);
  }
  if (await workstreams(tx).isSlugTaken(asked.slug, id))
    throw new Refusal('slug-taken', `Another workstream is called ${asked.slug}.`, 'slug');

  const { slug, name, mode, direction, fallbackQueueId } = asked;
  const workstream: Workstream = {
    ...active,
    copiedFrom,
    ...known,
    id,
    version: (known?.version ?? 0) + 1,
    slug,
    name,
    mode,
    direction,
    fallbackQueueId,
    createdAt: known?.createdAt ?? tx.now,
    changedAt: tx.now,
  };
  await workstreams(tx).save(workstream);
  await recordWorkstreams(tx, person, [{ before: known, after: workstream }], action);
  sayWorkstream(tx, workstream);
  return workstream;
}

/** A bot answers only where work is offered (product.md 25): it is taken off before that is over. */
async function refuseBotWithoutPush(tx: Transaction, { id, mode }: Workstream, asked: CreateWorkstreamRequest) {
  if (mode === asked.mode || asked.mode === 'push') return;
  const carried = await settings(tx).find(workstreamSettings, id);
  if (carried && carried.body['botId'] !== null)
    throw new Refusal(
      'bot-needs-push',
      'A bot answers here, and only where work is offered. Take it off first.',
      'mode',
    );
}
