import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { record, records } from '../../api/directory.ts';
import { foundWords as words } from '../../words/en-found.ts';

interface FindContactProps {
  /** Who is chosen; null: nobody. */
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
}

/** A contact of the directory, found by what is typed: there may be too many for a list. */
export function FindContact({ value, onChange }: FindContactProps) {
  const [typed, setTyped] = useState('');
  const chosen = useQuery({ ...record('contact', value ?? ''), enabled: value !== null, retry: false });
  const name = chosen.data && 'name' in chosen.data ? chosen.data.name : words.unknown;
  const shown = value === null ? '' : name;
  // who is chosen stands in the field and is not looked for
  const [q] = useDebouncedValue(typed === shown ? '' : typed.trim(), 200);
  const found = useInfiniteQuery({ ...records('contact', q), placeholderData: keepPreviousData });
  const known = (found.data?.pages[0]?.items ?? []).flatMap((one) =>
    'name' in one ? [{ value: one.id as string, label: one.name }] : [],
  );
  const isKnown = value === null || known.some((one) => one.value === value);
  return (
    <Select
      label={words.contact}
      placeholder={words.anybody}
      data={isKnown ? known : [{ value, label: shown }, ...known]}
      searchable
      clearable
      nothingFoundMessage={words.nobody}
      filter={({ options }) => options}
      value={value}
      onChange={onChange}
      onSearchChange={setTyped}
    />
  );
}
