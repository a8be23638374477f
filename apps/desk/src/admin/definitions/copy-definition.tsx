import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { v7 } from 'uuid';
import { type DefinitionView, type Kind, saveDefinition } from '../../api/definitions.ts';
import { Refused } from '../../api/refused.ts';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { adminWords } from '../../words/en-admin.ts';
import { slugOf } from '../patterns/controls.ts';

interface CopyProps {
  readonly kind: Kind;
  readonly of: DefinitionView;
  /** What a person may say of it. */
  readonly values: Readonly<Record<string, unknown>>;
}

const most = 20;

/** One's own of what is built in (product.md 15.1, 16): a copy that can be changed, under names that are free. */
export function CopyDefinition({ kind, of, values }: CopyProps) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [id] = useState(() => v7());
  const [isBusy, setBusy] = useState(false);
  const named = (place: number) => {
    const [name, end] = [adminWords.copy.proposed(of.name), place === 1 ? '' : String(place)];
    const { uniqueName } = values;
    return {
      ...values,
      name,
      slug: slugOf(`${name} ${end}`),
      ...(typeof uniqueName === 'string' && { uniqueName: `${uniqueName}_copy${end}` }),
    };
  };
  const go = async () => {
    setBusy(true);
    try {
      for (let place = 1; ; place += 1) {
        try {
          await saveDefinition(cache, kind, id, null, named(place), false);
          break;
        } catch (error) {
          const isTaken = error instanceof Refused && ('slug' in error.fields || 'uniqueName' in error.fields);
          if (!isTaken || place === most) throw error;
        }
      }
      tell(adminWords.copy.done);
      await navigate({ to: '/admin/settings/$kind/$id', params: { kind: kind.path, id } });
    } catch (error) {
      tellFailure(error);
      setBusy(false);
    }
  };
  return (
    <Button variant="default" loading={isBusy} onClick={() => void go()}>
      {adminWords.copy.button}
    </Button>
  );
}
