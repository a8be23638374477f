import { Button, Select } from '@mantine/core';
import { IconArrowsLeftRight, IconPlus, IconTrash, IconX } from '@tabler/icons-react';
import { createContext, useContext, useMemo, useState } from 'react';
import {
  type ActionProps,
  type CombinatorSelectorProps,
  type NotToggleProps,
  QueryBuilder,
  type RuleProps,
  update,
} from 'react-querybuilder';
import {
  type Condition,
  type ConditionField,
  type ConditionGroup,
  conditionLimits,
  conditionOperators,
  type ConditionOperator,
} from '#contracts';
import { needsNoValue, operatorsOf, operatorWords } from '#conditions';
import { ruleWords as words } from '../../words/en-rules.ts';
import type { FieldErrors } from '../patterns/contract.ts';
import { conditionOf, groupOf, queryOf } from './builder-query.ts';
import { ConditionValue } from './condition-value.tsx';
import own from './rules.module.css';

/** What the parts of the builder need besides what it hands them. */
interface Looking {
  readonly fields: readonly ConditionField[];
  /** What a value can be taken from instead of being typed; the same, where nothing else is said. */
  readonly others?: readonly ConditionField[] | undefined;
  readonly errors: FieldErrors;
  /** Where the conditions stand in the form: `rulesets.0.rules.1.conditions`. */
  readonly at: string;
  readonly group: ConditionGroup;
  readonly onChange: (group: ConditionGroup) => void;
}
const LookingContext = createContext<Looking>(null!);

const isPath = /^[^.\s]+(\.[^.]+){1,2}$/;
const isListed = (operator: ConditionOperator) => ['in', 'notIn', 'between', 'notBetween'].includes(operator);
/** Of a path that is not among those offered: a calendar that is gone, or what only this installation knows. */
const usualOperators = (path: string) => (path.startsWith('calendar.') ? operatorsOf.calendar : operatorsOf.text);
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const placeOf = (at: string, path: readonly number[]) => [at, ...path.map((index) => `rules.${index}`)].join('.');

interface FieldPickerProps {
  readonly fields: readonly ConditionField[];
  readonly label: string;
  readonly value: string;
  readonly isWrong?: boolean;
  readonly onChange: (path: string) => void;
}

/** What is known, by groups and found by typing. A path that only this installation knows can be typed as it is. */
export function FieldPicker({ fields, label, value, isWrong = false, onChange }: FieldPickerProps) {
  const [typed, setTyped] = useState('');
  const groups = useMemo(() => [...new Set(fields.map(({ group }) => group))], [fields]);
  const isKnown = (path: string) => fields.some(({ name }) => name === path);
  const own_ = [value, typed.trim()].filter(
    (path, at, all) => path !== '' && !isKnown(path) && all.indexOf(path) === at,
  );
  const extra = own_.filter((path) => path === value || isPath.test(path));
  return (
    <Select
      aria-label={label}
      placeholder={words.fieldHint}
      data={[
        ...groups.map((group) => ({
          group,
          items: fields
            .filter((field) => field.group === group)
            .map(({ name, label: called }) => ({ value: name, label: capital(called) })),
        })),
        ...(extra.length > 0
          ? [{ group: words.typed, items: extra.map((path) => ({ value: path, label: path })) }]
          : []),
      ]}
      searchable
      allowDeselect={false}
      maxDropdownHeight={320}
      error={isWrong}
      value={value === '' ? null : value}
      onSearchChange={setTyped}
      onChange={(path) => path !== null && onChange(path)}
    />
  );
}

