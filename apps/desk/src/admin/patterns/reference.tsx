import { MultiSelect, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { nameable } from '../../api/definitions.ts';
import { definitionWords as words } from '../../words/en-definitions.ts';

interface ReferenceProps {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly error: boolean;
  readonly readOnly: boolean;
  readonly to: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** What there is to choose, by its names, together with what is chosen. While they are read nothing can be said of either. */
export function useChoices(to: string, chosen: readonly string[]) {
  const { data: known = [], isPending, isError } = useQuery(nameable(to));
  const others = isPending ? [] : chosen.filter((id) => !known.some((one) => one.id === id));
  const choices = [
    ...known.map(({ id, name }) => ({ value: id, label: name })),
    ...others.map((id) => ({ value: id, label: isError ? words.unread : words.unknown })),
  ];
  return { choices, isReading: isPending };
}

/** Something else by its name; what is no longer there keeps its place. */
export function Reference({ to, value, isOptional, ...props }: ReferenceProps & { readonly isOptional: boolean }) {
  const chosen = typeof value === 'string' && value !== '' ? value : null;
  const { choices, isReading } = useChoices(to, chosen ? [chosen] : []);
  return (
    <Select
      {...props}
      data={choices}
      disabled={isReading}
      searchable
      clearable={isOptional}
      allowDeselect={false}
      placeholder={isReading ? words.reading : words.choose}
      value={chosen}
      nothingFoundMessage={words.noMatch}
    />
  );
}

/** Several things by their names. */
export function References({ to, value, ...props }: ReferenceProps) {
  const chosen = Array.isArray(value) ? (value as string[]) : [];
  const { choices, isReading } = useChoices(to, chosen);
  return (
    <MultiSelect
      {...props}
      data={choices}
      disabled={isReading}
      searchable
      value={isReading ? [] : chosen}
      nothingFoundMessage={words.noMatch}
    />
  );
}
