import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { ConversationView } from '#contracts';
import { organisation } from '../../api/organisation.ts';
import { liveWords } from '../../words/en-live.ts';
import styles from './bulk.module.css';

const words = liveWords.bulk;

export type BulkAction = 'assign' | 'move' | 'message' | 'notify' | 'close';

const BulkDialog = lazy(() =>
  import('./bulk-dialog.tsx').then(({ BulkDialog: component }) => ({ default: component })),
);

interface BulkBarProps {
  readonly chosen: readonly ConversationView[];
  /** How many there are to choose from, also further down. */
  readonly outOf: number;
  readonly onAll: () => void;
  readonly onClear: () => void;
}

/** What can be done to all that are chosen. */
export function BulkBar({ chosen, outOf, onAll, onClear }: BulkBarProps) {
  // those that were chosen when it began: the list goes on meanwhile
  const [asked, setAsked] = useState<{ action: BulkAction; about: readonly ConversationView[] } | null>(null);
  // what the organisation allows; until that is known, whoever is asked says no
  const most = useQuery(organisation).data?.bulk.conversations ?? Infinity;
  const isTooMany = chosen.length > most;
  const button = (action: BulkAction) => (
    <Button variant="default" disabled={isTooMany} onClick={() => setAsked({ action, about: chosen })}>
      {words[action]}
    </Button>
  );
  return (
    <>
      {chosen.length > 0 && (
        <div className={styles.bar} role="group" aria-label={words.bar}>
          <span role="status" className={styles.count}>
            {words.chosen(chosen.length)}
            {isTooMany && ` ${words.most(most)}`}
          </span>
          {chosen.length < outOf && (
            <Button variant="subtle" onClick={onAll}>
              {words.all(outOf)}
            </Button>
          )}
          {button('assign')}
          {button('move')}
          {button('message')}
          {button('notify')}
          {button('close')}
          <Button variant="subtle" color="gray" onClick={onClear}>
            {words.none}
          </Button>
        </div>
      )}
      {asked && (
        <Suspense>
          <BulkDialog {...asked} onClose={() => setAsked(null)} onBegun={onClear} />
        </Suspense>
      )}
    </>
  );
}
