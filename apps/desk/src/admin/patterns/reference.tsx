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

/** Something else by its name; what is no longer there keeps its place. */
export function Reference({ to, value, isOptional, ...props }: ReferenceProps & { readonly isOptional: boolean }) {
  const known = useQuery(nameable(to)).data ?? [];
  const chosen = typeof value === 'string' && value !== '' ? value : null;
  const data = known.map(({ id, name }) => ({ value: id, label: name }));
  if (chosen && !known.some(({ id }) => id === chosen)) data.push({ value: chosen, label: words.unknown });
  return (
    <Select
      {...props}
      data={data}
      searchable
      clearable={isOptional}
      allowDeselect={false}
      placeholder={words.choose}
      value={chosen}
      nothingFoundMessage={words.noMatch}
    />
  );
}

/** Several things by their names. */
export function References({ to, value, ...props }: ReferenceProps) {
  const known = useQuery(nameable(to)).data ?? [];
  const chosen = Array.isArray(value) ? (value as string[]) : [];
  const gone = chosen.filter((id) => !known.some((one) => one.id === id));
  const data = [
    ...known.map(({ id, name }) => ({ value: id, label: name })),
    ...gone.map((id) => ({ value: id, label: words.unknown })),
  ];
  return <MultiSelect {...props} data={data} searchable value={chosen} nothingFoundMessage={words.noMatch} />;
}
