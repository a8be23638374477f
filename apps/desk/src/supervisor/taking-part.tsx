import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConversationView } from '#contracts';
import { forceClose, join } from '../api/handling.ts';
import { Dialog, DialogText } from '../parts/dialog.tsx';
import { DialogFoot } from '../parts/dialog-foot.tsx';
import { tell, tellFailure } from '../shell/tell.tsx';
import { supervisorWords } from '../words/en-supervisor.ts';
import { words as shared } from '../words/en.ts';
import styles from './overview/overview.module.css';
import { Say } from './say.tsx';
import { useWatching } from './use-watching.ts';

const words = supervisorWords.monitor;

/** Under the thread: that nobody sees who watches, with Join; or, once joined, what is said to the customer. */
export function TakingPart({ conversation }: { readonly conversation: ConversationView }) {
  const cache = useQueryClient();
  const { part, refusal } = useWatching(conversation);
  const joining = useMutation({ mutationFn: () => join(cache, conversation.id), onError: tellFailure });
  if (part?.speaks && conversation.status === 'active')
    return <Say conversation={conversation} isCustomerTold={part.customerTold === true} />;
  const canJoin = conversation.status === 'active' && conversation.accepted && refusal === null;
  return (
    <div className={styles.watching} role="status">
      <IconEye size={17} stroke={1.7} aria-hidden />
      {conversation.status === 'closed' ? words.closed : (refusal ?? words.watching)}
      {canJoin && (
        <Button variant="default" onClick={() => joining.mutate()} loading={joining.isPending}>
          {words.join}
        </Button>
      )}
    </div>
  );
}

/** Closes what goes on, whatever its state, after saying what that means. */
export function ForceClose({ conversation }: { readonly conversation: ConversationView }) {
  const cache = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const closing = useMutation({
    mutationFn: () => forceClose(cache, conversation.id),
    onSuccess: () => {
      setAsking(false);
      tell(shared.sessions.closedNow);
    },
    onError: tellFailure,
  });
  if (conversation.status === 'closed') return null;
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {words.close}
      </Button>
      <Dialog isOpen={isAsking} onClose={() => setAsking(false)} title={words.closeTitle} width={440}>
        <DialogText>{words.closeText}</DialogText>
        <DialogFoot
          onCancel={() => setAsking(false)}
          startsAt="do"
          isFinal
          onDo={() => closing.mutate()}
          isBusy={closing.isPending}
        >
          {words.close}
        </DialogFoot>
      </Dialog>
    </>
  );
}
