import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import {
  type AgentId,
  type AgentsEdit,
  type AgentSettings,
  type AgentSettingsView,
  type AssignmentSettings,
  type AssignmentSettingsView,
  type Classification,
  type ClassificationView,
  type CustomAssignment,
  type CustomAssignmentView,
  type Distribution,
  type DistributionView,
  type DryRunRequest,
  type DryRunView,
  type QueueRequest,
  type QueueView,
  type RouteToQueue,
  type RouteToQueueView,
  type RoutingJobView,
} from '#contracts';
import { withQueue } from '../live/apply.ts';
import { liveKey } from '../live/live.ts';
import { ask, order } from './client.ts';
import { keys } from './keys.ts';
import { Refused } from './refused.ts';

const path = '/api/routing';

/** What was set is read again wherever it is shown, with its history. */
const forget = (cache: QueryClient): Promise<void> => cache.invalidateQueries({ queryKey: ['set-up'] });

// --- queues

/** Frames of queues are counted by time, as their lines move without a new version: an answer is put in its place directly. */
const putQueue = (cache: QueryClient, view: QueueView): void =>
  void cache.setQueryData<readonly QueueView[]>(liveKey('queues'), (list) => list && withQueue(list, view));

/** A queue as it is set: unlike the live list it does not change while somebody types. */
export const queue = (id: string) =>
  queryOptions({
    queryKey: keys.queue(id),
    queryFn: ({ signal }): Promise<QueueView> => ask(`${path}/queues/${id}`, 'queueView', { signal }),
  });

/** Creates a queue (`from` null) or changes it; refused when somebody else changed it since. */
export async function saveQueue(
  cache: QueryClient,
  id: string,
  from: number | null,
  body: QueueRequest,
): Promise<QueueView> {
  const view = await ask(`${path}/queues/${id}`, 'queueView', {
    method: 'PUT',
    body,
    ...(from === null ? {} : { ifMatch: from }),
  });
  putQueue(cache, view);
  await forget(cache);
  return view;
}

/** Makes another queue like this one, under `as`. */
export async function copyQueue(cache: QueryClient, of: string, as: string): Promise<QueueView> {
  const view = await ask(`${path}/queues/${of}/copy`, 'queueView', { method: 'POST', body: { id: as } });
  putQueue(cache, view);
  await forget(cache);
  return view;
}

export async function removeQueue(cache: QueryClient, id: string, version: number): Promise<void> {
  await order(`${path}/queues/${id}`, { method: 'DELETE', ifMatch: version });
  cache.setQueryData<readonly QueueView[]>(liveKey('queues'), (list) => list?.filter((one) => one.id !== id));
  await forget(cache);
}

// --- how a workstream distributes its work

export const distribution = (workstreamId: string) =>
  queryOptions({
    queryKey: keys.distribution(workstreamId),
    queryFn: ({ signal }): Promise<DistributionView> =>
      ask(`${path}/workstreams/${workstreamId}/distribution`, 'distributionView', { signal }),
  });

/** Changes how a workstream distributes its work; refused when somebody else changed it since `version`. */
export async function saveDistribution(
  cache: QueryClient,
  workstreamId: string,
  version: number,
  request: Distribution,
): Promise<DistributionView> {
  const view = await ask(`${path}/workstreams/${workstreamId}/distribution`, 'distributionView', {
    method: 'PUT',
    body: request,
    ifMatch: version,
  });
  cache.setQueryData(keys.distribution(workstreamId), view);
  return view;
}

// --- rules

/** By which rules work of a workstream is classified. */
export const classificationOf = (workstreamId: string) =>
  queryOptions({
    queryKey: keys.rules('classification', workstreamId),
    queryFn: ({ signal }): Promise<ClassificationView> =>
      ask(`${path}/workstreams/${workstreamId}/classification`, 'classificationView', { signal }),
  });

/** What the rules of classification say of a workstream's work, by its names. */
export const classifiedBy = (workstreamId: string) =>
  queryOptions({ ...classificationOf(workstreamId), select: namesSaid });

const namesSaid = ({ rulesets }: ClassificationView): string[] =>
  rulesets.flatMap(({ rules }) => rules.flatMap(({ outputs }) => outputs.attributes.map(({ name }) => name)));

/** By which rules work of a workstream finds its queue. */
export const routesOf = (workstreamId: string) =>
  queryOptions({
    queryKey: keys.rules('route-to-queue', workstreamId),
    queryFn: ({ signal }): Promise<RouteToQueueView> =>
      ask(`${path}/workstreams/${workstreamId}/route-to-queue`, 'routeToQueueView', { signal }),
  });

export async function saveClassification(
  cache: QueryClient,
  workstreamId: string,
  version: number,
  body: Classification,
): Promise<ClassificationView> {
  const view = await ask(`${path}/workstreams/${workstreamId}/classification`, 'classificationView', {
    method: 'PUT',
    body,
    ifMatch: version,
  });
  await forget(cache);
  return view;
}