/** One comparison: what is looked at, how, and with what. */
function ConditionRow({ rule, path, actions }: RuleProps) {
  const { fields, others, errors, at, group, onChange } = useContext(LookingContext);
  const { field, operator, value, valueSource } = conditionOf(rule);
  const known = fields.find(({ name }) => name === field);
  const place = placeOf(at, path);
  const wrong = ['field', 'operator', 'value'].flatMap((part) => errors[`${place}.${part}`] ?? [])[0] ?? errors[place];
  const change = (changed: Partial<Condition>) => {
    const next = Object.entries(changed).reduce(
      (tree, [name, to]) => update(tree, name, to, path, { resetOnFieldChange: false, resetOnOperatorChange: false }),
      queryOf(group),
    );
    onChange(groupOf(next));
  };
  const operators = known?.operators ?? usualOperators(field);
  const isOther = valueSource === 'field';
  const needsNone = needsNoValue(operator);
  const chooseField = (next: string) => {
    const fits = fields.find(({ name }) => name === next)?.operators ?? usualOperators(next);
    const same = fits.includes(operator) ? operator : fits[0]!;
    change({ field: next, operator: same, value: isListed(same) ? [] : '', valueSource: 'value' });
  };
  const chooseOperator = (next: ConditionOperator) =>
    change({
      operator: next,
      ...(isListed(next) === isListed(operator) ? {} : { value: isListed(next) ? [] : '', valueSource: 'value' }),
    });
  return (
    <div className={own.condition} role="group" aria-label={known ? capital(known.label) : field}>
      <div className={own.conditionParts} data-none={needsNone || undefined}>
        <FieldPicker
          fields={fields}
          label={words.field}
          value={field}
          isWrong={Boolean(errors[`${place}.field`])}
          onChange={chooseField}
        />
        <Select
          aria-label={words.operator}
          data={operators.map((one) => ({ value: one, label: operatorWords[one] }))}
          allowDeselect={false}
          error={Boolean(errors[`${place}.operator`])}
          value={operator}
          onChange={(next) => next !== null && chooseOperator(next)}
        />
        {!needsNone &&
          (isOther ? (
            <FieldPicker
              fields={others ?? fields}
              label={words.value}
              value={String(value ?? '')}
              onChange={(next) => change({ value: next })}
            />
          ) : (
            <ConditionValue
              field={known}
              path={field}
              operator={operator}
              value={value ?? ''}
              isWrong={Boolean(errors[`${place}.value`])}
              onChange={(next) => change({ value: next })}
            />
          ))}
        <span className={own.conditionActions}>
          {!needsNone && !isListed(operator) && (
            <button
              type="button"
              className={own.icon}
              aria-pressed={isOther}
              aria-label={words.otherField}
              title={words.otherField}
              onClick={() => change({ valueSource: isOther ? 'value' : 'field', value: '' })}
            >
              <IconArrowsLeftRight size={15} stroke={1.7} aria-hidden />
            </button>
          )}
          <button
            type="button"
            className={own.icon}
            aria-label={words.removeCondition}
            title={words.removeCondition}
            onClick={() => actions.onRuleRemove(path)}
          >
            <IconX size={15} stroke={1.8} aria-hidden />
          </button>
        </span>
      </div>
      {wrong && <p className={own.wrong}>{wrong}</p>}
    </div>
  );
}

const Combinator = ({ value, handleOnChange }: CombinatorSelectorProps) => (
  <Select
    className={own.combinator!}
    aria-label={words.which}
    data={[
      { value: 'and', label: words.allOf },
      { value: 'or', label: words.anyOf },
    ]}
    allowDeselect={false}
    value={String(value)}
    onChange={(next) => handleOnChange(next)}
  />
);
const Not = ({ checked, handleOnChange }: NotToggleProps) => (
  <button
    type="button"
    className={own.not}
    aria-pressed={checked === true}
    title={words.notHint}
    onClick={() => handleOnChange(!checked)}
  >
    {words.not}
  </button>
);
const add = (label: string, may: (props: ActionProps) => boolean) =>
  function Add(props: ActionProps) {
    return may(props) ? (
      <Button
        variant="subtle"
        leftSection={<IconPlus size={14} stroke={1.9} aria-hidden />}
        onClick={(event) => props.handleOnClick(event)}
      >
        {label}
      </Button>
    ) : null;
  };
const hasRoom = ({ rules }: ActionProps) => (rules?.length ?? 0) < conditionLimits.rules;
const RemoveGroup = ({ handleOnClick }: ActionProps) => (
  <button
    type="button"
    className={own.icon}
    aria-label={words.removeGroup}
    title={words.removeGroup}
    onClick={handleOnClick}
  >
    <IconTrash size={15} stroke={1.7} aria-hidden />
  </button>
);

const elements = {
  rule: ConditionRow,
  combinatorSelector: Combinator,
  notToggle: Not,
  addRuleAction: add(words.addCondition, hasRoom),
  addGroupAction: add(words.addGroup, (props) => hasRoom(props) && props.path.length < conditionLimits.depth - 1),
  removeGroupAction: RemoveGroup,
};
const classes = { ruleGroup: own.group!, header: own.groupHead!, body: own.groupBody! };

/** What a new condition looks at: the text, or what comes first where the conditions are not over a conversation. */
const firstOf = (fields: readonly ConditionField[]): ConditionField | undefined =>
  fields[0]?.group === 'Agent' ? fields[0] : fields.find(({ name }) => name === 'conversation.text');

/** The conditions of a rule, as they are stored: groups of comparisons, of which all or any have to hold. */
export function Conditions({ fields, others, errors, at, group, onChange }: Looking) {
  const looking = useMemo(
    () => ({ fields, others, errors, at, group, onChange }),
    [fields, others, errors, at, group, onChange],
  );
  const query = useMemo(() => queryOf(group), [group]);
  const first = firstOf(fields);
  const wrong = errors[at] ?? errors[`${at}.rules`];
  return (
    <LookingContext value={looking}>
      <QueryBuilder
        query={query}
        onQueryChange={(next) => onChange(groupOf(next))}
        fields={fields.map(({ name, label }) => ({ name, label, value: name }))}
        operators={conditionOperators.map((name) => ({ name, label: operatorWords[name], value: name }))}
        getDefaultField={first?.name ?? ''}
        getDefaultOperator={first?.type === 'text' ? 'contains' : (first?.operators[0] ?? '=')}
        showNotToggle
        suppressStandardClassnames
        listsAsArrays
        controlElements={elements}
        controlClassnames={classes}
      />
      {group.rules.length === 0 && <p className={own.hint}>{words.always}</p>}
      {wrong && <p className={own.wrong}>{wrong}</p>}
    </LookingContext>
  );
}
