import {
  type AgentId,
  isSame,
  type JobId,
  type Person,
  Refusal,
  type RoutingJobRequest,
  type WorkItemId,
} from '#contracts';
import { isOutage, type Transaction } from '#event-bus';
import { edited } from '../domain/agent-settings.ts';
import { jobResults, type JobResults } from '../storage/job-results.ts';
import { type Job, JobTable } from '../storage/job.table.ts';
import { settingsNow } from '../storage/settings.ts';
import { jobStep } from '../timers/job-step.ts';
import { placeOne } from './hand-work.ts';
import { setAgents } from './set-agents.ts';

/** How many are done in one transaction: few enough that nobody waits long for what it locks. */
const together = 25;

/** Everything a job is about. */
export const subjectsOf = (request: RoutingJobRequest): readonly string[] =>
  (request.action === 'edit-agents' ? request.agentIds : request.workItemIds) ?? [];

/** Begins something that is done to many, under the caller's id; the same again is the same. Refuses with `already-exists`, and with `too-many` (product.md 18.4: as many conversations as the organisation says). */
export async function beginJob(tx: Transaction, id: JobId, request: RoutingJobRequest, by: Person): Promise<Job> {
  const table = tx.manager.getRepository(JobTable);
  const known = await table.findOneBy({ id });
  if (known) {
    if (isSame(known.request, request)) return known;
    throw new Refusal('already-exists', 'There is a job with this id and other contents.', 'id');
  }
  const { bulk } = (await settingsNow(tx.manager)).organisation;
  if (request.workItemIds && request.workItemIds.length > bulk.conversations)
    throw new Refusal('too-many', `At most ${bulk.conversations} conversations at once.`, 'workItemIds');
  const { subject, name, agentId } = by;
  const job: Job = {
    ...{ id, request, by: { subject, name, agentId }, createdAt: tx.now },
    ...{ finishedAt: null, cancelledBy: null, done: 0, refused: 0 },
  };
  await table.insert(job);
  await tx.schedule(jobStep, id, tx.now, {});
  return job;
}

/** Whoever has been come to stays as they are; the others are left alone. Once more, or when it is over, is the same. Refuses with `job-not-found`. */
export async function cancelJob(tx: Transaction, id: JobId, { subject, name }: Person): Promise<Job> {
  const table = tx.manager.getRepository(JobTable);
  const job = await table.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!job) throw new Refusal('job-not-found', 'There is no such job.');
  if (job.finishedAt) return job;
  const cancelled = { finishedAt: tx.now, cancelledBy: { subject, name } };
  await table.update({ id }, cancelled);
  await tx.cancel(jobStep, id);
  return { ...job, ...cancelled };
}

/** Does some of a job, each by itself: one that is refused says why and harms no other. True while there is more. */
export async function runJob(tx: Transaction, id: JobId): Promise<boolean> {
  const table = tx.manager.getRepository(JobTable);
  const job = await table.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!job || job.finishedAt) return false;
  const before = job.done + job.refused;
  const next = subjectsOf(job.request).slice(before, before + together);
  const results: JobResults = [];
  for (const subject of next) {
    await tx.manager.query('SAVEPOINT one');
    try {
      await doOne(tx, job, subject);
      await tx.manager.query('RELEASE SAVEPOINT one');
      results.push({ id: subject, code: null, detail: null });
    } catch (error) {
      if (!(error instanceof Refusal) || isOutage(error)) throw error;
      await tx.manager.query('ROLLBACK TO SAVEPOINT one');
      results.push({ id: subject, code: error.code, detail: error.message });
    }
  }
  await jobResults(tx.manager).add(id, before, results);
  const isMore = before + results.length < subjectsOf(job.request).length;
  const refused = results.filter(({ code }) => code !== null).length;
  await table.update(
    { id },
    {
      done: job.done + results.length - refused,
      refused: job.refused + refused,
      finishedAt: isMore ? null : tx.now,
    },
  );
  return isMore;
}

async function doOne(tx: Transaction, { request, by }: Job, subject: string): Promise<void> {
  const supervisor: Person = { ...by, issuer: '', roles: ['supervisor'] };
  const { action, edit, agentId, queueId } = request;
  if (action === 'edit-agents')
    await setAgents(tx, by, [{ agentId: subject as AgentId, change: (before) => edited(before, edit!) }]);
  else await placeOne(tx, subject as WorkItemId, action === 'assign-to-agent' ? { agentId } : { queueId }, supervisor);
}
