import { queryOptions, type QueryClient } from '@tanstack/react-query';
import type { CaseView, ContactView, ContextView, CustomerAccountView, LinkRequest, RecordEntity } from '#contracts';
import { learn, liveQuery } from '../live/live.ts';
import { ask } from './client.ts';
import { gathered } from './gather.ts';

const path = '/api/conversations';

const gatheredContexts = gathered<ContextView>(
  async (ids) => (await ask(`${path}/contexts`, 'contextsView', { query: { ids: ids.join() } })).items,
);

/** What is known of a conversation besides its texts; null: nothing. */
export const context = (conversationId: string) =>
  liveQuery('context', conversationId, () => gatheredContexts(conversationId));

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

/** One of the directory, whole, as long as it is there. */
export const directoryRecord = (entity: RecordEntity, id: string) =>
  queryOptions({
    queryKey: ['directory', entity, id],
    queryFn: ({ signal }): Promise<ContactView | CustomerAccountView | CaseView> =>
      entity === 'customer'
        ? ask(`${path}/customers/${id}`, 'contactView', { signal })
        : entity === 'account'
          ? ask(`${path}/accounts/${id}`, 'customerAccountView', { signal })
          : ask(`${path}/cases/${id}`, 'caseView', { signal }),
    staleTime: 30_000,
  });

/** What is open of somebody: twenty cases are enough to look at. */
export const casesOf = (entity: 'customer' | 'account', id: string) =>
  queryOptions({
    queryKey: ['cases', 'of', entity, id],
    queryFn: async ({ signal }) => {
      const query = { [entity === 'customer' ? 'contactId' : 'accountId']: id, active: 'true', limit: 20 };
      return (await ask(`${path}/cases`, 'casesView', { query, signal })).items;
    },
    staleTime: 30_000,
  });
