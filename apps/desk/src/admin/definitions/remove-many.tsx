import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DefinitionView, Kind } from '../../api/definitions.ts';
import { type NotRemoved, removeDefinitions } from '../../api/remove-definitions.ts';
import { Dialog, DialogActions, DialogText } from '../../parts/dialog.tsx';
import { tell } from '../../shell/tell.tsx';
import { definitionWords as shared } from '../../words/en-definitions.ts';
import { removeManyWords as words } from '../../words/en-remove-many.ts';
import own from './definitions.module.css';

interface RemoveManyProps {
  readonly kind: Kind;
  readonly chosen: readonly DefinitionView[];
  /** Those that are gone. */
  readonly onRemoved: (ids: readonly string[]) => void;
}

/** Asks once, removes what may go, and says of the rest why it stays. */
export function RemoveMany({ kind, chosen, onRemoved }: RemoveManyProps) {
  const cache = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  // what is asked about stays so, whatever leaves the list meanwhile
  const [asked, setAsked] = useState(chosen);
  const [staying, setStaying] = useState<readonly NotRemoved[]>([]);
  const go = async () => {
    setBusy(true);
    const left = await removeDefinitions(cache, kind, asked);
    setBusy(false);
    setStaying(left);
    if (left.length === 0) setOpen(false);
    const gone = asked.filter(({ id }) => !left.some((one) => one.id === id));
    if (gone.length > 0) tell(words.removed(gone.length));
    onRemoved(gone.map(({ id }) => id));
  };
  return (
    <>
      <Button
        variant="default"
        onClick={() => {
          setStaying([]);
          setAsked(chosen);
          setOpen(true);
        }}
      >
        {shared.remove}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={words.remove(asked.length)}>
        {staying.length === 0 ? (
          <DialogText>{words.text}</DialogText>
        ) : (
          <div role="alert">
            <DialogText>{words.stay}</DialogText>
            <ul className={own.staying}>
              {staying.map(({ id, name, why }) => (
                <li key={id} dir="auto">
                  {name}: {why}
                </li>
              ))}
            </ul>
          </div>
        )}
        <DialogActions>
          <Button variant="default" onClick={() => setOpen(false)} data-autofocus>
            {staying.length === 0 ? shared.cancel : words.close}
          </Button>
          {staying.length === 0 && (
            <Button loading={isBusy} onClick={() => void go()}>
              {shared.remove}
            </Button>
          )}
        </DialogActions>
      </Dialog>
    </>
  );
}
