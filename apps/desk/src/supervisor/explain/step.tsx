import type { ExplanationStep } from '#contracts';
import { asClock, asDate, asInstant } from '../../parts/time.ts';
import { explainWords as words } from '../../words/en-explain.ts';
import styles from './explain.module.css';
import { Assignment, Classification, Overflow, Placement, Route, Skills, Transfer } from './steps.tsx';

/** How long after the beginning a step came: to the thousandth while it is under a second. */
const after = (at: string, startedAt: string): string => {
  const ms = Math.max(0, Date.parse(at) - Date.parse(startedAt));
  return words.after(ms < 1_000 ? `${ms} ms` : asClock(ms / 1_000));
};

interface StepProps {
  readonly step: ExplanationStep;
  /** When the work began; null where nothing began. */
  readonly startedAt: string | null;
}

/** One step of the way: what was looked at, and what came of it. */
export function Step({ step, startedAt }: StepProps) {
  return (
    <section className={styles.step} aria-label={words.stages[step.stage] ?? step.stage}>
      <header className={styles.stepHead}>
        <h2 className={styles.stepTitle}>{words.stages[step.stage] ?? step.stage}</h2>
        {startedAt !== null && (
          <time className={styles.when} dateTime={step.at} title={asInstant(step.at)}>
            {asDate(step.at)}, {after(step.at, startedAt)}
          </time>
        )}
      </header>
      {step.stage === 'classification' && <Classification told={step.told} />}
      {step.stage === 'route-to-queue' && <Route told={step.told} />}
      {step.stage === 'overflow' && <Overflow told={step.told} />}
      {step.stage === 'transfer' && <Transfer told={step.told} />}
      {step.stage === 'placement' && <Placement told={step.told} />}
      {step.stage === 'skills' && <Skills told={step.told} />}
      {step.stage === 'assignment' && <Assignment told={step.told} />}
    </section>
  );
}
