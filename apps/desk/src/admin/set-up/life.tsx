import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConfigurationState, RetirementWay } from '#contracts';
import { type SetUpKind, turn } from '../../api/set-up.ts';
import { Dialog, DialogText } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { Tag } from '../../parts/tag.tsx';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { adminWords } from '../../words/en-admin.ts';
import styles from '../admin.module.css';

const words = adminWords.life;

interface Living {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly state: ConfigurationState;
  readonly usage: readonly { readonly service: string; readonly count: number }[];
}

/** Whether something is on its way out, and what still uses it. */
export function State({ of }: { readonly of: Pick<Living, 'state' | 'usage'> }) {
  if (of.state === 'active') return null;
  if (of.state === 'removed') return <Tag>{words.removed}</Tag>;
  const used = of.usage.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <Tag tone="risk">{words.retiring}</Tag> {of.usage.length === 0 ? words.notCounted : words.stillUsed(used)}
    </>
  );
}

/** Takes an account, a workstream or a channel out of use in two steps, or back while it still can (product.md 39). */
export function TurnOff({ kind, of }: { readonly kind: SetUpKind; readonly of: Living }) {
  const cache = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [how, setHow] = useState<RetirementWay>('wait');
  const [isBusy, setBusy] = useState(false);
  const go = async (way: RetirementWay | null) => {
    setBusy(true);
    try {
      await turn(cache, kind, of, way);
      tell(way ? words.turnedOff : words.turnedOn);
    } catch (error) {
      tellFailure(error);
    } finally {
      setBusy(false);
      setOpen(false);
    }
  };
  if (of.state === 'removed') return null;
  if (of.state === 'retiring') {
    return (
      <Button variant="default" loading={isBusy} onClick={() => void go(null)}>
        {words.turnOn}
      </Button>
    );
  }
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {words.turnOff}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={words.turnOffTitle(of.name)}>
        <DialogText>{words.turnOffText}</DialogText>
        <div className={styles.choices} role="radiogroup" aria-label={words.turnOff}>
          {(['wait', 'close-all'] as const).map((way) => (
            <label key={way} className={styles.choice}>
              <input type="radio" name="how" checked={how === way} onChange={() => setHow(way)} />
              {way === 'wait' ? words.wait : words.closeAll}
            </label>
          ))}
        </div>
        <DialogFoot onCancel={() => setOpen(false)} startsAt="cancel" isBusy={isBusy} onDo={() => void go(how)}>
          {words.turnOff}
        </DialogFoot>
      </Dialog>
    </>
  );
}
