import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { wizardWords as words } from '../../words/en-wizards.ts';
import styles from '../admin.module.css';
import own from './wizard.module.css';

export interface WizardStep<Name extends string> {
  readonly name: Name;
  readonly title: string;
  /** What this page does, and what happens to who stops here. */
  readonly about: string;
  readonly stop?: string;
  readonly isDone: boolean;
}

interface WizardProps<Name extends string> {
  readonly steps: readonly WizardStep<Name>[];
  readonly at: Name;
  readonly go: (to: Name) => void;
  /** Pages that cannot be opened yet, or any more. */
  readonly isClosed?: (name: Name) => boolean;
  /** What is said of what was typed so far. */
  readonly kept?: ReactNode;
  /** Takes the place of Next. */
  readonly last?: ReactNode;
  readonly isBackClosed?: boolean;
  readonly children: ReactNode;
}

/** Pages in their order: where one is, what is done, what this page is for. Each has an address. */
export function Wizard<Name extends string>({
  steps,
  at,
  go,
  isClosed,
  kept,
  last,
  isBackClosed,
  children,
}: WizardProps<Name>) {
  const index = steps.findIndex(({ name }) => name === at);
  const step = steps[index]!;
  const next = steps[index + 1];
  const before = steps[index - 1];
  return (
    <>
      <nav className={own.steps} aria-label={words.steps}>
        <ol>
          {steps.map(({ name, title, isDone }, place) => (
            <li key={name}>
              <button
                type="button"
                className={own.step}
                aria-current={name === at ? 'step' : undefined}
                disabled={isClosed?.(name) ?? false}
                onClick={() => go(name)}
              >
                <span className={own.mark} data-done={isDone || undefined} aria-hidden>
                  {isDone ? <IconCheck size={13} stroke={2.2} /> : place + 1}
                </span>
                {title}
                {isDone && <span className="unseen">{words.done}</span>}
              </button>
            </li>
          ))}
        </ol>
        {kept && (
          <p className={own.kept} role="status">
            {kept}
          </p>
        )}
      </nav>
      <div className={own.page}>
        <section className={styles.section} aria-label={step.title}>
          <h2 className={styles.sectionTitle}>{step.title}</h2>
          {children}
        </section>
        <aside className={own.about}>
          <p>{step.about}</p>
          {step.stop && <p>{step.stop}</p>}
        </aside>
      </div>
      <div className={own.actions}>
        {before && !isBackClosed && (
          <Button variant="default" onClick={() => go(before.name)}>
            {words.back}
          </Button>
        )}
        {last ?? (next && <Button onClick={() => go(next.name)}>{words.next(next.title)}</Button>)}
      </div>
    </>
  );
}
