import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ConditionField, customAssignment, type CustomAssignment, type CustomAssignmentView } from '#contracts';
import { sentenceOf } from '#conditions';
import { nameable } from '../../api/definitions.ts';
import { readPast } from '../../api/query-client.ts';
import { queueRulesOf, saveQueueRules } from '../../api/routing-settings.ts';
import { queueRuleWords as words } from '../../words/en-queue-rules.ts';
import styles from '../admin.module.css';
import { HistoryButton } from '../history/history-button.tsx';
import { FormActions, FormDialogs } from '../patterns/form-parts.tsx';
import { AdminPage, Section, Sections } from '../patterns/page.tsx';
import { useForm } from '../patterns/use-form.ts';
import { ordersInWords } from './agent-orders.tsx';
import { type AnyRule, editable, newWorkRule } from './edit-rules.ts';
import { RuleList } from './rule-list.tsx';
import { LoadedRules, type RulesPage } from './rules-page.tsx';
import { useConditionFields } from './use-condition-fields.ts';
import { WorkOrder, workOrderInWords } from './work-order.tsx';
import { AgentRulesets } from './agent-rulesets.tsx';
import { most, type PartProps } from './queue-rules.ts';
import { RulesetChoice } from './ruleset-choice.tsx';

const bodyOf = ({ prioritisation, rulesets, selection, defaultRulesetId }: CustomAssignment): CustomAssignment => ({
  prioritisation,
  rulesets,
  selection,
  defaultRulesetId,
});

const valuesOf = (view: CustomAssignmentView): CustomAssignment => ({
  prioritisation: view.prioritisation && { rules: editable(view.prioritisation.rules) },
  rulesets: view.rulesets.map((ruleset) => ({ ...ruleset, rules: editable(ruleset.rules) })),
  selection: editable(view.selection),
  defaultRulesetId: view.defaultRulesetId,
});

/** Which work of the queue is taken first. */
function WorkRules({ form, ofWork }: PartProps) {
  return (
    <Section title={words.work} text={words.workText}>
      <RuleList
        label={words.work}
        rules={form.values.prioritisation?.rules ?? []}
        onChange={(rules) => form.set('prioritisation', rules.length === 0 ? null : { rules: [...rules] })}
        at="prioritisation.rules"
        errors={form.errors}
        fields={ofWork}
        most={most.rules}
        make={newWorkRule}
        outcome={({ orderBy }) => workOrderInWords(orderBy, ofWork)}
        outputs={({ orderBy }, at, change) => (
          <WorkOrder
            order={orderBy}
            at={`${at}.orderBy`}
            errors={form.errors}
            fields={ofWork}
            onChange={(next) => change({ orderBy: next })}
          />
        )}
      />
    </Section>
  );
}

interface FormProps {
  readonly id: string;
  readonly view: CustomAssignmentView;
  readonly page: RulesPage;
  /** How the queue chooses its agents, in words. */
  readonly method: string;
}

/** What somebody should know who reads these rules: that they do not hold, or do not do what they seem to. */
function Notices({ id, view: { inForce, warnings }, method }: Omit<FormProps, 'page'>) {
  return (
    <>
      {!inForce && (
        <p className={styles.warning} role="note">
          <IconAlertTriangle size={16} stroke={1.7} aria-hidden />
          <span>
            {words.notInForce(method)}{' '}
            <Link to="/admin/queues/$id" params={{ id }}>
              {words.change}
            </Link>
          </span>
        </p>
      )}
      {warnings.map(({ field, message }) => (
        <p key={`${field} ${message}`} className={styles.warning} role="note">
          <IconAlertTriangle size={16} stroke={1.7} aria-hidden />
          <span>
            {words.where[field.split('.')[0]!] ?? words.warned}: {message}.
          </span>
        </p>
      ))}
    </>
  );
}

function QueueRulesForm({ id, view, page, method }: FormProps) {
  const cache = useQueryClient();
  const types = useQuery(nameable('skill-type')).data ?? [];
  const ofWork = useConditionFields(null, view.classifiedNames);
  const ofAgents = view.agentFields;
  const form = useForm<CustomAssignment>({
    schema: customAssignment,
    saved: valuesOf(view),
    version: view.version,
    save: (values, version) => saveQueueRules(cache, id, version, values),
    readAgain: async () => {
      const fresh = await readPast(cache, queueRulesOf(id));
      return { values: valuesOf(fresh), version: fresh.version };
    },
  });
  const parts = { form, ofWork, ofAgents };
  const read = <Rule extends AnyRule>(
    rules: readonly Rule[],
    fields: readonly ConditionField[],
    outcome: (rule: Rule) => string,
  ) => rules.map((rule) => `${rule.name}: ${sentenceOf(rule.conditions, fields)} → ${outcome(rule)}`).join('; ');
  const called = ({ rulesets }: CustomAssignment, wanted: string | null) =>
    rulesets.find(({ id: one }) => one === wanted)?.name ?? words.none;
  return (
    <AdminPage
      {...page}
      isNarrow
      actions={
        <>
          <HistoryButton
            of={{ kind: 'custom-assignment', id, name: words.tabs.rules, version: view.version }}
            now={bodyOf(view)}
          />
          <FormActions form={form} />
        </>
      }
    >
      {page.tabs}
      <Notices id={id} view={view} method={method} />
      <Sections>
        <WorkRules {...parts} />
        <AgentRulesets {...parts} />
        <RulesetChoice {...parts} />
      </Sections>
      <FormDialogs
        form={form}
        of={{ kind: 'custom-assignment', id }}
        rows={[
          {
            name: words.work,
            field: 'prioritisation',
            show: ({ prioritisation }) =>
              read(prioritisation?.rules ?? [], ofWork, ({ orderBy }) => workOrderInWords(orderBy, ofWork)),
          },
          {
            name: words.agents,
            field: 'rulesets',
            show: ({ rulesets }) =>
              rulesets
                .map(({ name, rules }) =>
                  [name, read(rules, ofAgents, ({ orderBy }) => ordersInWords(orderBy, ofAgents, types))].join(', '),
                )
                .join('; '),
          },
          {
            name: words.selection,
            field: 'selection',
            show: (said) => read(said.selection, ofWork, ({ rulesetId }) => words.runs(called(said, rulesetId))),
          },
          { name: words.default, field: 'defaultRulesetId', show: (said) => called(said, said.defaultRulesetId) },
        ]}
      />
    </AdminPage>
  );
}

interface QueueRulesTabProps {
  readonly id: string;
  readonly page: RulesPage;
  readonly method: string;
}

/** By which rules a queue orders its work and chooses its agents. */
export function QueueRulesTab({ id, page, method }: QueueRulesTabProps) {
  const query = useQuery({ ...queueRulesOf(id), staleTime: Infinity });
  return (
    <LoadedRules query={query} page={page}>
      {(view) => <QueueRulesForm id={id} view={view} page={page} method={method} />}
    </LoadedRules>
  );
}
