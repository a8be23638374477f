import { Button } from '@mantine/core';
import { Suspense, useState } from 'react';
import { late } from '../../parts/late.ts';
import { definitionWords as words } from '../../words/en-definitions.ts';
import type { HistoryProps } from './change-list.tsx';

const History = late(() => import('./change-list.tsx').then(({ History: component }) => component));

/** The button that opens the history of a record; what it shows arrives with the first press. */
export function HistoryButton({ of, now }: Pick<HistoryProps, 'of' | 'now'>) {
  const [isOpen, setOpen] = useState(false);
  // stays once it was there: what closes gives back the focus
  const [isAsked, setAsked] = useState(false);
  const open = () => {
    setAsked(true);
    setOpen(true);
  };
  return (
    <>
      <Button variant="default" onClick={open}>
        {words.history}
      </Button>
      {isAsked && (
        <Suspense>
          <History of={of} now={now} isOpen={isOpen} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
