import { Select } from '@mantine/core';
import { queueRuleWords as words } from '../../words/en-queue-rules.ts';
import styles from '../admin.module.css';
import { Field } from '../patterns/form-parts.tsx';
import { Section } from '../patterns/page.tsx';
import { newCriterion } from './edit-rules.ts';
import { RuleList } from './rule-list.tsx';
import { most, type PartProps } from './queue-rules.ts';

/** Which of several rulesets runs for which work. */
export function RulesetChoice({ form, ofWork }: PartProps) {
  const { rulesets, selection, defaultRulesetId } = form.values;
  const choices = rulesets.map(({ id, name }) => ({ value: id, label: name }));
  const nameOf = (id: string) => rulesets.find((one) => one.id === id)?.name;
  const first = rulesets[0];
  if (!first) return null;
  return (
    <Section title={words.selection} text={words.selectionText}>
      <div className={styles.fields}>
        <div>
          <RuleList
            label={words.selection}
            rules={selection}
            onChange={(rules) => form.set('selection', [...rules])}
            at="selection"
            errors={form.errors}
            fields={ofWork}
            most={most.rules}
            make={(name) => newCriterion(name, first.id)}
            outcome={({ rulesetId }) => {
              const name = nameOf(rulesetId);
              return name === undefined ? words.none : words.runs(name);
            }}
            outputs={({ rulesetId }, at, change) => (
              <Field name={words.ruleset} error={form.errors[`${at}.rulesetId`]}>
                {(ids) => (
                  <Select
                    {...ids}
                    data={choices}
                    allowDeselect={false}
                    value={nameOf(rulesetId) === undefined ? null : rulesetId}
                    onChange={(id) => id !== null && change({ rulesetId: id })}
                  />
                )}
              </Field>
            )}
          />
        </div>
        <Field name={words.default} error={form.errors['defaultRulesetId']}>
          {(ids) => (
            <Select
              {...ids}
              data={choices}
              allowDeselect={false}
              value={defaultRulesetId}
              onChange={(id) => form.set('defaultRulesetId', id)}
            />
          )}
        </Field>
      </div>
    </Section>
  );
}
