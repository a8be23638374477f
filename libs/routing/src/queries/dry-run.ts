import {
  defaultQueueId,
  type DryRunRequest,
  type DryRunView,
  type ExplanationStep,
  type QueueId,
  Refusal,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { tellFound } from '../domain/classify.ts';
import { defaultQueueName } from '../domain/queue.ts';
import { sourcesOf } from '../domain/sources.ts';
import { tellRoute } from '../domain/route.ts';
import { workstreams } from '../storage/workstreams.ts';
import { placeWork } from '../use-cases/place-work.ts';
import { agentNames, namedIn, tellLook } from './explanations.ts';
import { lookForAgent } from './look-for-agent.ts';
import { queueNames } from './queues.ts';
import { staffNames } from './work-skills.ts';

/** What would become of this text now, by the rules as they are, the lines as they stand and the agents as they are there (product.md 40). Stores and locks nothing. */
export async function dryRun(tx: Transaction, asked: DryRunRequest): Promise<DryRunView> {
  const workstream = (await workstreams(tx).known([asked.workstreamId])).get(asked.workstreamId);
  if (!workstream) throw new Refusal('workstream-not-found', 'There is no such workstream.');
  const { customer, supportNumber, country, locale, startedBy, known, skillFinders } = asked;
  const facts = {
    channelId: asked.channelId ?? '',
    provider: 'twilio',
    customer,
    supportNumber,
    country,
    locale,
    startedBy,
    preview: asked.text.slice(0, 200),
    openedAt: tx.now.toISOString(),
    returning: false,
    skillFinders,
  };
  const { placed, queues } = await placeWork(tx, [{ workstream, facts, known }], { isDryRun: true });
  const { considered, placement, rules } = placed[0]!;
  const { found, candidates } = considered;
  const { queueId: routed, insteadOf } = placement.route;
  const named = [
    placement.queueId,
    routed,
    ...(insteadOf ? [insteadOf] : []),
    ...candidates.map(({ queueId }) => queueId),
  ];
  const names = await queueNames(tx.manager, named);
  const nameOf = (id: QueueId) =>
    queues.get(id)?.name ?? names.get(id) ?? (id === defaultQueueId ? defaultQueueName : '');
  const at = tx.now.toISOString();
  const look = placement.ends
    ? null
    : await lookForAgent(
        tx,
        workstream,
        placement.queueId,
        placed[0]!.needs,
        sourcesOf(facts, known, found.attributes),
        known?.preferredAgentIds ?? [],
      );
  const called = await staffNames(tx.manager, namedIn(found));
  const people = look ? await agentNames(tx.manager, [look.told]) : new Map();
  const steps: ExplanationStep[] = [
    {
      stage: 'classification',
      at,
      told: tellFound(rules.classification, rules.classificationVersion, found, (id) => called.get(id) ?? ''),
    },
    { stage: 'route-to-queue', at, told: tellRoute(rules.routeToQueue, rules.routeVersion, placement.route, nameOf) },
    ...placement.overflows.map((told) => ({ stage: 'overflow', at, told }) as const),
    ...(look ? [{ stage: 'assignment', at, told: tellLook(look.told, 1, nameOf, people) } as const] : []),
  ];
  return {
    outcome: placement.ends ? 'ended' : 'queued',
    queue: { id: placement.queueId, name: nameOf(placement.queueId) },
    overflowsAt: placement.overflowsAt?.toISOString() ?? null,
    skills: [...found.skills],
    capacityProfileIds: [...found.capacityProfileIds],
    agent: look?.agent ?? null,
    steps,
  };
}
