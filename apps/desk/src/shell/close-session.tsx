import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { ConversationView } from '#contracts';
import { close } from '../api/conversations.ts';
import { Dialog, DialogActions, DialogText } from '../parts/dialog.tsx';
import { useAddress } from '../parts/use-address.ts';
import { messages, words } from '../words/en.ts';
import { holdEnd } from './ending.ts';
import { tell, tellFailure } from './tell.tsx';

/** Closing a session by its X: from wrap-up at once, from an active one after message 6. */
export function useCloseSession(): { readonly ask: (session: ConversationView) => void; readonly dialog: ReactNode } {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { conversation: open } = useParams({ strict: false });
  const [asked, setAsked] = useState<ConversationView | null>(null);
  const [isAsking, setAsking] = useState(false);
  const closing = useMutation({
    mutationFn: ({ id }: ConversationView) => close(cache, id),
    onSuccess: async (view) => {
      setAsking(false);
      tell(view.status === 'waiting' ? words.sessions.movedToWaiting : words.sessions.closedNow);
      if (open === view.id) await navigate({ to: '/work' });
    },
    onError: tellFailure,
  });
  const ask = (session: ConversationView) => {
    if (session.status === 'wrap-up') return closing.mutate(session);
    setAsked(session);
    setAsking(true);
  };
  const dialog = asked && (
    <CloseDialog
      session={asked}
      isOpen={isAsking}
      isClosing={closing.isPending}
      onCancel={() => setAsking(false)}
      onClose={() => closing.mutate(asked)}
      onEnd={() => {
        setAsking(false);
        holdEnd(cache, asked.id);
      }}
    />
  );
  return { ask, dialog };
}

interface CloseDialogProps {
  readonly session: ConversationView;
  readonly isOpen: boolean;
  readonly isClosing: boolean;
  readonly onCancel: () => void;
  readonly onClose: () => void;
  readonly onEnd: () => void;
}

/** Message 6. */
function CloseDialog({ session, isOpen, isClosing, onCancel, onClose, onEnd }: CloseDialogProps) {
  const name = useAddress(session.customer);
  return (
    <Dialog isOpen={isOpen} onClose={onCancel} title={messages.closeTitle} width={440}>
      <DialogText>{messages.closeBody(name)}</DialogText>
      <DialogActions>
        <Button variant="subtle" color="gray" onClick={onCancel}>
          {words.common.cancel}
        </Button>
        <Button variant="default" onClick={onEnd}>
          {words.sessions.endInstead}
        </Button>
        <Button onClick={onClose} loading={isClosing} data-autofocus>
          {words.common.close}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
