import { Button, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { directoryWords as words } from '../../words/en-directory.ts';
import { isSame } from '../patterns/contract.ts';
import { FieldGroup } from '../patterns/form-parts.tsx';
import type { FieldShown } from '../patterns/record-form.tsx';
import own from './customers.module.css';

type Value = string | number | boolean | null;
interface Column {
  readonly name: string;
  readonly value: Value;
}

const kinds = ['text', 'number', 'yes'] as const;
type Kind = (typeof kinds)[number];
const kindOf = (value: Value): Kind =>
  typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'yes' : 'text';
const empty: Readonly<Record<Kind, Value>> = { text: '', number: 0, yes: false };
const columnsOf = (value: unknown): readonly Column[] =>
  Object.entries((value ?? {}) as Record<string, Value>).map(([name, inner]) => ({ name, value: inner }));
const isNamed = ({ name }: Column): boolean => name.trim() !== '';
const recordOf = (columns: readonly Column[]): Readonly<Record<string, Value>> =>
  Object.fromEntries(columns.filter(isNamed).map(({ name, value }) => [name.trim(), value]));

/** Columns of one’s own, each with a value of its kind. A column without a name is not kept; of two that are called the same, the last is. */
export function OwnColumns({ value, errors, onChange }: FieldShown) {
  // what is half typed has no name yet, and so no place in the record
  const [typed, setColumns] = useState(() => columnsOf(value));
  const columns = isSame(recordOf(typed), value ?? {})
    ? typed
    : [...columnsOf(value), ...typed.filter((column) => !isNamed(column))];
  const change = (next: readonly Column[]) => {
    setColumns(next);
    onChange(recordOf(next));
  };
  const put = (at: number, column: Partial<Column>) =>
    change(columns.map((one, index) => (index === at ? { ...one, ...column } : one)));
  const error = Object.entries(errors).find(([path]) => path === 'attributes' || path.startsWith('attributes.'))?.[1];
  return (
    <FieldGroup name={words.ownColumns} hint={words.ownColumnsHint} error={error}>
      <div className={own.columns}>
        {columns.map(({ name, value: inner }, at) => (
          <div key={at} className={own.column} role="group" aria-label={`${words.ownColumns} ${at + 1}`}>
            <TextInput
              aria-label={words.ownName}
              placeholder={words.ownName}
              maxLength={100}
              value={name}
              onChange={(event) => put(at, { name: event.currentTarget.value })}
            />
            <Select
              aria-label={words.ownKind}
              data={kinds.map((kind) => ({ value: kind, label: words.ownKinds[kind] }))}
              allowDeselect={false}
              value={kindOf(inner)}
              onChange={(next) => put(at, { value: empty[next as Kind] })}
            />
            {typeof inner === 'boolean' ? (
              <Switch
                aria-label={words.ownValue}
                checked={inner}
                onChange={(event) => put(at, { value: event.currentTarget.checked })}
              />
            ) : typeof inner === 'number' ? (
              <NumberInput
                aria-label={words.ownValue}
                // may be the number of something, such as an order
                thousandSeparator=""
                value={inner}
                onChange={(next) => put(at, { value: Number(next) })}
              />
            ) : (
              <TextInput
                aria-label={words.ownValue}
                placeholder={words.ownValue}
                maxLength={4000}
                dir="auto"
                value={inner ?? ''}
                onChange={(event) => put(at, { value: event.currentTarget.value })}
              />
            )}
            <Button
              variant="subtle"
              color="gray"
              aria-label={words.remove(name || `${at + 1}`)}
              onClick={() => change(columns.filter((_, index) => index !== at))}
            >
              <IconTrash size={16} stroke={1.7} aria-hidden />
            </Button>
          </div>
        ))}
        <Button
          variant="default"
          leftSection={<IconPlus size={15} stroke={1.7} aria-hidden />}
          onClick={() => setColumns([...columns, { name: '', value: '' }])}
        >
          {words.add}
        </Button>
      </div>
    </FieldGroup>
  );
}
