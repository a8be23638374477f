import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { outbox, sendText } from '../../api/unsent.ts';
import { liveKey } from '../../live/live.ts';
import type { Thread } from '../../live/states.ts';
import { deliveryOf } from '../../parts/thread/delivery.ts';
import type { Drawn } from '../../parts/thread/rows.ts';
import type { Remedies } from '../../parts/thread/text-row.tsx';
import { toComposer } from '../../shell/regions.ts';
import { readDraft, writeDraft } from '../composer/draft.ts';

const forget = ({ unsent }: Drawn): void => void (unsent && outbox.forget(unsent).catch(() => undefined));

/** What an agent can do about a text that did not arrive. Words taken up join what is already in the field. */
export const useRemedies = (conversationId: string): Remedies =>
  useMemo(
    () => ({
      edit: (text) => {
        const draft = readDraft(conversationId, 'text');
        writeDraft(conversationId, 'text', draft === '' ? text.body : `${draft}\n${text.body}`);
        forget(text);
        toComposer();
      },
      again: (text) => {
        forget(text);
        sendText(conversationId, text.body);
      },
      discard: forget,
    }),
    [conversationId],
  );

/** The words of the last text that did not go out: one that was refused here, or one that failed on its way. */
export function lastFailed(cache: QueryClient, conversationId: string): string | null {
  const refused = outbox.of(conversationId).findLast((text) => text.refused !== null);
  if (refused) {
    void outbox.forget(refused).catch(() => undefined);
    return refused.body;
  }
  const thread = cache.getQueryData<Thread>(liveKey('thread', conversationId));
  const failed = thread?.messages.findLast((message) => message.direction === 'out');
  return failed && deliveryOf(failed, '')?.icon === 'failed' ? failed.body : null;
}

/** Puts those words into the empty field; false when there are none. */
export function useTakeUp(conversationId: string): () => boolean {
  const cache = useQueryClient();
  return () => {
    const words = lastFailed(cache, conversationId);
    if (words !== null) writeDraft(conversationId, 'text', words);
    return words !== null;
  };
}
