import { Button } from '@mantine/core';
import { IconHourglass } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ConversationView } from '#contracts';
import { close } from '../../api/conversations.ts';
import { useSecondsUntil } from '../../live/clock.ts';
import styles from '../../parts/conversation.module.css';
import { Elapsed } from '../../parts/small.tsx';
import { asClock } from '../../parts/time.ts';
import { isReasonMissing } from '../../shell/close-session.tsx';
import { toDispositions } from '../../shell/regions.ts';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { agentWords } from '../../words/en-agent.ts';
import { words as shared } from '../../words/en.ts';
import { Dispositions } from './dispositions.tsx';

const words = agentWords.bars;

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
      <Dispositions conversation={conversation} isMissed={isMissed} />
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
