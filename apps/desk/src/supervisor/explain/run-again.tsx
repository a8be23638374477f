import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DryRunView, ExplanationView } from '#contracts';
import { runAgain } from '../../api/run-again.ts';
import { tellFailure } from '../../shell/tell.tsx';
import { explainWords as words } from '../../words/en-explain.ts';
import styles from './explain.module.css';
import { Step } from './step.tsx';

/** What would become of the same text now: by the rules, the lines and the agents as they are. Nothing happens by it. */
export function RunAgain({ told }: { readonly told: ExplanationView }) {
  const cache = useQueryClient();
  const [answer, setAnswer] = useState<DryRunView | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      setAnswer(await runAgain(cache, told));
    } catch (error) {
      tellFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className={styles.again} aria-label={words.again.title}>
      <div className={styles.againHead}>
        <div>
          <h2 className={styles.stepTitle}>{words.again.title}</h2>
          <p>{words.again.text}</p>
        </div>
        <Button
          variant="default"
          loading={isBusy}
          leftSection={<IconPlayerPlay size={14} stroke={1.9} aria-hidden />}
          onClick={() => void run()}
        >
          {words.again.run}
        </Button>
      </div>
      {answer && (
        <div role="status" className={styles.stack}>
          <p>
            <strong dir="auto">{outcomeOf(answer, told)}</strong>{' '}
            {answer.outcome === 'queued' &&
              (answer.agent ? words.again.offered(answer.agent.name) : words.again.nobody)}
          </p>
          <ol className={styles.steps} aria-label={words.again.title}>
            {answer.steps.map((step, index) => (
              <li key={index}>
                <Step step={step} startedAt={null} />
              </li>
            ))}
          </ol>
        </div>
      )}
    </section>
  );
}

const outcomeOf = ({ outcome, queue }: DryRunView, told: ExplanationView): string => {
  if (outcome === 'ended') return words.again.ended;
  return queue.id === told.queue.id ? words.again.same(queue.name) : words.again.other(queue.name, told.queue.name);
};
