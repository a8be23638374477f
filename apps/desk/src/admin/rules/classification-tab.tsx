import { Button, Select, TextInput } from '@mantine/core';
import { IconFilter, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { classification, type Classification, type ClassificationView } from '#contracts';
import { sentenceOf } from '#conditions';
import { nameable } from '../../api/definitions.ts';
import { readPast } from '../../api/query-client.ts';
import { classificationOf, saveClassification } from '../../api/routing-settings.ts';
import { Empty } from '../../parts/empty.tsx';
import { ruleWords as words } from '../../words/en-rules.ts';
import { HistoryButton } from '../history/history-button.tsx';
import type { FieldErrors } from '../patterns/contract.ts';
import { Field, FormActions, FormDialogs } from '../patterns/form-parts.tsx';
import { AdminPage, Section, Sections } from '../patterns/page.tsx';
import { useForm } from '../patterns/use-form.ts';
import { useRatedSkills } from '../users/use-ratings.ts';
import { ClassificationOutputs, outcomeOf } from './classification-outputs.tsx';
import { editable, newClassificationRule, newRuleset, replaced, type Ruleset } from './edit-rules.ts';
import { RuleList } from './rule-list.tsx';
import { LoadedRules, type RulesPage } from './rules-page.tsx';
import { RulesetSection } from './ruleset-section.tsx';
import own from './rules.module.css';
import { TryIt } from './try-it.tsx';
import { useConditionFields } from './use-condition-fields.ts';

const most = { rulesets: 10, rules: 100 } as const;

const valuesOf = ({ rulesets }: ClassificationView): Classification => ({
  rulesets: rulesets.map((ruleset) => ({ ...ruleset, rules: editable(ruleset.rules) })),
});

interface SkillFinderFieldProps {
  readonly ruleset: Ruleset;
  readonly at: string;
  readonly errors: FieldErrors;
  readonly onChange: (changed: Pick<Ruleset, 'skillFinderId'>) => void;
}

/** Which model fills a ruleset: its tags become skills, and nothing else. */
function SkillFinderField({ ruleset, at, errors, onChange }: SkillFinderFieldProps) {
  const finders = useQuery(nameable('skill-finder')).data;
  return (
    <>
      <Field
        name={words.skillFinder}
        hint={words.skillFinderHint}
        error={errors[`${at}.skillFinderId`] ?? errors[`${at}.type`]}
      >
        {(ids) => (
          <Select
            {...ids}
            data={(finders ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            searchable
            allowDeselect={false}
            value={ruleset.skillFinderId}
            onChange={(id) => onChange({ skillFinderId: id as Ruleset['skillFinderId'] })}
          />
        )}
      </Field>
      {finders?.length === 0 && (
        <p className={own.hint}>
          {words.noSkillFinders}{' '}
          <Link to="/admin/settings/$kind/$id" params={{ kind: 'skill-finders', id: 'new' }}>
            {words.makeSkillFinder}
          </Link>
        </p>
      )}
    </>
  );
}

interface RulesetProps {
  readonly workstreamId: string;
  readonly rulesets: readonly Ruleset[];
  readonly index: number;
  readonly errors: FieldErrors;
  readonly onChange: (rulesets: readonly Ruleset[]) => void;
}

/** One ruleset: what it is about, and its rules. What earlier ones said can be looked at in its conditions. */
function OneRuleset({ workstreamId, rulesets, index, errors, onChange }: RulesetProps) {
  const ruleset = rulesets[index]!;
  const at = `rulesets.${index}`;
  const skills = useRatedSkills() ?? [];
  const profiles = useQuery(nameable('capacity-profile')).data ?? [];
  const earlier = rulesets.slice(0, index).flatMap(({ rules }) => rules.flatMap(({ outputs }) => outputs.attributes));
  const names = earlier.map(({ name }) => name).filter(Boolean);
  const named = names.join(' ');
  const classified = useMemo(() => named.split(' ').filter(Boolean), [named]);
  const fields = useConditionFields(workstreamId, classified);
  const set = (changed: Partial<Ruleset>) => onChange(replaced(rulesets, index, { ...ruleset, ...changed }));
  const outcome = (rule: Ruleset['rules'][number]) => outcomeOf(rule.outputs, skills, profiles);
  return (
    <RulesetSection rulesets={rulesets} index={index} most={most.rulesets} errors={errors} onChange={onChange}>
      <Field name={words.description} error={errors[`${at}.description`]}>
        {(ids) => (
          <TextInput
            {...ids}
            dir="auto"
            maxLength={500}
            value={ruleset.description}
            onChange={(event) => set({ description: event.currentTarget.value })}
          />
        )}
      </Field>
      {ruleset.type === 'model' ? (
        <SkillFinderField ruleset={ruleset} at={at} errors={errors} onChange={set} />
      ) : (
        <div>
          <RuleList
            label={ruleset.name}
            rules={ruleset.rules}
            onChange={(rules) => set({ rules: [...rules] })}
            at={`${at}.rules`}
            errors={errors}
            fields={fields}
            most={most.rules}
            make={newClassificationRule}
            outcome={outcome}
            outputs={(rule, place, change) => (
              <ClassificationOutputs
                outputs={rule.outputs}
                at={`${place}.outputs`}
                errors={errors}
                skills={skills}
                onChange={(outputs) => change({ outputs })}
              />
            )}
          />
        </div>
      )}
    </RulesetSection>
  );
}

interface FormProps {
  readonly id: string;
  readonly view: ClassificationView;
  readonly page: RulesPage;
}

function ClassificationForm({ id, view, page }: FormProps) {
  const cache = useQueryClient();
  const fields = useConditionFields(id);
  const form = useForm<Classification>({
    schema: classification,
    saved: valuesOf(view),
    version: view.version,
    save: (values, version) => saveClassification(cache, id, version, values),
    readAgain: async () => {
      const fresh = await readPast(cache, classificationOf(id));
      return { values: valuesOf(fresh), version: fresh.version };
    },
  });
  const { rulesets } = form.values;
  const set = (next: readonly Ruleset[]) => form.set('rulesets', [...next]);
  const adds = (type: Ruleset['type'], label: string) => (
    <Button
      variant={rulesets.length === 0 && type === 'rules' ? 'filled' : 'default'}
      disabled={rulesets.length >= most.rulesets}
      leftSection={<IconPlus size={15} stroke={1.9} aria-hidden />}
      onClick={() => set([...rulesets, newRuleset(words.rulesetName(rulesets.length + 1), type)])}
    >
      {label}
    </Button>
  );
  const add = (
    <div className={own.adds}>
      {adds('rules', words.newRuleset)}
      {adds('model', words.newModelRuleset)}
    </div>
  );
  return (
    <AdminPage
      {...page}
      aside={<TryIt workstreamId={id} isDirty={form.isDirty} />}
      actions={
        <>
          <HistoryButton
            of={{ kind: 'classification', id, name: words.classification, version: view.version }}
            now={{ rulesets: view.rulesets }}
          />
          <FormActions form={form} />
        </>
      }
    >
      {page.tabs}
      {rulesets.length === 0 ? (
        <Section title={words.classification} text={words.classificationText}>
          <Empty icon={IconFilter} title={words.noRulesets} actions={add}>
            {words.noRulesetsText}
          </Empty>
        </Section>
      ) : (
        <Sections>
          <p className={own.hint}>{words.classificationText}</p>
          {rulesets.map((ruleset, index) => (
            <OneRuleset
              key={ruleset.id}
              workstreamId={id}
              rulesets={rulesets}
              index={index}
              errors={form.errors}
              onChange={set}
            />
          ))}
          {add}
        </Sections>
      )}
      <FormDialogs
        form={form}
        of={{ kind: 'classification', id }}
        rows={[
          {
            name: words.classification,
            field: 'rulesets',
            show: ({ rulesets: said }) =>
              said
                .map(({ name, rules }) =>
                  [name, ...rules.map((rule) => `${rule.name}: ${sentenceOf(rule.conditions, fields)}`)].join(', '),
                )
                .join('; '),
          },
        ]}
      />
    </AdminPage>
  );
}

/** By which rules work of a workstream is classified. */
export function ClassificationTab({ id, page }: { readonly id: string; readonly page: RulesPage }) {
  const query = useQuery({ ...classificationOf(id), staleTime: Infinity });
  return (
    <LoadedRules query={query} page={page}>
      {(view) => <ClassificationForm id={id} view={view} page={page} />}
    </LoadedRules>
  );
}
