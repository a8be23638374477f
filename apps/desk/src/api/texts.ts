import { queryOptions } from '@tanstack/react-query';
import { ask } from './client.ts';

const root = '/api/channel-config';

/** The occasions at which something is said by itself, with their defaults. */
export const triggers = queryOptions({
  queryKey: ['set-up', 'triggers'],
  queryFn: ({ signal }) => ask(`${root}/automated-message-triggers`, 'automatedTriggersView', { signal }),
  staleTime: Infinity,
});

/** What a channel says at each of them, and where that was said. */
export const textsInForce = (channelId: string, locale: string | undefined) =>
  queryOptions({
    queryKey: ['set-up', 'definitions', 'automated-message', 'in-force', channelId, locale],
    queryFn: ({ signal }) =>
      ask(`${root}/channels/${channelId}/automated-messages`, 'automatedMessagesInForceView', {
        query: { locale },
        signal,
      }),
  });

/** How consent is kept on a channel. */
export const consentInForce = (channelId: string) =>
  queryOptions({
    queryKey: ['set-up', 'consent-in-force', channelId],
    queryFn: ({ signal }) => ask(`${root}/channels/${channelId}/consent`, 'consentInForceView', { signal }),
  });

/** What an expression would leave of a text. Nothing is kept. */
export const maskingTest = (expression: string, text: string) =>
  queryOptions({
    queryKey: ['masking-test', expression, text],
    queryFn: ({ signal }) =>
      ask(`${root}/masking-rules/test`, 'maskingTestView', { method: 'POST', body: { expression, text }, signal }),
    staleTime: Infinity,
    gcTime: 60_000,
  });

/** The text as a customer would get it, what it costs, and what to think of. */
export const preview = (kind: string, text: string) =>
  queryOptions({
    queryKey: ['preview', kind, text],
    queryFn: ({ signal }) =>
      ask(`${root}/texts/preview`, 'previewTextView', { method: 'POST', body: { kind, text }, signal }),
    staleTime: Infinity,
    gcTime: 60_000,
  });
