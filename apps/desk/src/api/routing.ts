import type { QueryClient } from '@tanstack/react-query';
import type { AgentView, OfferView, Presence } from '#contracts';
import { learn, liveQuery, viewAs } from '../live/live.ts';
import { ask, askAll, order } from './client.ts';

const path = '/api/routing';

const learntAgent = (cache: QueryClient, view: AgentView): AgentView => {
  learn(cache, { kind: 'agent', id: view.id, version: view.version, view });
  return view;
};

/** My own row. It is made at the first sign-in; asking for it again changes nothing. */
export const me = liveQuery('me', '', async (signal) => {
  const view = await ask(`${path}/agents/me`, 'agentView', { method: 'PUT', body: {}, signal });
  viewAs(view.id);
  return view;
});

export const agents = liveQuery('agents', '', (signal) =>
  askAll((cursor) => ask(`${path}/agents`, 'agentsView', { query: { limit: 200, cursor }, signal })),
);

export const queues = liveQuery('queues', '', (signal) =>
  askAll((cursor) => ask(`${path}/queues`, 'queuesView', { query: { limit: 200, cursor }, signal })),
);

export const offers = liveQuery('offers', '', async (signal) => {
  const { items } = await ask(`${path}/agents/me/offers`, 'offersView', { signal });
  return items;
});

/** What waits or is offered, with its queue: for supervisors. */
export const workItems = liveQuery('work-items', '', (signal) =>
  askAll((cursor) => ask(`${path}/work-items`, 'workItemsView', { query: { limit: 200, cursor }, signal })),
);

/** The agent themselves (`me`), or one whose presence a supervisor sets. */
type Whom = 'me' | AgentView['id'];

/** Chooses a presence, or a custom one that stands for it. */
export const setPresence = async (
  cache: QueryClient,
  presence: Exclude<Presence, 'inactive'>,
  presenceId: string | null = null,
  whom: Whom = 'me',
): Promise<AgentView> => {
  const body = { presence, presenceId };
  return learntAgent(cache, await ask(`${path}/agents/${whom}/presence`, 'agentView', { method: 'PUT', body }));
};

/** The presence is what the system says again. */
export const resetPresence = async (cache: QueryClient, whom: Whom = 'me'): Promise<AgentView> =>
  learntAgent(cache, await ask(`${path}/agents/${whom}/presence/reset`, 'agentView', { method: 'POST' }));

/** This window among those of the agent, for as long as the page is not loaded again. */
const deskId = crypto.randomUUID();

/** Says that this desk is open and which offers it shows; 30 s without it count as gone. */
export const beat = (showing: readonly string[]): Promise<void> =>
  order(`${path}/agents/me/beat`, { method: 'POST', body: { showing, deskId } });

/** Says that this desk closes: with it the agent is offline, unless another one is open. Signing out closes all of them. */
export const leave = (signOut: boolean): Promise<void> =>
  order(`${path}/agents/me/leave`, {
    method: 'POST',
    body: { deskId, signOut },
    outlivesPage: true,
    ...(signOut ? { signal: AbortSignal.timeout(3_000) } : {}),
  });

const answerOffer =
  (answer: 'accept' | 'reject') =>
  async (cache: QueryClient, id: string): Promise<OfferView> => {
    const view = await ask(`${path}/offers/${id}/${answer}`, 'offerView', { method: 'POST' });
    learn(cache, { kind: 'offer', id: view.id, version: view.version, view });
    return view;
  };
export const acceptOffer = answerOffer('accept');
export const declineOffer = answerOffer('reject');
