import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ConversationView } from '#contracts';
import { farewell } from '../../api/farewell.ts';
import { useSecondsUntil } from '../../live/clock.ts';
import styles from '../../parts/conversation.module.css';
import { useCustomerName } from '../../parts/customer.tsx';
import { undoEnd } from '../../shell/ending.ts';
import { closingWords } from '../../words/en-closing.ts';
import { messages } from '../../words/en.ts';

interface EndingBarProps {
  readonly conversation: ConversationView;
  readonly deadline: string;
}

/** Message 7: End waits, says what the customer gets, and can be taken back. */
export function EndingBar({ conversation: { id, customer }, deadline }: EndingBarProps) {
  const left = useSecondsUntil(deadline);
  const name = useCustomerName({ conversationId: id, address: customer });
  const { data } = useQuery(farewell(id));
  return (
    <div className={styles.bar} data-tone="ending" role="status">
      <p>
        <span role="timer">{messages.ending(left)}</span> {data && closingWords.gets(name, data.text)}
      </p>
      <Button variant="default" onClick={() => undoEnd(id)}>
        {messages.undo}
      </Button>
    </div>
  );
}
