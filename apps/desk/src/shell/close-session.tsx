import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import type { ConversationView } from '#contracts';
import { close } from '../api/conversations.ts';
import { Refused } from '../api/refused.ts';
import { sentBefore } from '../api/unsent.ts';
import { late } from '../parts/late.ts';
import { messages, words } from '../words/en.ts';
import { asksBeforeClosing } from './asks-before-closing.ts';
import { overlay, useOverlays } from './overlays.ts';
import { toDispositions } from './regions.ts';
import { tell, tellFailure } from './tell.tsx';

const CloseDialog = late(() => import('./close-dialog.tsx').then(({ CloseDialog: component }) => component));

/** Message 8 is the answer: wrap-up is closed with a reason here (product.md 35). */
export const isReasonMissing = (error: Error): boolean =>
  error instanceof Refused && error.code === 'disposition-required';

/** Closing a session by its X: at once, or after message 6 where the organisation wants it asked (product.md 17.4). */
export function useCloseSession() {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { conversation: open } = useParams({ strict: false });
  const closing = useMutation({
    // what waits so that it can be taken back goes out first: once the customer is waited for, nothing is sent
    mutationFn: ({ id }: ConversationView) => sentBefore(id).then(() => close(cache, id)),
    onSuccess: async (view) => {
      overlay({ closing: null });
      tell(view.status === 'waiting' ? words.sessions.movedToWaiting : words.sessions.closedNow);
      if (open === view.id) await navigate({ to: '/work' });
    },
    onError: async (error, { id }) => {
      if (!isReasonMissing(error)) return tellFailure(error);
      overlay({ closing: null });
      tell(messages.chooseReason);
      await navigate({ to: '/work/c/$conversation', params: { conversation: id } });
      toDispositions();
    },
  });
  const ask = async (session: ConversationView): Promise<void> =>
    (await asksBeforeClosing(cache, session)) ? overlay({ closing: session }) : closing.mutate(session);
  return { ask: (session: ConversationView): void => void ask(session), closing };
}

/** Message 6, over whatever page is open. */
export function CloseSession() {
  const { closing: asked } = useOverlays();
  const [latest, setLatest] = useState(asked);
  if (asked && asked !== latest) setLatest(asked);
  // The words stay while the dialog goes.
  const session = asked ?? latest;
  return (
    session && (
      <Suspense>
        <CloseDialog session={session} isOpen={asked !== null} />
      </Suspense>
    )
  );
}
