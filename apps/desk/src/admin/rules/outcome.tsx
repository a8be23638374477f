import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense } from 'react';
import type { DryRunView, ExplanationStep, Told } from '#contracts';
import { nameable } from '../../api/definitions.ts';
import { When } from '../../parts/small.tsx';
import { ruleWords as words } from '../../words/en-rules.ts';
import { ratingWord, useRatedSkills } from '../users/use-ratings.ts';
import own from './rules.module.css';

const marks = { applied: IconCheck, matched: IconMinus, 'not-matched': IconX, 'not-processed': IconMinus } as const;

interface Marked {
  readonly id: string;
  readonly name: string;
  readonly mark: keyof typeof marks;
  readonly queue?: { readonly name: string } | null;
  readonly overflowing?: string | null;
}

/** How far each rule came. */
const Rules = ({ rules }: { readonly rules: readonly Marked[] }) => (
  <ul className={own.stepRules}>
    {rules.map(({ id, name, mark, queue, overflowing }) => {
      const Icon = marks[mark];
      return (
        <li key={id} data-mark={mark}>
          <Icon size={14} stroke={2} aria-label={words.marks[mark]} role="img" />
          <span dir="auto">
            {name}
            {mark === 'applied' && queue && !overflowing && ` → ${queue.name}`}
            {mark !== 'applied' && `: ${words.marks[mark]}`}
            {queue && overflowing && ` ${words.passedOver(queue.name, words.conditions[overflowing] ?? overflowing)}`}
          </span>
        </li>
      );
    })}
  </ul>
);

const Step = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className={own.step} aria-label={title}>
    <h3 className={own.stepName}>{title}</h3>
    {children}
  </section>
);

/** Few explanations tell of a model. */
const FoundTags = lazy(() => import('./found-tags.tsx').then(({ FoundTags: component }) => ({ default: component })));

function Classified({ told }: { readonly told: Told<'classification'> }) {
  const skills = useRatedSkills() ?? [];
  const profiles = useQuery(nameable('capacity-profile')).data ?? [];
  const said = [
    ...told.skills.map(({ skillId, rating }) => {
      const skill = skills.find(({ id }) => id === skillId);
      return words.needs(skill?.name ?? '…', ratingWord(skill, rating));
    }),
    ...Object.entries(told.attributes).map(([name, value]) => words.sets(name, String(value))),
    ...told.capacityProfileIds.map((id) => words.takes(profiles.find((one) => one.id === id)?.name ?? '…')),
  ];
  return (
    <Step title={words.classified}>
      {told.rulesets.length === 0 && <p className={own.stepText}>{words.noRulesRun}</p>}
      {told.rulesets.map(({ id, name, rules, found }) => (
        <div key={id}>
          {told.rulesets.length > 1 && <p className={own.stepText}>{name}</p>}
          {found ? (
            <Suspense>
              <FoundTags found={found} skills={skills} />
            </Suspense>
          ) : (
            <Rules rules={rules} />
          )}
        </div>
      ))}
      {said.length > 0 && <p className={own.stepText}>{said.join(', ')}</p>}
      {told.failure && <p className={own.wrong}>{told.failure}</p>}
    </Step>
  );
}

const Routed = ({ told }: { readonly told: Told<'route-to-queue'> }) => (
  <Step title={words.routed}>
    <Rules rules={told.rules} />
    <p className={own.stepText}>{words.because[told.because] ?? told.because}</p>
    {told.failure && <p className={own.wrong}>{told.failure}</p>}
  </Step>
);

const Overflowed = ({ told }: { readonly told: Told<'overflow'> }) => (
  <Step title={words.overflowed}>
    <p className={own.stepText}>
      {words.overflowTo(
        told.queue.name,
        words.conditions[told.condition] ?? told.condition,
        told.to ? words.transferred(told.to.name) : (words.actions[told.action] ?? told.action),
      )}
    </p>
  </Step>
);

const stepOf = (step: ExplanationStep): ReactNode => {
  switch (step.stage) {
    case 'classification':
      return <Classified key={step.stage} told={step.told} />;
    case 'route-to-queue':
      return <Routed key={step.stage} told={step.told} />;
    case 'overflow':
      return <Overflowed key={step.stage} told={step.told} />;
    default:
      return null;
  }
};

/** What would become of a text, and why, step by step. */
export const Outcome = ({ of }: { readonly of: DryRunView }) => (
  <div className={own.answer} role="status" aria-label={words.result}>
    <p className={own.outcome} data-ended={of.outcome === 'ended' || undefined}>
      {of.outcome === 'ended' ? words.ends : words.waitsIn(of.queue.name)}
    </p>
    {of.overflowsAt && (
      <p className={own.hint}>
        {words.overflowsAt} <When at={of.overflowsAt} />
      </p>
    )}
    {of.steps.map(stepOf)}
  </div>
);
