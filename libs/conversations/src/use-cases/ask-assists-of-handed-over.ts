import type { Transaction } from '#event-bus';
import { askAssist } from '../domain/errand-kinds.ts';
import { settings } from '../storage/configuration-copies.ts';
import { contexts } from '../storage/contexts.ts';
import { errands } from '../storage/errands.ts';
import type { Decided } from './keep.ts';

/**
 * Who listens is asked as soon as an agent has taken what a bot handed over, without a word of either side: the customer said to the bot what
 * it is about (product.md 26). Of other conversations nothing is asked before somebody writes.
 */
export async function askAssistsOfHandedOver(tx: Transaction, decided: readonly Decided[]): Promise<void> {
  const taken = decided.flatMap(({ before, conversation }) =>
    conversation.accepted && !before?.accepted && conversation.status === 'active' ? [conversation] : [],
  );
  if (taken.length === 0) return;
  const inForce = await settings(tx).inForce(taken.flatMap(({ workstreamId }) => workstreamId ?? []));
  if (!inForce.organisation.assist.enabled) return;
  const heard = taken.filter(
    ({ workstreamId }) => workstreamId && inForce.workstream(workstreamId).assistIds.length > 0,
  );
  if (heard.length === 0) return;
  const known = await contexts(tx).of(heard.map(({ id }) => id));
  await errands(tx).add(
    askAssist,
    heard
      .filter(({ id }) => known.get(id)?.botState === 'escalated')
      .flatMap(({ id, workstreamId }) =>
        inForce.workstream(workstreamId).assistIds.map((assistId) => `${id} ${assistId}`),
      ),
  );
}
