import {
  type Address,
  type ChannelId,
  conversationId,
  type DataOf,
  dayMs,
  outboundConfigurationKind,
  type OutboundContactRequest,
  outboundDetails,
  type OutboundRunRequest,
  type Person,
  Refusal,
  textsCalledBack,
  TooManyRequests,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { normaliseCustomerNumber } from '#phone';
import { momentsFor } from '../domain/outbound.ts';
import { saidOtherwise } from '../domain/same-run.ts';
import { isTakenInTurn, turnOf } from '../domain/outbound-pace.ts';
import { people } from '../storage/people.ts';
import { WorkstreamTable } from '../storage/copies.table.ts';
import { definitions, settings } from '../storage/configuration-copies.ts';
import { channelsOf } from '../storage/copies.ts';
import { outbound, sendOutbound } from '../storage/outbound.ts';
import { type OutboundContact, OutboundRequestTable, type OutboundRun } from '../storage/outbound.tables.ts';
import { refuseUnfit } from './check-contacts.ts';

/**
 * Begins a run under the caller's id, or finds the one that is there. Refuses with `configuration-not-found`,
 * `channel-not-found`, `channel-retiring`, `too-many-contacts`, `too-many-requests`, `workstream-not-found`, `workstream-not-outbound`, `queue-not-found` (product.md 29.1: 100 contacts a request, of an outbound workstream 5 (29.2); 30,000 requests an hour; as the organisation has set it), `already-exists`, and
 * `unreadable` naming each field of a contact that is wrong.
 */
export async function beginRun(
  tx: Transaction,
  person: Person,
  id: string,
  asked: OutboundRunRequest,
  country: string,
): Promise<OutboundRun> {
  const there = await outbound(tx).findRun(id);
  if (there) {
    const other = saidOtherwise(there, asked) ?? (await namedAnew(tx, there, asked.contacts, country));
    if (other !== null)
      throw new Refusal(
        'already-exists',
        'There is a run with this id and other contents. More people are named by further requests, or by a file.',
        other,
      );
    return there;
  }
  const configuration = await definitions(tx).find(outboundConfigurationKind, asked.configurationId);
  if (!configuration)
    throw new Refusal('configuration-not-found', 'There is no such outbound configuration.', 'configurationId');
  const beginsAt = asked.beginsAt ? new Date(asked.beginsAt) : tx.now;
  const endsAt = asked.endsAt ? new Date(asked.endsAt) : new Date(beginsAt.getTime() + dayMs);
  if (endsAt <= tx.now) throw new Refusal('unreadable', 'is over already', 'endsAt');
  await refuseSilenced(tx, configuration.channelId);
  await refuseUnanswerable(tx, asked);
  const { organisation } = await settings(tx).inForce();
  const run: OutboundRun = {
    id,
    version: 1,
    name: asked.name,
    configurationId: asked.configurationId,
    channelId: configuration.channelId,
    state: 'running',
    priority: asked.priority,
    beginsAt,
    endsAt,
    attempts: asked.attempts,
    reattemptAfterMinutes: asked.reattemptAfterMinutes,
    keepContextDays: asked.keepContextDays,
    firstResponseMinutes: asked.firstResponseMinutes ?? organisation.outbound.firstResponseMinutes,
    textsPerMinute: asked.textsPerMinute,
    description: asked.description,
    order: asked.order,
    throttle: asked.throttle,
    workstreamId: asked.workstreamId,
    queueId: asked.queueId,
    fallbackQueueId: asked.fallbackQueueId,
    skills: asked.skills,
    createdAt: tx.now,
    createdBy: person.name,
    forgottenAt: null,
  };
  await outbound(tx).saveRun(run);
  await addToRun(tx, run, asked.contacts, country);
  return run;
}

/** The first of the contacts who is not in the run; null: all are, or nobody knows any more whom it wrote to. */
async function namedAnew(
  tx: Transaction,
  { id, forgottenAt }: OutboundRun,
  contacts: readonly OutboundContactRequest[],
  country: string,
): Promise<string | null> {
  if (forgottenAt !== null) return null;
  const numbers = contacts.map(({ to }) => normaliseCustomerNumber(to, country) as Address | null);
  const known = await outbound(tx).knownOf(
    id,
    numbers.filter((number) => number !== null),
  );
  const nth = numbers.findIndex((number) => number === null || !known.has(number));
  return nth < 0 ? null : `contacts.${nth}.to`;
}

/** Refuses a number that nobody may be written to from any more: whoever answered would be turned away (product.md 39). */
async function refuseSilenced({ manager }: Transaction, channelId: ChannelId): Promise<void> {
  const channel = (await channelsOf(manager, [channelId])).get(channelId);
  if (!channel || channel.state === 'removed')
    throw new Refusal(
      'channel-not-found',
      'The configuration writes from a channel that is not there.',
      'configurationId',
    );
  if (channel.state === 'retiring')
    throw new Refusal('channel-retiring', 'The configuration writes from a channel on its way out.', 'configurationId');
}

/** Refuses a workstream that is not there or none of outbound texts, and queues that are not there (product.md 29.2). */
async function refuseUnanswerable(
  { manager }: Transaction,
  { workstreamId, queueId, fallbackQueueId }: OutboundRunRequest,
): Promise<void> {
  if (workstreamId === null) return;
  const workstream = await manager.findOneBy(WorkstreamTable, { workstreamId });
  if (!workstream || (workstream.state ?? 'active') !== 'active')
    throw new Refusal('workstream-not-found', 'There is no such workstream.', 'workstreamId');
  if (workstream.direction !== 'outbound')
    throw new Refusal('workstream-not-outbound', `${workstream.name} is no outbound workstream.`, 'workstreamId');
  const known = await people({ manager }).queues([queueId, fallbackQueueId].filter((id) => id !== null));
  for (const [field, id] of Object.entries({ queueId, fallbackQueueId }))
    if (id !== null && known.get(id)?.state !== 'active')
      throw new Refusal('queue-not-found', 'There is no such queue.', field);
}

/** Refuses with `run-over` a run that was cancelled, or whose time is over: nobody would be written to. */
export function mustGoOn({ state, endsAt }: OutboundRun, now: Date): void {
  if (state === 'cancelled') throw new Refusal('run-over', 'The run was cancelled.');
  if (endsAt <= now) throw new Refusal('run-over', `The time of the run was over at ${endsAt.toISOString()}.`);
}

/** Writes to more people by the same run; who is in it already is not written to again. A file was counted and checked as it was read. Refuses as `beginRun` does, and with `run-over`. */
export async function addToRun(
  tx: Transaction,
  run: OutboundRun,
  asked: readonly OutboundContactRequest[],
  country: string,
  { byFile = false }: { readonly byFile?: boolean } = {},
): Promise<number> {
  if (!byFile) mustGoOn(run, tx.now);
  const { contactsPerRequest, proactiveContactsPerRequest, requestsPerHour } = (await settings(tx).inForce())
    .organisation.outbound;
  const most = run.workstreamId === null ? contactsPerRequest : proactiveContactsPerRequest;
  if (!byFile && asked.length > most)
    throw new Refusal(
      'too-many-contacts',
      `A request to this run may name ${most} contacts: name more by further requests, or by a file.`,
      'contacts',
    );
  if (!byFile) await countRequest(tx, requestsPerHour);
  if (!byFile) await refuseUnfit(tx, run, asked, country);
  const earliest = run.beginsAt > tx.now ? run.beginsAt : tx.now;
  const moments = await momentsOf(tx, run, asked.length, earliest);
  const contacts = asked.map((one, nth): OutboundContact => {
    const { name, caseName, optedIn, locale, reference, message } = one;
    const notBefore = one.notBefore ? new Date(one.notBefore) : null;
    const due = later(moments[nth] ?? earliest, notBefore);
    return {
      ...{ name, caseName, optedIn, locale, reference, message },
      context: knownOf(one),
      turn: isTakenInTurn(run)
        ? turnOf(run.order, { ...one, notBefore: notBefore ?? run.beginsAt }, { now: tx.now, nth })
        : null,
      notBefore,
      notAfter: one.notAfter ? new Date(one.notAfter) : null,
      to: normaliseCustomerNumber(one.to, country)! as string as Address,
      id: tx.newId(),
      runId: run.id,
      channelId: run.channelId,
      state: 'pending',
      reason: null,
      attempts: 0,
      dueAt: run.state === 'paused' ? null : due,
      messageId: null,
      threadId: conversationId.parse(tx.newId()),
      sentAt: null,
      keepUntil: null,
      text: null,
      answeredAt: null,
      inTimeline: true,
      waits: false,
    };
  });
  const added = await outbound(tx).addContacts(contacts);
  tx.wake(sendOutbound);
  return added;
}

const later = (earliest: Date, notBefore: Date | null): Date =>
  notBefore && notBefore > earliest ? notBefore : earliest;

/** What is said of somebody is known by the names that templates and rules use; the caller's own context goes before it. */
function knownOf(asked: OutboundContactRequest): OutboundContactRequest['context'] {
  const said = outboundDetails.flatMap((name) => {
    const value = asked[name];
    return value === null ? [] : [[name[0]!.toUpperCase() + name.slice(1), value] as const];
  });
  return {
    ...{ Name: asked.name, Phone: asked.to },
    ...(asked.caseName !== '' && { CaseName: asked.caseName }),
    ...Object.fromEntries(said),
    ...asked.context,
  };
}

/**
 * When these are written to, where the run keeps to a pace and plans by it; else none: when they are due, or it is their turn. Who plans for a run does so
 * alone.
 */
export async function momentsOf(tx: Transaction, run: OutboundRun, wanted: number, earliest: Date): Promise<Date[]> {
  if (run.textsPerMinute === null || wanted === 0 || isTakenInTurn(run)) return [];
  await outbound(tx).planAlone(run.id);
  const planned = await outbound(tx).plannedByMinute(run.id, earliest);
  return momentsFor(wanted, earliest, run.textsPerMinute, planned);
}

/** One more request to write to somebody. Refuses with `too-many-requests` (product.md 29.1). */
export async function countRequest(tx: Transaction, mostPerHour: number): Promise<void> {
  // where there are as many as there may be: the one that has to be an hour old before there is room for another
  const [inTheWay]: { seconds: number }[] = await tx.manager.query(
    `SELECT ceil(extract(epoch FROM at + interval '1 hour' - $1::timestamptz))::int AS seconds
     FROM outbound_request WHERE at > $1::timestamptz - interval '1 hour' ORDER BY at DESC OFFSET $2::int - 1 LIMIT 1`,
    [tx.now, mostPerHour],
  );
  if (inTheWay)
    throw new TooManyRequests(
      `There may be ${mostPerHour} requests an hour. There is room for another in ${inTheWay.seconds} s.`,
      inTheWay.seconds,
    );
  await tx.manager.query(`DELETE FROM outbound_request WHERE at < $1::timestamptz - interval '2 hours'`, [tx.now]);
  await tx.manager.getRepository(OutboundRequestTable).insert({ id: tx.newId(), at: tx.now });
}

/** Holds a run up, lets it go on, or ends it: texts that left have left, what waits at the gateway is called back. Once more is the same. Refuses with `run-not-found`, `run-over`. */
export async function steerRun(
  tx: Transaction,
  id: string,
  to: 'paused' | 'running' | 'cancelled',
): Promise<OutboundRun> {
  const run = await outbound(tx).getRun(id);
  if (run.state === to) return run;
  if (run.state === 'cancelled') throw new Refusal('run-over', 'The run was cancelled.');
  const changed = { ...run, state: to, version: run.version + 1 };
  await outbound(tx).saveRun(changed);
  const [state, due] = to === 'cancelled' ? ['cancelled', null] : ['pending', to === 'paused' ? null : tx.now];
  await tx.manager.query(
    `UPDATE outbound_contact SET state = $2, due_at = CASE WHEN $3::timestamptz IS NOT NULL THEN greatest($3::timestamptz, $4::timestamptz, not_before) END
     WHERE run_id = $1 AND state = 'pending'`,
    [id, state, due, run.beginsAt],
  );
  if (to === 'running' && run.textsPerMinute !== null && !isTakenInTurn(run))
    await outbound(tx).planAnew(id, run.beginsAt > tx.now ? run.beginsAt : tx.now, run.textsPerMinute);
  if (to === 'running') tx.wake(sendOutbound);
  else await callBack(tx, run, to === 'paused' ? 'run-paused' : 'run-cancelled');
  return changed;
}

const calledBackAtOnce = 1000;

/** What it wrote and has not left is not to leave; what the gateway says of it makes of it what it was before (record-outbound-outcomes.ts). */
async function callBack(
  tx: Transaction,
  { id }: OutboundRun,
  because: DataOf<typeof textsCalledBack>['because'],
): Promise<void> {
  const messageIds = await outbound(tx).notLeft(id);
  for (let n = 0; n < messageIds.length; n += calledBackAtOnce)
    tx.publish(textsCalledBack, {
      messageIds: messageIds.slice(n, n + calledBackAtOnce),
      because,
      calledBackAt: tx.now.toISOString(),
    });
}
