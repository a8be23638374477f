import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type DirectoryRecord, record, records } from '../../api/directory.ts';
import { definitionWords } from '../../words/en-definitions.ts';
import { directoryWords as words } from '../../words/en-directory.ts';
import { Field } from '../patterns/form-parts.tsx';
import type { FieldShown } from '../patterns/record-form.tsx';

export const nameOfRecord = (one: DirectoryRecord): string =>
  'title' in one ? [one.number, one.title].filter(Boolean).join(' · ') : one.name;

interface OneOfManyProps extends Pick<FieldShown, 'value' | 'onChange'> {
  readonly kind: 'contact' | 'account';
  readonly name: string;
  readonly error: string | undefined;
}

/** A contact or an account, found by what is typed: there may be too many for a list. */
export function OneOfMany({ kind, name, error, value, onChange }: OneOfManyProps) {
  const id = typeof value === 'string' ? value : null;
  const [typed, setTyped] = useState('');
  const chosen = useQuery({ ...record(kind, id ?? ''), enabled: id !== null, retry: false });
  const shown = id === null ? '' : chosen.data ? nameOfRecord(chosen.data) : definitionWords.unknown;
  // what is chosen stands in the field and is not looked for
  const [q] = useDebouncedValue(typed === shown ? '' : typed.trim(), 200);
  const found = useInfiniteQuery({ ...records(kind, q), placeholderData: keepPreviousData });
  const known = found.data?.pages[0]?.items.map((one) => ({ value: one.id as string, label: nameOfRecord(one) })) ?? [];
  const data = id === null || known.some((one) => one.value === id) ? known : [{ value: id, label: shown }, ...known];
  return (
    <Field name={name} error={error}>
      {(ids) => (
        <Select
          {...ids}
          data={data}
          searchable
          clearable
          placeholder={kind === 'contact' ? words.person : words.account}
          nothingFoundMessage={words.noMatch}
          filter={({ options }) => options}
          value={id}
          onChange={(next) => onChange(next)}
          onSearchChange={setTyped}
        />
      )}
    </Field>
  );
}
