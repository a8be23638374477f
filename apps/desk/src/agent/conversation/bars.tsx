import { Button } from '@mantine/core';
import { IconHourglass, IconLock } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Suspense, useState, type ReactNode } from 'react';
import type { ConversationView } from '#contracts';
import { late } from '../../parts/late.ts';
import { close } from '../../api/conversations.ts';
import { revive } from '../../api/handling.ts';
import { useSecondsUntil } from '../../live/clock.ts';
import styles from '../../parts/conversation.module.css';
import { Elapsed } from '../../parts/small.tsx';
import { asClock } from '../../parts/time.ts';
import { useCustomerName } from '../../parts/customer.tsx';
import { isReasonMissing } from '../../shell/close-session.tsx';
import { undoEnd } from '../../shell/ending.ts';
import { toDispositions } from '../../shell/regions.ts';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { useStandingOffers } from '../../shell/use-agent.ts';
import { useOfferAnswers } from '../../shell/use-offer-answers.ts';
import { agentWords } from '../../words/en-agent.ts';
import { messages, words as shared } from '../../words/en.ts';

const words = agentWords.bars;
const Dispositions = late(() => import('../wrap-up/dispositions.tsx').then(({ Dispositions: component }) => component));

/** Message 7: End waits, and can be taken back. */
export function EndingBar({
  conversationId,
  deadline,
}: {
  readonly conversationId: string;
  readonly deadline: string;
}) {
  const left = useSecondsUntil(deadline);
  return (
    <div className={styles.bar} data-tone="ending" role="status">
      <p>{messages.ending(left)}</p>
      <Button variant="default" onClick={() => undoEnd(conversationId)}>
        {messages.undo}
      </Button>
    </div>
  );
}

/** When wrap-up is over by itself: the wait has a clock. */
const EndsIn = ({ deadline }: { readonly deadline: string }) => (
  <span className="figures">{words.wrapUpEnds(asClock(useSecondsUntil(deadline)))}</span>
);

/** Takes the composer's place after End: what it came to, how long wrap-up lasts, and the way out. */
export function WrapUpBar({ conversation }: { readonly conversation: ConversationView }) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [isMissed, setMissed] = useState(false);
  const closing = useMutation({
    mutationFn: () => close(cache, conversation.id),
    onSuccess: async () => {
      tell(shared.sessions.closedNow);
      await navigate({ to: '/work' });
    },
    onError: (error) => {
      if (!isReasonMissing(error)) return tellFailure(error);
      setMissed(true);
      toDispositions();
    },
  });
  return (
    <section data-region="composer" aria-label={words.wrapUp}>
      <Suspense>
        <Dispositions conversation={conversation} isMissed={isMissed} />
      </Suspense>
      <div className={styles.bar} data-tone="wrap-up">
        <IconHourglass size={18} stroke={1.7} aria-hidden />
        <p>
          <strong className="figures">
            {words.wrapUp} <Elapsed since={conversation.statusSince} />
          </strong>
          <br />
          {words.wrapUpText} {conversation.wrapUpEndsAt && <EndsIn deadline={conversation.wrapUpEndsAt} />}
        </p>
        <Button onClick={() => closing.mutate()} loading={closing.isPending}>
          {shared.common.close}
        </Button>
      </div>
    </section>
  );
}

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
