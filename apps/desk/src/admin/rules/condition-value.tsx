import { MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Condition, ConditionField, ConditionOperator } from '#contracts';
import { nameable } from '../../api/definitions.ts';
import { ruleWords as words } from '../../words/en-rules.ts';
import own from './rules.module.css';

type Value = NonNullable<Condition['value']>;
type One = string | number | boolean;

interface ConditionValueProps {
  /** What is looked at, where it is one of those that are known beforehand. */
  readonly field: ConditionField | undefined;
  readonly path: string;
  readonly operator: ConditionOperator;
  readonly value: Value;
  readonly isWrong: boolean;
  readonly onChange: (value: Value) => void;
}

const listOf = (value: Value): readonly One[] =>
  Array.isArray(value)
    ? (value as One[])
    : value === ''
      ? []
      : String(value)
          .split(',')
          .map((one) => one.trim());
/** A moment as `datetime-local` has it, and as it is stored. */
const asLocal = (value: One): string => {
  const at = Date.parse(String(value));
  if (Number.isNaN(at)) return '';
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};
const asStored = (local: string): string => (local === '' ? '' : new Date(local).toISOString());

/** What a value is compared with, in the control that fits what is looked at and how. */
export function ConditionValue({ field, path, operator, value, isWrong, onChange }: ConditionValueProps) {
  const isChannel = path === 'conversation.channel';
  const channels = useQuery({ ...nameable('channel'), enabled: isChannel }).data ?? [];
  const choices = isChannel ? channels.map(({ id, name }) => ({ name: id, label: name })) : field?.values;
  const data = choices?.map(({ name, label }) => ({ value: name, label }));

  if (operator === 'in' || operator === 'notIn') {
    const many = listOf(value).map(String);
    return data ? (
      <MultiSelect aria-label={words.value} data={data} searchable error={isWrong} value={many} onChange={onChange} />
    ) : (
      <TagsInput
        aria-label={words.value}
        placeholder={many.length === 0 ? words.manyHint : ''}
        error={isWrong}
        value={many}
        onChange={onChange}
      />
    );
  }
  const one = (label: string, now: One, change: (next: One) => void) => {
    if (field?.type === 'number')
      return (
        <NumberInput
          aria-label={label}
          error={isWrong}
          // may be the number of something, such as an order
          thousandSeparator=""
          value={now === '' ? '' : Number(now)}
          onChange={(next) => change(next)}
        />
      );
    if (field?.type === 'time')
      return (
        <TextInput
          type="datetime-local"
          aria-label={label}
          error={isWrong}
          value={asLocal(now)}
          onChange={(event) => change(asStored(event.currentTarget.value))}
        />
      );
    return (
      <TextInput
        aria-label={label}
        dir="auto"
        error={isWrong}
        value={String(now)}
        onChange={(event) => change(event.currentTarget.value)}
      />
    );
  };
  if (operator === 'between' || operator === 'notBetween') {
    const [from = '', to = ''] = listOf(value);
    return (
      <span className={own.range}>
        {one(words.from, from, (next) => onChange([next, to]))}
        {one(words.to, to, (next) => onChange([from, next]))}
      </span>
    );
  }
  if (field?.type === 'yes-no')
    return (
      <Select
        aria-label={words.value}
        data={[
          { value: 'true', label: words.yes },
          { value: 'false', label: words.no },
        ]}
        allowDeselect={false}
        error={isWrong}
        value={value === '' ? null : String(value)}
        onChange={(next) => onChange(next === 'true')}
      />
    );
  if (data && (operator === '=' || operator === '!='))
    return (
      <Select
        aria-label={words.value}
        data={data}
        searchable={data.length > 8}
        allowDeselect={false}
        error={isWrong}
        value={value === '' ? null : String(value)}
        onChange={(next) => next !== null && onChange(next)}
      />
    );
  return one(words.value, Array.isArray(value) ? '' : (value as One), onChange);
}
