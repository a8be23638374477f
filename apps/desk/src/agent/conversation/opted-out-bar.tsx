import { Button } from '@mantine/core';
import { IconMessageOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConversationView } from '#contracts';
import { consentOf } from '../../api/safety.ts';
import { ConsentOfOne } from '../../parts/consent-of-one.tsx';
import styles from '../../parts/conversation.module.css';
import { useCustomerName } from '../../parts/customer.tsx';
import { asDate } from '../../parts/time.ts';
import { toNotes } from '../../shell/regions.ts';
import { writingWords } from '../../words/en-writing.ts';

const words = writingWords.optedOut;

interface OptedOutBarProps {
  readonly conversation: ConversationView;
  readonly since: NonNullable<ConversationView['optedOut']>;
}

/** Message 12, in the composer's place while nobody may text the customer: how we know, how they come back, and what can still be done. */
export function OptedOutBar({ conversation, since: { at, source } }: OptedOutBarProps) {
  const { id, number, customer, channelName } = conversation;
  const name = useCustomerName({ conversationId: id, address: customer });
  const ledger = useQuery({ ...consentOf(number, customer), enabled: source === 'keyword', staleTime: 0 });
  const word = ledger.data?.entries.find(({ status }) => status === 'opted-out')?.word ?? null;
  const [isLooking, setLooking] = useState(false);
  return (
    <section className={styles.bar} data-tone="opted-out" data-region="composer" aria-label={words.title}>
      <IconMessageOff size={18} stroke={1.7} aria-hidden />
      <p role="status">
        {words.how(name, source, word, asDate(at))} {words.nobody(channelName)}
      </p>
      <Button variant="default" onClick={() => setLooking(true)}>
        {words.history}
      </Button>
      <Button variant="default" onClick={() => toNotes(id)}>
        {words.note}
      </Button>
      {isLooking && <ConsentOfOne pair={{ number, customer }} onClose={() => setLooking(false)} />}
    </section>
  );
}
