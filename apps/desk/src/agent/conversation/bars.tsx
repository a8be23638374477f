import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ConversationView } from '#contracts';
import { revive } from '../../api/handling.ts';
import styles from '../../parts/conversation.module.css';
import { useCustomerName } from '../../parts/customer.tsx';
import { tellFailure } from '../../shell/tell.tsx';
import { useStandingOffers } from '../../shell/use-agent.ts';
import { useOfferAnswers } from '../../shell/use-offer-answers.ts';
import { agentWords } from '../../words/en-agent.ts';
import { words as shared } from '../../words/en.ts';

const words = agentWords.bars;

const Note = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles.bar}>
    <IconLock size={16} stroke={1.7} aria-hidden />
    <p>{children}</p>
  </div>
);

interface ReadOnlyBarProps {
  readonly conversation: ConversationView;
  readonly isMine: boolean;
}

/** Takes the composer's place where nothing can be written, and says why. */
export function ReadOnlyBar({ conversation, isMine }: ReadOnlyBarProps) {
  const offer = useStandingOffers().find(({ conversationId }) => conversationId === conversation.id);
  const name = useCustomerName({ conversationId: conversation.id, address: conversation.customer });
  const { accept } = useOfferAnswers();
  const cache = useQueryClient();
  const taking = useMutation({ mutationFn: () => revive(cache, conversation.id), onError: tellFailure });
  if (offer) {
    return (
      <div className={styles.bar} data-tone="ending">
        <p>{words.offered}</p>
        <Button onClick={() => accept.mutate(offer)} loading={accept.isPending}>
          {shared.offer.accept}
        </Button>
      </div>
    );
  }
  if (conversation.status === 'closed') return <Note>{words.closed(name)}</Note>;
  if (conversation.status === 'waiting') {
    return (
      <Note>
        {words.waiting(name)}{' '}
        {isMine && (
          <Button size="compact-sm" variant="default" onClick={() => taking.mutate()} loading={taking.isPending}>
            {words.takeBack}
          </Button>
        )}
      </Note>
    );
  }
  return <Note>{isMine || conversation.status === 'open' ? words.open : words.others}</Note>;
}
