import { Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type KeyboardEvent } from 'react';
import type { ConversationView } from '#contracts';
import { type Handing, myWork } from '../../api/handing.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Failed } from '../../parts/empty.tsx';
import { ChooseTarget, TargetBones, Who } from '../../parts/targets/choose-target.tsx';
import type { Target } from '../../parts/targets/target-row.ts';
import { tell } from '../../shell/tell.tsx';
import '../../theme/inputs.css';
import { words as shared } from '../../words/en.ts';
import { agentWords } from '../../words/en-agent.ts';
import { handOverWords as words } from '../../words/en-hand-over.ts';
import styles from '../../parts/targets/targets.module.css';
import { useHandingOver } from '../../parts/targets/use-handing-over.ts';

interface HandOverProps {
  readonly conversation: ConversationView;
  readonly what: Handing;
  readonly onClose: () => void;
}

/** Hands a conversation to a colleague or a queue, or asks a colleague for advice: who, a note, and it goes (product.md 18.2, 18.3). */
export function HandOver({ conversation, what, onClose }: HandOverProps) {
  const work = useQuery(myWork(conversation.id));
  const workItemId = work.data?.workItemId;
  const [chosen, setChosen] = useState<Target | null>(null);
  return (
    <Dialog isOpen onClose={onClose} title={agentWords.handing.what[what]} width={380} side="end">
      <div className={styles.panel}>
        <p className={styles.hint}>{words.hints[what]}</p>
        {workItemId && chosen ? (
          <Send workItemId={workItemId} what={what} to={chosen} onOther={() => setChosen(null)} onClose={onClose} />
        ) : workItemId ? (
          <ChooseTarget workItemId={workItemId} what={what} onChoose={setChosen} />
        ) : work.error ? (
          <Failed what={words.failed} error={work.error} onRetry={() => void work.refetch()} />
        ) : (
          <TargetBones />
        )}
      </div>
    </Dialog>
  );
}

interface SendProps {
  readonly workItemId: string;
  readonly what: Handing;
  readonly to: Target;
  readonly onOther: () => void;
  readonly onClose: () => void;
}

/** The note that goes along, and the button that sends it. A refusal stays beside what it refuses. */
function Send({ workItemId, what, to, onOther, onClose }: SendProps) {
  const navigate = useNavigate();
  const { isQueue, note, setNote, send, isSending, refusal } = useHandingOver({
    workItemId,
    what,
    to,
    onDone: async () => {
      onClose();
      const isMoved = isQueue && what === 'transfer';
      tell(isMoved ? words.moved(to.name) : words.asked(to.name));
      if (isMoved) await navigate({ to: '/work' });
    },
  });
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <>
      <div className={styles.chosen}>
        <Who target={to} />
        <Button variant="default" size="compact-sm" onClick={onOther} style={{ marginInlineStart: 'auto' }}>
          {words.other}
        </Button>
      </div>
      <Textarea
        autoFocus
        autosize
        minRows={3}
        maxRows={8}
        maxLength={1000}
        dir="auto"
        label={words.note[what]}
        description={words.noteHint}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        onKeyDown={press}
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
          {words.send[what](to.name)}
        </Button>
      </div>
    </>
  );
}
