import { type CustomAssignment, customAssignment, type QueueId } from '#contracts';
import type { Transaction } from '#event-bus';
import { differences } from '../domain/differences.ts';
import { faultsInQueueRules } from '../domain/queue-rule-faults.ts';
import { type By, type ChangeRow, changes } from '#history';
import { refuseOtherVersion } from '#platform';
import { calendarSlugs } from '../storage/calendars.ts';
import { noQueueRules, type QueueRules, queueRules } from '../storage/queue-rules.ts';
import { queues } from '../storage/queues.ts';
import { skillSlugs } from '../storage/skill-slugs.ts';
import { staffDefinitions } from '../storage/staff-definitions.ts';
import { variableNames } from '../storage/variable-names.ts';
import { refuseFaults } from './save-rules.ts';
import { queueNotFound } from './save-queue.ts';
import { sayQueueRules } from './say-rules.ts';

/**
 * Says how a queue with the method `custom` orders its work and chooses its agents (product.md 11.4); in force with the next assignment, on
 * every replica. Refuses with `queue-not-found`, `version-mismatch`, `unreadable` (conditions and orders that cannot mean anything, by their
 * place), `unknown-reference` (a skill, a type of skills, a variable, or a calendar, that is not there).
 */
export async function saveQueueRules(
  tx: Transaction,
  by: By,
  queueId: QueueId,
  asked: CustomAssignment,
  from: number | null,
  action: ChangeRow['action'] = 'changed',
): Promise<void> {
  const known = await rulesForChange(tx, queueId, from);
  const [before, after] = [{ ...known.body }, { ...asked }];
  if (differences(before, after).length === 0) return;
  const nameable = {
    ...(await skillSlugs(tx.manager)),
    variables: await variableNames(tx),
    calendars: await calendarSlugs(tx.manager),
  };
  refuseFaults(faultsInQueueRules(asked, nameable));
  const version = known.version + 1;
  const saved = { ...known, version, body: asked, changedAt: tx.now };
  await queueRules(tx).save(saved);
  sayQueueRules(tx, [saved]);
  await changes(tx).record(by, { kind: 'custom-assignment', subjectId: queueId, version, action, before, after });
  tx.wake('assignment');
}

/** Makes the rules again what they were at a version. Refuses as saving does, and with `version-not-found`, `outdated`. */
export async function restoreQueueRules(
  tx: Transaction,
  by: By,
  queueId: QueueId,
  version: number,
  from: number | null,
): Promise<void> {
  await rulesForChange(tx, queueId, from);
  // the first version is what every queue begins with
  const was =
    version === 1
      ? customAssignment.parse({})
      : await changes(tx).at(customAssignment, { kind: 'custom-assignment', subjectId: queueId, version });
  await saveQueueRules(tx, by, queueId, was, from, 'restored');
}

/** The rules as they are, which nobody else changes until this transaction is over. */
async function rulesForChange(tx: Transaction, queueId: QueueId, from: number | null): Promise<QueueRules> {
  // nobody removes, or calls otherwise, what they name meanwhile
  await staffDefinitions(tx).oneAtATime();
  await queues(tx).oneAtATime();
  const queue = await queues(tx).find(queueId);
  if (!queue || queue.removedAt) throw queueNotFound();
  const known = (await queueRules(tx).find(queueId)) ?? noQueueRules(queueId, tx.now);
  refuseOtherVersion(known.version, from);
  return known;
}
