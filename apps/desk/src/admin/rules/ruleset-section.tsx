import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { announce } from '../../shell/announce.ts';
import { ruleWords as words } from '../../words/en-rules.ts';
import styles from '../admin.module.css';
import type { FieldErrors } from '../patterns/contract.ts';
import { Field } from '../patterns/form-parts.tsx';
import { type AnyRule, copyOfRuleset, moved, replaced, withAfter, without } from './edit-rules.ts';
import { RuleActions } from './rule-list.tsx';
import own from './rules.module.css';

interface AnyRuleset {
  readonly id: string;
  readonly name: string;
  readonly rules: readonly AnyRule[];
}
interface RulesetSectionProps<Set extends AnyRuleset> {
  readonly rulesets: readonly Set[];
  readonly index: number;
  readonly most: number;
  readonly errors: FieldErrors;
  readonly onChange: (rulesets: readonly Set[]) => void;
  /** Its further fields, and its rules. */
  readonly children: ReactNode;
}

/** One ruleset of several: its place among them, its name, and what it is made of. */
export function RulesetSection<Set extends AnyRuleset>({
  rulesets,
  index,
  most,
  errors,
  onChange,
  children,
}: RulesetSectionProps<Set>) {
  const ruleset = rulesets[index]!;
  return (
    <section className={styles.section} aria-label={ruleset.name}>
      <div className={own.rulesetHead}>
        <h2 className={styles.sectionTitle} dir="auto">
          {index + 1}. {ruleset.name}
        </h2>
        <RuleActions
          name={ruleset.name}
          isFirst={index === 0}
          isLast={index === rulesets.length - 1}
          mayCopy={rulesets.length < most}
          onMove={(step) => {
            onChange(moved(rulesets, index, index + step));
            announce(words.movedTo(ruleset.name, index + step + 1, rulesets.length), 'polite');
          }}
          onCopy={() => onChange(withAfter(rulesets, index, copyOfRuleset(ruleset, words.copyName(ruleset.name))))}
          onRemove={() => {
            onChange(without(rulesets, index));
            announce(words.removed(ruleset.name), 'polite');
          }}
        />
      </div>
      <div className={styles.fields}>
        <Field name={words.name} error={errors[`rulesets.${index}.name`]}>
          {(ids) => (
            <TextInput
              {...ids}
              dir="auto"
              maxLength={100}
              value={ruleset.name}
              onChange={(event) => onChange(replaced(rulesets, index, { ...ruleset, name: event.currentTarget.value }))}
            />
          )}
        </Field>
        {children}
      </div>
    </section>
  );
}
