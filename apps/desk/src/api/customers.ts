import { queryOptions, type QueryClient } from '@tanstack/react-query';
import type { ContextView, LinkRequest } from '#contracts';
import { learn, liveQuery } from '../live/live.ts';
import { ask } from './client.ts';

const path = '/api/conversations';

/** Asked for one by one while a list is drawn, fetched together: a list of two hundred names is one request. */
let asked = new Map<string, ((context: ContextView | null) => void)[]>();
let gathering: Promise<void> | null = null;

async function fetchGathered(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 15));
  const all = [...asked];
  asked = new Map();
  gathering = null;
  for (let from = 0; from < all.length; from += 200) {
    const part = all.slice(from, from + 200);
    const { items } = await ask(`${path}/contexts`, 'contextsView', { query: { ids: part.map(([id]) => id).join() } });
    const found = new Map<string, ContextView>(items.map((item) => [item.conversationId, item]));
    for (const [id, answers] of part) answers.forEach((answer) => answer(found.get(id) ?? null));
  }
}

function gathered(id: string): Promise<ContextView | null> {
  return new Promise((resolve, reject) => {
    asked.set(id, [...(asked.get(id) ?? []), resolve]);
    (gathering ??= fetchGathered()).catch(reject);
  });
}

/** What is known of a conversation besides its texts; null: nothing. */
export const context = (conversationId: string) => liveQuery('context', conversationId, () => gathered(conversationId));

const learnt = (cache: QueryClient, view: ContextView): ContextView => {
  learn(cache, { kind: 'context', id: view.conversationId, version: view.version, view });
  return view;
};

/** Says who the customer is, or what they write about. */
export const link = async (cache: QueryClient, conversationId: string, what: LinkRequest): Promise<ContextView> =>
  learnt(cache, await ask(`${path}/${conversationId}/link`, 'contextView', { method: 'POST', body: what }));

export const unlink = async (
  cache: QueryClient,
  conversationId: string,
  what: 'customer' | 'case',
): Promise<ContextView> =>
  learnt(cache, await ask(`${path}/${conversationId}/unlink`, 'contextView', { method: 'POST', body: { what } }));

/** People and companies whose name, company, e-mail or number has these words; twenty are enough to choose from. */
export const findCustomers = (q: string) =>
  queryOptions({
    queryKey: ['customers', 'found', q],
    queryFn: async ({ signal }) => {
      const query = { q, active: 'true', limit: 20 };
      const [contacts, accounts] = await Promise.all([
        ask(`${path}/customers`, 'contactsView', { query, signal }),
        ask(`${path}/accounts`, 'customerAccountsView', { query, signal }),
      ]);
      return { contacts: contacts.items, accounts: accounts.items };
    },
    staleTime: 30_000,
  });

/** Cases whose number or title has these words. */
export const findCases = (q: string) =>
  queryOptions({
    queryKey: ['cases', 'found', q],
    queryFn: async ({ signal }) =>
      (await ask(`${path}/cases`, 'casesView', { query: { q, active: 'true', limit: 20 }, signal })).items,
    staleTime: 30_000,
  });
