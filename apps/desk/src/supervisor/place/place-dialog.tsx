import { Button, Textarea } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { latestWork } from '../../api/explanation.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Failed } from '../../parts/empty.tsx';
import { ChooseTarget, TargetBones, Who } from '../../parts/targets/choose-target.tsx';
import type { Target } from '../../parts/targets/target-row.ts';
import styles from '../../parts/targets/targets.module.css';
import { useHandingOver } from '../../parts/targets/use-handing-over.ts';
import { tell } from '../../shell/tell.tsx';
import '../../theme/inputs.css';
import { placingWords as words } from '../../words/en-placing.ts';
import { words as shared } from '../../words/en.ts';

interface PlaceDialogProps {
  readonly conversationId: string;
  readonly what: 'assign' | 'transfer';
  readonly onClose: () => void;
}

/** Who, how far that goes beyond what they have room for, a note, and it is done (product.md 18.4). */
export function PlaceDialog({ conversationId, what, onClose }: PlaceDialogProps) {
  const work = useQuery({ ...latestWork(conversationId), staleTime: 0 });
  const [chosen, setChosen] = useState<Target | null>(null);
  const workItemId = work.data?.id;
  return (
    <Dialog isOpen onClose={onClose} title={words.titles[what]} width={420} side="end">
      <div className={styles.panel}>
        <p className={styles.hint}>{words.hints[what]}</p>
        {workItemId && chosen ? (
          <Confirm workItemId={workItemId} what={what} to={chosen} onOther={() => setChosen(null)} onClose={onClose} />
        ) : workItemId ? (
          <ChooseTarget workItemId={workItemId} what={what} onChoose={setChosen} isAnyAllowed />
        ) : work.error ? (
          <Failed what={words.failed} error={work.error} onRetry={() => void work.refetch()} />
        ) : work.data === null ? (
          <p className={styles.hint}>{words.noWork}</p>
        ) : (
          <TargetBones />
        )}
      </div>
    </Dialog>
  );
}

interface ConfirmProps {
  readonly workItemId: string;
  readonly what: 'assign' | 'transfer';
  readonly to: Target;
  readonly onOther: () => void;
  readonly onClose: () => void;
}

/** What it means for who gets it, before it is done. A refusal stays beside what it refuses. */
function Confirm({ workItemId, what, to, onOther, onClose }: ConfirmProps) {
  const { isQueue, note, setNote, send, isSending, refusal } = useHandingOver({
    workItemId,
    what,
    to,
    onDone: () => {
      onClose();
      tell(isQueue ? words.moved(to.name) : words.asked(to.name));
    },
  });
  return (
    <>
      <div className={styles.chosen}>
        <Who target={to} />
        <Button variant="default" size="compact-sm" onClick={onOther}>
          {words.other}
        </Button>
      </div>
      {to.exceeds !== null && (
        <p className={styles.exceeds}>
          <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
          <span>{words.exceeds(to.name, to.exceeds)}</span>
        </p>
      )}
      <Textarea
        autoFocus
        autosize
        minRows={3}
        maxRows={8}
        maxLength={1000}
        dir="auto"
        label={words.note}
        description={words.noteHint}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {refusal !== null && (
        <p className={styles.refusal} role="alert">
          {refusal}
        </p>
      )}
      <div className={styles.foot}>
        <Button variant="default" onClick={onClose}>
          {shared.common.cancel}
        </Button>
        <Button onClick={send} loading={isSending}>
          {(to.exceeds === null ? words.send : words.anyway)[what](to.name)}
        </Button>
      </div>
    </>
  );
}
