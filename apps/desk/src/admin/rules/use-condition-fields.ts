import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ConditionField } from '#contracts';
import { calendarFields, conditionFields, operatorsOf } from '#conditions';
import { allDefinitions, allKinds } from '../../api/definitions.ts';

const none: readonly string[] = [];

/**
 * What the conditions of a workstream's rules may look at: what is known of every conversation, its workstream's context variables, and
 * what earlier rulesets said (`classified`, by their names), and calendars. Without a workstream: the variables of all of them, each name once, and no
 * calendars: work in a queue is looked at once, and not when they open.
 */
export function useConditionFields(workstreamId: string | null, classified = none): readonly ConditionField[] {
  const variables = useQuery(allDefinitions(allKinds.get('context-variable')!)).data;
  const calendars = useQuery({
    ...allDefinitions(allKinds.get('operating-hours')!),
    enabled: workstreamId !== null,
  }).data;
  return useMemo(() => {
    const context = (variables ?? [])
      .filter((variable) => workstreamId === null || variable['workstreamId'] === workstreamId)
      .filter(({ name }, at, all) => all.findIndex((other) => other.name === name) === at)
      .map((variable) => ({ name: variable.name, type: variable['type'] as 'text' | 'number' }));
    return [
      ...conditionFields({ context }),
      ...calendarFields(
        workstreamId === null ? [] : (calendars ?? []).map(({ slug, name }) => ({ slug: String(slug), name })),
      ),
      ...[...new Set(classified)].map((name): ConditionField => ({
        name: `classified.${name}`,
        label: name,
        group: 'Classified',
        type: 'text',
        operators: [...operatorsOf.text],
      })),
    ];
  }, [variables, calendars, workstreamId, classified]);
}
