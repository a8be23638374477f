import { Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { v7 as uuid } from 'uuid';
import { queueRequest } from '#contracts';
import { saveQueue } from '../../api/routing-settings.ts';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { definitionWords as words } from '../../words/en-definitions.ts';
import { slugOf } from './controls.ts';
import { useChoices } from './reference.tsx';

interface QueueOrNewProps {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly error: boolean;
  readonly readOnly: boolean;
  readonly isOptional: boolean;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** Stands for the queue that is not there yet. */
const anew = 'new';

/** A queue by its name, or a new one with the name that was typed: its agents are added on its own page (product.md 6.1). */
export function QueueOrNew({ isOptional, value, onChange, ...props }: QueueOrNewProps) {
  const cache = useQueryClient();
  const [typed, setTyped] = useState('');
  const making = useMutation({
    mutationFn: (name: string) => {
      const id = uuid();
      const slug = slugOf(name) || `queue-${id.slice(-8)}`;
      return saveQueue(cache, id, null, queueRequest.parse({ slug, name }));
    },
    onSuccess: ({ id, name }) => {
      onChange(id);
      tell(words.queueMade(name));
    },
    onError: (error, name) => {
      setTyped(name);
      tellFailure(error);
    },
  });
  const chosen = typeof value === 'string' && value !== '' ? value : null;
  // what is typed before the names are there would be taken for new, or stand behind the name of what is chosen
  const { choices, isReading } = useChoices('queue', chosen ? [chosen] : []);
  const name = typed.trim();
  const isNew = name !== '' && !choices.some(({ label }) => label.toLowerCase() === name.toLowerCase());
  return (
    <Select
      {...props}
      data={isNew && !making.isPending ? [...choices, { value: anew, label: words.newQueue(name) }] : choices}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      clearable={isOptional}
      allowDeselect={false}
      disabled={making.isPending || isReading}
      placeholder={isReading ? words.reading : words.choose}
      value={chosen}
      onChange={(next) => (next === anew ? making.mutate(name) : onChange(next))}
      nothingFoundMessage={words.noMatch}
    />
  );
}
