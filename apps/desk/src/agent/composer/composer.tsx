import { Button, Textarea } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { useDeferredValue, useEffect, useRef, type KeyboardEvent } from 'react';
import type { ConversationView } from '#contracts';
import { sendText } from '../../api/unsent.ts';
import { Keys } from '../../parts/small.tsx';
import { useAddress } from '../../parts/use-address.ts';
import { agentWords } from '../../words/en-agent.ts';
import { begin } from '../../shell/marks.ts';
import { words as shared } from '../../words/en.ts';
import '../../theme/inputs.css';
import styles from './composer.module.css';
import { useDraft } from './draft.ts';
import { canSend } from './limits.ts';
import { SegmentMeter } from './segment-meter.tsx';

const words = agentWords.composer;

/** While an input method composes, Enter chooses a word. Safari says so only by the old key code. */
const isComposing = ({ nativeEvent }: KeyboardEvent): boolean => nativeEvent.isComposing || nativeEvent.keyCode === 229;

interface ComposerProps {
  readonly conversation: ConversationView;
  readonly onSent: () => void;
  /** The last text that did not go out, put back into an empty field. False when there is none. */
  readonly onTakeUp: () => boolean;
}

/** Where a text is written. Enter sends, Shift Enter makes a line; what is typed is kept before anything else happens. */
export function Composer({ conversation, onSent, onTakeUp }: ComposerProps) {
  const [body, write] = useDraft(conversation.id, 'text');
  const measured = useDeferredValue(body);
  const name = useAddress(conversation.customer);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches) field.current?.focus();
  }, [conversation.id]);

  const send = () => {
    if (!canSend(body)) return;
    begin('desk.send');
    sendText(conversation.id, body.trim());
    write('');
    onSent();
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isComposing(event)) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      send();
    }
    if (event.key === 'ArrowUp' && !event.altKey && body === '' && onTakeUp()) event.preventDefault();
  };

  return (
    <section className={styles.composer} data-region="composer" aria-label={shared.regions.composer}>
      <div className={styles.field}>
        <Textarea
          ref={field}
          variant="unstyled"
          autosize
          minRows={2}
          maxRows={8}
          classNames={{ input: styles.input! }}
          aria-label={words.label(name)}
          placeholder={words.placeholder}
          dir="auto"
          value={body}
          onChange={(event) => write(event.currentTarget.value)}
          onKeyDown={press}
        />
        <div className={styles.tools}>
          <SegmentMeter body={measured} />
          <Button
            onClick={send}
            disabled={!canSend(body)}
            rightSection={<IconArrowUp size={16} stroke={2} aria-hidden />}
            onPointerDown={(event) => event.preventDefault()}
          >
            {words.send}
          </Button>
        </div>
      </div>
      <div className={styles.foot}>
        <span>{body !== '' && words.draftSaved}</span>
        <span className={styles.hint}>
          <Keys>Enter</Keys> {words.sends} <Keys>Shift Enter</Keys> {words.newLine}
        </span>
      </div>
    </section>
  );
}
