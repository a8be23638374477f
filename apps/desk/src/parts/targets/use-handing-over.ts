import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { WorkTarget } from '#contracts';
import { handOver, type Placing } from '../../api/handing.ts';
import { Refused } from '../../api/refused.ts';
import { words as shared } from '../../words/en.ts';
import type { Target } from './target-row.ts';

interface HandingOver {
  readonly workItemId: string;
  readonly what: Placing;
  readonly to: Target;
  readonly onDone: () => void | Promise<void>;
}

/**
 * Sends work to somebody who was chosen, or to a queue, with a note that goes along. `refusal`: why it was not done, to stand beside what it
 * refuses; null: nothing was refused.
 */
export function useHandingOver({ workItemId, what, to, onDone }: HandingOver) {
  const cache = useQueryClient();
  const [note, setNote] = useState('');
  const isQueue = to.presence === null;
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => {
      const target = isQueue ? { queueId: to.id } : { agentId: to.id };
      return handOver(workItemId, what, { ...target, ...(note.trim() !== '' && { note: note.trim() }) } as WorkTarget);
    },
    onSuccess: onDone,
    // Who is there may have changed meanwhile.
    onError: () => void cache.invalidateQueries({ queryKey: ['targets', workItemId] }),
  });
  return {
    isQueue,
    note,
    setNote,
    isSending: isPending,
    send: () => isPending || mutate(),
    refusal: error === null ? null : error instanceof Refused ? error.message : shared.common.notDone,
  };
}
