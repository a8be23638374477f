import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { ConversationView } from '#contracts';
import { sendAsLinks } from '../../api/media.ts';
import { discardUnsent, outbox, sendText } from '../../api/unsent.ts';
import { liveKey } from '../../live/live.ts';
import type { Thread } from '../../live/states.ts';
import { deliveryOf } from '../../parts/thread/delivery.ts';
import type { Drawn } from '../../parts/thread/rows.ts';
import type { Remedies } from '../../parts/thread/text-row.tsx';
import { toComposer } from '../../shell/regions.ts';
import { tellFailure } from '../../shell/tell.tsx';
import { readDraft, writeDraft } from '../composer/draft.ts';

type TakenUp = Pick<Drawn, 'id' | 'body' | 'media' | 'unsent'>;

/** What could be taken back, and is on its way by now: its words would go out twice. */
const isGone = ({ unsent }: TakenUp): boolean =>
  unsent?.heldUntil !== undefined &&
  !outbox.of(unsent.conversationId).some(({ id, heldUntil }) => id === unsent.id && heldUntil);

/** The words join what is in the field already, the files what is attached. */
function putBack(cache: QueryClient, conversation: ConversationView, text: TakenUp): void {
  if (isGone(text)) return;
  const draft = readDraft(conversation.id, 'text');
  writeDraft(conversation.id, 'text', [draft, text.unsent?.original ?? text.body].filter(Boolean).join('\n'));
  if (hasFiles(text))
    void import('../composer/take-up-files.ts').then((files) => files.takeUp(cache, conversation, text));
  forget(text);
}

const hasFiles = ({ media, unsent }: TakenUp): boolean => media.length > 0 || (unsent?.files?.length ?? 0) > 0;
const forget = ({ unsent }: TakenUp): void => void (unsent && outbox.forget(unsent).catch(() => undefined));

/** What an agent can do about a text that did not arrive; who may not write any more can still take the words along, or throw them away. */
export function useRemedies(conversation: ConversationView, canWrite: boolean): Remedies {
  const cache = useQueryClient();
  const latest = useRef(conversation);
  useEffect(() => {
    latest.current = conversation;
  });
  return useMemo(() => {
    const edit = (text: Drawn) => {
      putBack(cache, latest.current, text);
      toComposer();
    };
    return {
      canWrite,
      edit,
      // With files it goes over the field, as they are uploaded once more.
      again: (text) => {
        if (text.media.length > 0) return edit(text);
        sendText(latest.current.id, text.body);
      },
      asLinks: ({ id }) => void sendAsLinks(id).catch(tellFailure),
      discard: ({ unsent }) => unsent && discardUnsent(unsent),
    };
  }, [cache, canWrite]);
}

/** The last text that did not go out: one that can be taken back or was refused here, or one that failed on its way. */
export function lastFailed(cache: QueryClient, conversationId: string): TakenUp | null {
  const unsent = outbox.of(conversationId).findLast(({ refused, heldUntil }) => refused !== null || heldUntil);
  if (unsent) return { id: unsent.id, body: unsent.body, media: [], unsent };
  const thread = cache.getQueryData<Thread>(liveKey('thread', conversationId));
  const failed = thread?.messages.findLast((message) => message.direction === 'out');
  return failed && deliveryOf(failed, '')?.icon === 'failed' ? { ...failed, unsent: null } : null;
}

/** Puts it back into the empty field; false when there is none. */
export function useTakeUp(conversation: ConversationView): () => boolean {
  const cache = useQueryClient();
  return () => {
    const text = lastFailed(cache, conversation.id);
    if (text) putBack(cache, conversation, text);
    return text !== null;
  };
}
