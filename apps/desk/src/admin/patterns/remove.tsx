import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Refused } from '../../api/refused.ts';
import { Dialog, DialogText } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { definitionWords as words } from '../../words/en-definitions.ts';
import styles from '../admin.module.css';

interface RemoveProps {
  readonly name: string;
  readonly text: string;
  /** What uses it, with ways there: shown when it is refused for that. */
  readonly uses?: ReactNode;
  readonly remove: () => Promise<void>;
  readonly removed: () => Promise<void>;
}

/** Asks once, and says in its place why it cannot be removed and what uses it. */
export function Remove({ name, text, uses, remove, removed }: RemoveProps) {
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const go = async () => {
    setBusy(true);
    try {
      await remove();
      tell(words.removed);
      setOpen(false);
      await removed();
    } catch (error) {
      if (error instanceof Refused && error.code === 'in-use') setRefusal(error.message);
      else {
        setOpen(false);
        tellFailure(error);
      }
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button
        variant="default"
        onClick={() => {
          setRefusal(null);
          setOpen(true);
        }}
      >
        {words.remove}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={words.removeTitle(name)}>
        <DialogText>{text}</DialogText>
        {refusal && (
          <div role="alert">
            <p className={styles.warning}>
              <IconAlertTriangle size={16} stroke={1.7} aria-hidden />
              {refusal}
            </p>
            {uses && (
              <div className={styles.below}>
                <p>{words.changeFirst}</p>
                {uses}
              </div>
            )}
          </div>
        )}
        <DialogFoot
          onCancel={() => setOpen(false)}
          startsAt="cancel"
          isBusy={isBusy}
          isDisabled={refusal !== null}
          onDo={() => void go()}
        >
          {words.remove}
        </DialogFoot>
      </Dialog>
    </>
  );
}
