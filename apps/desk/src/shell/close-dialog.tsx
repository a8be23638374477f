import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ConversationView } from '#contracts';
import { lifeSettings } from '../api/conversation-settings.ts';
import { Dialog, DialogActions, DialogText } from '../parts/dialog.tsx';
import { useCustomerName } from '../parts/customer.tsx';
import { spokenTime } from '../parts/units.ts';
import { closingWords as own } from '../words/en-closing.ts';
import { words } from '../words/en.ts';
import { useCloseSession } from './close-session.tsx';
import { holdEnd } from './ending.ts';
import { overlay } from './overlays.ts';

interface CloseDialogProps {
  readonly session: ConversationView;
  readonly isOpen: boolean;
}

/** The question before a session is closed; what goes on can be ended instead. */
export function CloseDialog({ session, isOpen }: CloseDialogProps) {
  const cache = useQueryClient();
  const { closing } = useCloseSession();
  const name = useCustomerName({ conversationId: session.id, address: session.customer });
  const asked = own.asked(session.status);
  const minutes = useQuery(lifeSettings(session.workstreamId)).data?.waitingMinutes ?? null;
  const within = minutes === null ? null : spokenTime(minutes, 'minutes');
  const cancel = () => overlay({ closing: null });
  const endInstead = () => {
    cancel();
    holdEnd(cache, session.id);
  };
  return (
    <Dialog isOpen={isOpen} onClose={cancel} title={asked.title} width={440}>
      <DialogText>{asked.body(name, within)}</DialogText>
      <DialogActions>
        <Button variant="subtle" color="gray" onClick={cancel}>
          {words.common.cancel}
        </Button>
        {session.status === 'active' && (
          <Button variant="default" onClick={endInstead}>
            {own.endInstead}
          </Button>
        )}
        <Button onClick={() => closing.mutate(session)} loading={closing.isPending} data-autofocus>
          {words.common.close}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
