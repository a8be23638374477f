import { Button, Textarea } from '@mantine/core';
import { IconEye, IconMessage } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { v7 as newId } from 'uuid';
import { type ConversationView, longestReply, unspeakable, type WriteTextRequest } from '#contracts';
import { writeText } from '../api/conversations.ts';
import { forceClose, join, leave } from '../api/handling.ts';
import { useCustomerName } from '../parts/customer.tsx';
import { Dialog, DialogActions, DialogText } from '../parts/dialog.tsx';
import { tell, tellFailure } from '../shell/tell.tsx';
import '../theme/inputs.css';
import { supervisorWords } from '../words/en-supervisor.ts';
import { words as shared } from '../words/en.ts';
import styles from './overview/overview.module.css';
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

interface SayProps {
  readonly conversation: ConversationView;
  readonly isCustomerTold: boolean;
}

function Say({ conversation, isCustomerTold }: SayProps) {
  const cache = useQueryClient();
  const [body, setBody] = useState('');
  const name = useCustomerName({ conversationId: conversation.id, address: conversation.customer });
  const saying = useMutation({
    // The same id for a repeat, so that nothing is said twice.
    mutationFn: ({ id, text }: { id: string; text: string }) =>
      writeText(cache, conversation.id, id, { body: text } as WriteTextRequest),
    onSuccess: () => setBody(''),
    onError: tellFailure,
  });
  const leaving = useMutation({ mutationFn: () => leave(cache, conversation.id), onError: tellFailure });
  const text = body.trim();
  const canSay = text !== '' && text.length <= longestReply && !unspeakable.test(text) && !saying.isPending;
  const say = () => canSay && saying.mutate({ id: newId(), text });
  return (
    <section className={styles.say} aria-label={words.say(name)}>
      <p className={styles.joined} role="status">
        <IconMessage size={16} stroke={1.7} aria-hidden />
        {isCustomerTold ? words.joinedTold : words.joined}
        <Button variant="subtle" size="compact-sm" onClick={() => leaving.mutate()} loading={leaving.isPending}>
          {words.leave}
        </Button>
      </p>
      <div className={styles.sayLine}>
        <Textarea
          autosize
          minRows={1}
          maxRows={6}
          dir="auto"
          aria-label={words.say(name)}
          placeholder={words.say(name)}
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            say();
          }}
        />
        <Button onClick={say} disabled={!canSay} loading={saying.isPending}>
          {words.send}
        </Button>
      </div>
    </section>
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
        <DialogActions>
          <Button variant="subtle" color="gray" onClick={() => setAsking(false)}>
            {shared.common.cancel}
          </Button>
          <Button color="red" onClick={() => closing.mutate()} loading={closing.isPending} data-autofocus>
            {words.close}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
}
