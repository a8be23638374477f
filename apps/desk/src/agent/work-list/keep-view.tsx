import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { v7 } from 'uuid';
import type { ListView } from '#contracts';
import { changeListViews } from '../../api/list-views.ts';
import { Refused } from '../../api/refused.ts';
import { Dialog, DialogText } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { tell } from '../../shell/tell.tsx';
import '../../theme/inputs.css';
import { words as shared } from '../../words/en.ts';
import { listWords as words } from '../../words/en-list.ts';
import type { Wanted } from './arrange.ts';

interface KeepViewProps {
  readonly list: ListView['list'];
  readonly wanted: Wanted;
  readonly proposed: string;
  readonly onClose: () => void;
}

/** Gives what is looked at a name, under which it is there at every desk of this agent. */
export function KeepView({ list, wanted, proposed, onClose }: KeepViewProps) {
  const cache = useQueryClient();
  const [name, setName] = useState(proposed.slice(0, 40));
  const keeping = useMutation({
    mutationFn: () => changeListViews(cache, (before) => [...before, { ...wanted, id: v7(), list, name: name.trim() }]),
    onSuccess: () => {
      tell(words.viewKept);
      onClose();
    },
  });
  const refusal = keeping.error;
  return (
    <Dialog isOpen onClose={onClose} title={words.keepView} width={400}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') keeping.mutate();
        }}
      >
        <DialogText>{words.keepViewText}</DialogText>
        <TextInput
          data-autofocus
          label={words.viewName}
          dir="auto"
          maxLength={40}
          value={name}
          error={
            refusal instanceof Refused
              ? (Object.values(refusal.fields)[0] ?? refusal.message)
              : refusal && shared.common.notDone
          }
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <DialogFoot onCancel={onClose} isBusy={keeping.isPending} isDisabled={name.trim() === ''}>
          {words.keep}
        </DialogFoot>
      </form>
    </Dialog>
  );
}
