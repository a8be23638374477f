import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import {
  accountView,
  channelView,
  createAccountRequest,
  createChannelRequest,
  createWorkstreamRequest,
  type References,
  workstreamView,
} from '#contracts';
import { ask } from './client.ts';
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
    references: { workstreamId: 'workstream', numberId: 'number' },
  },
};

export type SetUpView = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly name: string;
  readonly version: number;
};

const pathOf = (kind: SetUpKind, id: string) => `/api/channel-config/${kind}/${id}`;

export const setUpRecord = (kind: SetUpKind, id: string) =>
  queryOptions({
    queryKey: [...keys[kind], 'one', id],
    queryFn: async ({ signal }) => (await ask(pathOf(kind, id), setUpContracts[kind].view, { signal })) as SetUpView,
  });

/** Creates one (`from` null) or changes it over exactly this version. What else shows it reads again. */
export async function saveSetUp(
  cache: QueryClient,
  kind: SetUpKind,
  id: string,
  from: number | null,
  body: unknown,
): Promise<SetUpView> {
  const saved = (await ask(pathOf(kind, id), setUpContracts[kind].view, {
    method: 'PUT',
    body,
    ...(from === null ? {} : { ifMatch: from }),
  })) as SetUpView;
  await cache.invalidateQueries({ queryKey: ['set-up'] });
  return saved;
}