export async function saveRoutes(
  cache: QueryClient,
  workstreamId: string,
  version: number,
  body: RouteToQueue,
): Promise<RouteToQueueView> {
  const view = await ask(`${path}/workstreams/${workstreamId}/route-to-queue`, 'routeToQueueView', {
    method: 'PUT',
    body,
    ifMatch: version,
  });
  await forget(cache);
  return view;
}

/** By which rules a queue orders its work and chooses its agents. */
export const queueRulesOf = (queueId: string) =>
  queryOptions({
    queryKey: keys.rules('custom-assignment', queueId),
    queryFn: ({ signal }): Promise<CustomAssignmentView> =>
      ask(`${path}/queues/${queueId}/custom-assignment`, 'customAssignmentView', { signal }),
  });

export async function saveQueueRules(
  cache: QueryClient,
  queueId: string,
  version: number,
  body: CustomAssignment,
): Promise<CustomAssignmentView> {
  const view = await ask(`${path}/queues/${queueId}/custom-assignment`, 'customAssignmentView', {
    method: 'PUT',
    body,
    ifMatch: version,
  });
  await forget(cache);
  return view;
}

/** What would become of a text now, by the rules in force. */
export const dryRun = (body: DryRunRequest): Promise<DryRunView> =>
  ask(`${path}/dry-run`, 'dryRunView', { method: 'POST', body });

// --- agents

/** What a list of agents is narrowed to. */
export interface AgentsWanted {
  readonly q?: string | undefined;
  readonly queueId?: string | undefined;
  readonly skillId?: string | undefined;
  readonly profileId?: string | undefined;
}

export const agentSettings = (wanted: AgentsWanted = {}) =>
  infiniteQueryOptions({
    queryKey: [...keys.agentSettings, 'list', wanted],
    queryFn: ({ pageParam, signal }) =>
      ask(`${path}/agent-settings`, 'listOfAgentSettings', {
        query: { ...wanted, limit: 50, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

export const agentSettingsOf = (id: string) =>
  queryOptions({
    queryKey: [...keys.agentSettings, 'one', id],
    queryFn: ({ signal }): Promise<AgentSettingsView> =>
      ask(`${path}/agent-settings/${id}`, 'agentSettingsView', { signal }),
  });

/** Adds somebody who has not signed in yet, as nobody has set them; who is there already stays as they are. Answers their id. */
export async function addAgent(
  cache: QueryClient,
  { subject, name }: { readonly subject: string; readonly name: string },
): Promise<AgentId> {
  const { agentId } = await ask('/api/sign-in/agent-id', 'agentIdView', { query: { subject } });
  try {
    await ask(`${path}/agent-settings/${agentId}`, 'agentSettingsView', { method: 'PUT', body: { name } });
  } catch (error) {
    if (!(error instanceof Refused && error.code === 'version-required')) throw error;
  }
  await forget(cache);
  return agentId;
}

export async function saveAgentSettings(
  cache: QueryClient,
  id: string,
  version: number,
  body: AgentSettings,
): Promise<AgentSettingsView> {
  const view = await ask(`${path}/agent-settings/${id}`, 'agentSettingsView', {
    method: 'PUT',
    body,
    ifMatch: version,
  });
  await forget(cache);
  return view;
}

/** What was set of agents is read again. */
export const forgetAgentSettings = forget;

/** Changes many agents at once; it goes on by itself, and `routingJob` says how far it is. */
export const beginAgentsEdit = (id: string, agentIds: readonly AgentId[], edit: AgentsEdit): Promise<RoutingJobView> =>
  ask(`${path}/jobs/${id}`, 'routingJobView', { method: 'PUT', body: { action: 'edit-agents', agentIds, edit } });

/** How far something is that is done to many. It is asked again until it is over. */
export const routingJob = (id: string) =>
  queryOptions({
    queryKey: ['routing-job', id],
    queryFn: ({ signal }): Promise<RoutingJobView> => ask(`${path}/jobs/${id}`, 'routingJobView', { signal }),
    refetchInterval: ({ state }) => (state.data?.finishedAt ? false : 500),
  });

// --- what holds for all work

export const assignmentSettings = queryOptions({
  queryKey: keys.assignment,
  queryFn: ({ signal }): Promise<AssignmentSettingsView> =>
    ask(`${path}/assignment-settings`, 'assignmentSettingsView', { signal }),
});

export async function saveAssignmentSettings(
  cache: QueryClient,
  version: number,
  body: AssignmentSettings,
): Promise<AssignmentSettingsView> {
  const view = await ask(`${path}/assignment-settings`, 'assignmentSettingsView', {
    method: 'PUT',
    body,
    ifMatch: version,
  });
  await forget(cache);
  return view;
}
