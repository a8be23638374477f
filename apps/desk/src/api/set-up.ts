import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { v7 } from 'uuid';
import type { z } from 'zod';
import {
  type AccountCheckView,
  type AccountView,
  accountCheckView,
  accountView,
  channelSettingsReferences,
  channelView,
  type CopyWorkstreamRequest,
  createAccountRequest,
  createChannelRequest,
  createWorkstreamRequest,
  type References,
  type RetirementWay,
  type TestTextRequest,
  type TestTextView,
  workstreamView,
  type WorkTouchedView,
} from '#contracts';
import { ask, askAll } from './client.ts';
import { keys } from './keys.ts';

export type SetUpKind = 'accounts' | 'workstreams' | 'channels';

interface Contract {
  readonly request: z.ZodType;
  readonly view: z.ZodType;
  readonly references: References;
}

/** What is set up with a record of its own, and what the fields of its request name. */
export const setUpContracts: Readonly<Record<SetUpKind, Contract>> = {
  accounts: { request: createAccountRequest, view: accountView, references: {} },
  workstreams: { request: createWorkstreamRequest, view: workstreamView, references: { fallbackQueueId: 'queue' } },
  channels: {
    request: createChannelRequest,
    view: channelView,
    references: { workstreamId: 'workstream', numberId: 'number', ...channelSettingsReferences },
  },
};

export type SetUpView = Readonly<Record<string, unknown>> &
  Pick<AccountView, 'name' | 'version' | 'state' | 'usage' | 'inForce'> & { readonly id: string };

const pathOf = (kind: SetUpKind, id: string) => `/api/channel-config/${kind}/${id}`;

export const setUpRecord = (kind: SetUpKind, id: string) =>
  queryOptions({
    queryKey: [...keys[kind], 'one', id],
    queryFn: async ({ signal }) => (await ask(pathOf(kind, id), setUpContracts[kind].view, { signal })) as SetUpView,
  });

/** A messaging account, with its numbers. */
export const accountOf = (id: string) =>
  queryOptions({
    queryKey: [...keys.accounts, 'account', id],
    queryFn: ({ signal }) => ask(pathOf('accounts', id), 'accountView', { signal }),
  });

/** Creates one (`from` null) or changes it over exactly this version. What else shows it reads again. */
export async function saveSetUp(
  cache: QueryClient,
  kind: SetUpKind,
  id: string,
  from: number | null,
  body: unknown,
  isConfirmed = false,
): Promise<SetUpView> {
  const saved = (await ask(pathOf(kind, id), setUpContracts[kind].view, {
    method: 'PUT',
    body,
    ...(isConfirmed ? { query: { confirmed: 'true' } } : {}),
    ...(from === null ? {} : { ifMatch: from }),
  })) as SetUpView;
  await cache.invalidateQueries({ queryKey: ['set-up'] });
  return saved;
}

/** How much work of a workstream another mode touches now. */
export const workTouched = (id: string): Promise<WorkTouchedView> =>
  ask(`/api/routing/workstreams/${id}/distribution/touched`, 'workTouchedView');

/** What Twilio says of an account: looked at (`validate`, `health`), or set up there first (`connect`). Nothing is lost when nobody answers. */
export type AccountLook = 'validate' | 'health' | 'connect';
export const lookAtAccount = (id: string, how: AccountLook, ofVersion: number): Promise<AccountCheckView> =>
  ask(`/api/gateway/accounts/${id}/${how}`, accountCheckView, { method: 'POST', query: { ofVersion } });

/** Replaces the token of an account; what is signed with the old one is believed for `graceHours` more. */
export async function replaceToken(
  cache: QueryClient,
  id: string,
  version: number,
  body: { readonly authToken: string; readonly graceHours: number },
): Promise<void> {
  await ask(`${pathOf('accounts', id)}/auth-token`, accountView, { method: 'POST', body, ifMatch: version });
  await cache.invalidateQueries({ queryKey: ['set-up'] });
}

/** Moves a number to another account, with its channel. */
export async function moveNumber(cache: QueryClient, from: string, numberId: string, to: string): Promise<void> {
  await ask(`${pathOf('accounts', from)}/numbers/${numberId}/move`, accountView, { method: 'POST', body: { to } });
  await cache.invalidateQueries({ queryKey: ['set-up'] });
}

/** Has a number send a text to a telephone at hand; each time another one. */
export const sendTestText = (accountId: string, body: TestTextRequest): Promise<TestTextView> =>
  ask(`/api/gateway/accounts/${accountId}/test-texts/${v7()}`, 'testTextView', { method: 'PUT', body });

const isOver = (state: TestTextView['state']) => ['delivered', 'undelivered', 'failed'].includes(state);
/** How far it came; the provider reports that to the gateway. */
export const testText = (first: TestTextView) =>
  queryOptions({
    queryKey: ['test-text', first.id],
    queryFn: ({ signal }) =>
      ask(`/api/gateway/accounts/${first.accountId}/test-texts/${first.id}`, 'testTextView', { signal }),
    initialData: first,
    refetchInterval: ({ state }) => (isOver(state.data?.state ?? first.state) ? false : 1_000),
  });

/** Takes it out of use (`how`), or back into use (null) while something still uses it. */
export async function turn(
  cache: QueryClient,
  kind: SetUpKind,
  { id, version }: Pick<SetUpView, 'id' | 'version'>,
  how: RetirementWay | null,
): Promise<void> {
  await ask(`${pathOf(kind, id)}/${how ? 'retire' : 'restore'}`, setUpContracts[kind].view, {
    method: 'POST',
    ifMatch: version,
    ...(how ? { body: { how } } : {}),
  });
  await cache.invalidateQueries({ queryKey: ['set-up'] });
}

/** Makes another workstream with everything that this one carries. */
export async function copyWorkstream(cache: QueryClient, of: string, body: CopyWorkstreamRequest): Promise<void> {
  await ask(`${pathOf('workstreams', of)}/copy`, 'workstreamView', { method: 'POST', body });
  await cache.invalidateQueries({ queryKey: ['set-up'] });
}

/** The address to enter at Azure. It is asked anew each time, because it changes with the access key. */
export const eventGrid = (accountId: string) =>
  queryOptions({
    queryKey: [...keys.accounts, 'event-grid', accountId],
    queryFn: ({ signal }) => ask(`/api/gateway/accounts/${accountId}/event-grid`, 'eventGridView', { signal }),
    staleTime: 0,
    gcTime: 0,
  });

/** Numbers of the account at its provider that can text, those that are here already among them. */
export const candidates = (accountId: string) =>
  queryOptions({
    queryKey: [...keys.accounts, 'candidates', accountId],
    queryFn: ({ signal }) =>
      askAll((cursor) =>
        ask(`/api/gateway/accounts/${accountId}/import`, 'numberCandidatesView', {
          method: 'POST',
          query: { limit: 200, cursor },
          signal,
        }),
      ),
    staleTime: 0,
    retry: false,
  });
