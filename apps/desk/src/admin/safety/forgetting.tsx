import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ErasureView } from '#contracts';
import { erasure, readAnew } from '../../api/erasures.ts';
import { Dialog, DialogActions, DialogText } from '../../parts/dialog.tsx';
import { Read } from '../../parts/read.tsx';
import { Fact, Facts } from '../../parts/small.tsx';
import { words as shared } from '../../words/en.ts';
import { forgettingWords as words } from '../../words/en-forgetting.ts';
import { ProgressTag } from './forget.tsx';

const places = ['conversations', 'gateway', 'routing'] as const;

const Progress = ({ of }: { readonly of: ErasureView }) => (
  <>
    <p role="status">{of.state === 'done' ? words.outcome(of.blanked) : words.soFar(of.blanked)}</p>
    <Facts>
      {places.map((place) => (
        <Fact key={place} name={words.places[place]}>
          <ProgressTag of={of[place]} />
        </Fact>
      ))}
    </Facts>
    {of.state !== 'done' && <DialogText>{words.goesOn}</DialogText>}
  </>
);

/** How far a request is, until everybody has forgotten the customer. */
export function Forgetting({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const cache = useQueryClient();
  const query = useQuery(erasure(id));
  const isDone = query.data?.state === 'done';
  useEffect(() => {
    if (isDone) void readAnew(cache);
  }, [isDone, cache]);
  return (
    <Dialog isOpen onClose={onClose} title={isDone ? words.doneTitle : words.underWayTitle}>
      <Read query={query} what={words.one}>
        {(view) => <Progress of={view} />}
      </Read>
      <DialogActions>
        <Button onClick={onClose} data-autofocus>
          {shared.common.close}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
