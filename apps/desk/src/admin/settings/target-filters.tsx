import { Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { AssignmentSettings, TargetFilter } from '#contracts';
import { agentTargetFields, queueTargetFields } from '#conditions';
import { allDefinitions, allKinds } from '../../api/definitions.ts';
import { staffWords } from '../../words/en-staff.ts';
import type { FieldShown } from '../patterns/record-form.tsx';
import styles from '../admin.module.css';
import own from '../patterns/record.module.css';
import { Conditions } from '../rules/conditions.tsx';

const words = staffWords.targets;
type Targets = AssignmentSettings['targets'];
const ofQueues = queueTargetFields();

/** Which queues and agents are offered to who passes work on or asks for advice (product.md 18.2): all, or those that a filter lets through. */
export function TargetFilters({ value, errors, isReadOnly, onChange }: FieldShown) {
  const targets = value as Targets;
  const skills = useQuery(allDefinitions(allKinds.get('skill')!)).data;
  const ofAgents = useMemo(() => agentTargetFields(skills ?? []), [skills]);
  const put = (name: keyof Targets, changed: Partial<TargetFilter>) =>
    onChange({ ...targets, [name]: { ...targets[name], ...changed } });
  return (
    <>
      <p className={styles.sectionText}>{words.hint}</p>
      <div className={own.list}>
        {(['transferQueues', 'transferAgents', 'consultQueues', 'consultAgents'] as const).map((name) => {
          const { enabled, conditions } = targets[name];
          return (
            <div key={name} role="group" aria-label={words[name]}>
              <Switch
                className={own.switch!}
                label={words[name]}
                disabled={isReadOnly}
                checked={enabled}
                onChange={(event) => put(name, { enabled: event.currentTarget.checked })}
              />
              {enabled && (
                <Conditions
                  fields={name.endsWith('Queues') ? ofQueues : ofAgents}
                  errors={errors}
                  at={`targets.${name}.conditions`}
                  group={conditions}
                  onChange={(changed) => put(name, { conditions: changed })}
                />
              )}
            </div>
          );
        })}
      </div>
    </>
  );
}
