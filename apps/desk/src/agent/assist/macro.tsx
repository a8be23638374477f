import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import type { CardView } from '#contracts';
import { runMacro } from '../../api/macros.ts';
import { tellFailure } from '../../shell/tell.tsx';
import { macroWords as words } from '../../words/en-macro.ts';
import styles from './macro.module.css';

interface MacroProps {
  readonly card: CardView;
  /** Which action of the card it is. */
  readonly action: number;
  /** Takes the words that it puts into the text. */
  readonly onText: (text: string) => void;
}

/** What a macro would do, a button that has it done, and how that went: nobody is held up by one that was refused (product.md 26). */
export function Macro({ card, action, onText }: MacroProps) {
  const cache = useQueryClient();
  const stepsId = useId();
  const running = useMutation({
    mutationFn: () => runMacro(cache, card, action),
    onSuccess: (outcome) => outcome?.text && onText(outcome.text),
    onError: tellFailure,
  });
  const { label, steps = [], outcome } = card.actions[action]!;
  return (
    <div className={styles.macro}>
      {!outcome?.succeeded && (
        <Button
          size="compact-sm"
          variant="light"
          aria-describedby={stepsId}
          loading={running.isPending}
          onClick={() => running.mutate()}
        >
          {label}
        </Button>
      )}
      <ul id={stepsId} className={styles.steps} aria-label={words.does}>
        {steps.flatMap(words.step).map((said, index) => (
          <li key={index} dir="auto">
            {said}
          </li>
        ))}
      </ul>
      <p role="status" className={styles.outcome} data-failed={outcome?.succeeded === false || undefined}>
        {outcome && (outcome.succeeded ? words.done(outcome.by) : words.notDone(outcome.because ?? ''))}
      </p>
    </div>
  );
}
