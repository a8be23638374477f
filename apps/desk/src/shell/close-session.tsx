import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ConversationView } from '#contracts';
import { close } from '../api/conversations.ts';
import { Refused } from '../api/refused.ts';
import { Dialog, DialogActions, DialogText } from '../parts/dialog.tsx';
import { useCustomerName } from '../parts/customer.tsx';
import { messages, words } from '../words/en.ts';
import { holdEnd } from './ending.ts';
import { overlay, useOverlays } from './overlays.ts';
import { toDispositions } from './regions.ts';
import { tell, tellFailure } from './tell.tsx';

/** Message 8 is the answer: wrap-up is closed with a reason here (product.md 35). */
export const isReasonMissing = (error: Error): boolean =>
  error instanceof Refused && error.code === 'disposition-required';

/** Closing a session by its X: from wrap-up at once, from an active one after message 6. */
export function useCloseSession() {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { conversation: open } = useParams({ strict: false });
  const closing = useMutation({
    mutationFn: ({ id }: ConversationView) => close(cache, id),
    onSuccess: async (view) => {
      overlay({ closing: null });
      tell(view.status === 'waiting' ? words.sessions.movedToWaiting : words.sessions.closedNow);
      if (open === view.id) await navigate({ to: '/work' });
    },
    onError: async (error, { id }) => {
      if (!isReasonMissing(error)) return tellFailure(error);
      tell(messages.chooseReason);
      await navigate({ to: '/work/c/$conversation', params: { conversation: id } });
      toDispositions();
    },
  });
  const ask = (session: ConversationView): void =>
    session.status === 'wrap-up' ? closing.mutate(session) : overlay({ closing: session });
  return { ask, closing };
}

/** Message 6, over whatever page is open. */
export function CloseSession() {
  const { closing: asked } = useOverlays();
  const [latest, setLatest] = useState(asked);
  if (asked && asked !== latest) setLatest(asked);
  // The words stay while the dialog goes.
  const session = asked ?? latest;
  return session && <CloseDialog session={session} isOpen={asked !== null} />;
}

function CloseDialog({ session, isOpen }: { readonly session: ConversationView; readonly isOpen: boolean }) {
  const cache = useQueryClient();
  const { closing } = useCloseSession();
  const name = useCustomerName({ conversationId: session.id, address: session.customer });
  const cancel = () => overlay({ closing: null });
  const endInstead = () => {
    cancel();
    holdEnd(cache, session.id);
  };
  return (
    <Dialog isOpen={isOpen} onClose={cancel} title={messages.closeTitle} width={440}>
      <DialogText>{messages.closeBody(name)}</DialogText>
      <DialogActions>
        <Button variant="subtle" color="gray" onClick={cancel}>
          {words.common.cancel}
        </Button>
        <Button variant="default" onClick={endInstead}>
          {words.sessions.endInstead}
        </Button>
        <Button onClick={() => closing.mutate(session)} loading={closing.isPending} data-autofocus>
          {words.common.close}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
