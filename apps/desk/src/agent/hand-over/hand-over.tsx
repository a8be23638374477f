import { Button, Textarea, TextInput } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useState, type KeyboardEvent } from 'react';
import type { ConversationView, WorkTarget } from '#contracts';
import { handOver, myWork, targets, type Handing } from '../../api/handing.ts';
import { Refused } from '../../api/refused.ts';
import { now } from '../../live/clock.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Failed } from '../../parts/empty.tsx';
import { PresenceMark } from '../../parts/presence-mark.tsx';
import { Bone, Loading } from '../../parts/small.tsx';
import { useOptions } from '../../parts/use-options.ts';
import { tell } from '../../shell/tell.tsx';
import '../../theme/inputs.css';
import { words as shared } from '../../words/en.ts';
import { handOverWords as words } from '../../words/en-hand-over.ts';
import styles from './hand-over.module.css';
import { agentRow, queueRow, type Target } from './target-row.ts';

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
    <Dialog isOpen onClose={onClose} title={words.what[what]} width={380} side="end">
      <div className={styles.panel}>
        <p className={styles.hint}>{words.hints[what]}</p>
        {workItemId && chosen ? (
          <Send workItemId={workItemId} what={what} to={chosen} onOther={() => setChosen(null)} onClose={onClose} />
        ) : workItemId ? (
          <Choose workItemId={workItemId} what={what} onChoose={setChosen} />
        ) : work.error ? (
          <Failed what={words.failed} error={work.error} onRetry={() => void work.refetch()} />
        ) : (
          <Bones />
        )}
      </div>
    </Dialog>
  );
}

const Bones = () => (
  <Loading>
    <Bone height={28} />
  </Loading>
);

interface ChooseProps {
  readonly workItemId: string;
  readonly what: Handing;
  readonly onChoose: (target: Target) => void;
}

/** Colleagues who are there, then queues: found while a part of the name is typed. */
function Choose({ workItemId, what, onChoose }: ChooseProps) {
  const [search, setSearch] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const q = useDeferredValue(search).trim();
  const { data, error, refetch } = useQuery(targets(workItemId, what, q));
  const agents = (data?.agents ?? []).map(agentRow);
  const queues = (data?.queues ?? []).map((queue) => queueRow(queue, now()));
  const all = [...agents, ...queues];
  const choose = (index: number) => {
    const target = all[index];
    if (!target) return;
    setRefusal(target.refusal);
    if (target.refusal === null) onChoose(target);
  };
  const options = useOptions(all.length, q, choose);
  const row = (target: Target, index: number) => (
    <li
      key={target.id}
      id={options.idOf(index)}
      role="option"
      aria-selected={options.isActive(index)}
      aria-disabled={target.refusal !== null || undefined}
      className={styles.target}
      onPointerMove={() => options.point(index)}
      onClick={() => choose(index)}
    >
      <Who target={target} />
    </li>
  );
  return (
    <>
      <TextInput
        data-autofocus
        autoFocus
        role="combobox"
        aria-label={words.find}
        aria-expanded={all.length > 0}
        aria-controls={options.listId}
        aria-activedescendant={options.activeId}
        placeholder={words.find}
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value);
          setRefusal(null);
        }}
        onKeyDown={(event) => event.key !== 'Tab' && options.press(event)}
      />
      {refusal && (
        <p className={styles.refusal} role="alert">
          {refusal}
        </p>
      )}
      {error && !data ? (
        <Failed what={words.failed} error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Bones />
      ) : (
        <ul className={styles.list} role="listbox" id={options.listId} aria-label={words.find}>
          {agents.length > 0 && queues.length > 0 && <Heading>{words.agents}</Heading>}
          {agents.map(row)}
          {agents.length > 0 && queues.length > 0 && <Heading>{words.queues}</Heading>}
          {queues.map((queue, index) => row(queue, agents.length + index))}
        </ul>
      )}
      {data && all.length === 0 && (
        <p className={styles.hint} role="status">
          {q === '' ? words.nobody : words.noneFound(q)}
        </p>
      )}
    </>
  );
}

const Heading = ({ children }: { readonly children: string }) => (
  <li role="presentation" className={styles.group}>
    {children}
  </li>
);

const Who = ({ target: { name, presence, about } }: { readonly target: Target }) => (
  <>
    {presence ? <PresenceMark presence={presence} /> : <IconUsersGroup size={14} stroke={1.7} aria-hidden />}
    <span className={styles.lines}>
      <span className={styles.name} dir="auto">
        {name}
      </span>
      <span className={styles.about}>
        {presence && shared.presence[presence]}
        {presence && about !== '' && ', '}
        {about}
      </span>
    </span>
  </>
);

interface SendProps {
  readonly workItemId: string;
  readonly what: Handing;
  readonly to: Target;
  readonly onOther: () => void;
  readonly onClose: () => void;
}

/** The note that goes along, and the button that sends it. A refusal stays beside what it refuses. */
function Send({ workItemId, what, to, onOther, onClose }: SendProps) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [note, setNote] = useState('');
  const isQueue = to.presence === null;
  const sending = useMutation({
    mutationFn: () => {
      const target = isQueue ? { queueId: to.id } : { agentId: to.id };
      return handOver(workItemId, what, { ...target, ...(note.trim() !== '' && { note: note.trim() }) } as WorkTarget);
    },
    onSuccess: async () => {
      onClose();
      const isMoved = isQueue && what === 'transfer';
      tell(isMoved ? words.moved(to.name) : words.asked(to.name));
      if (isMoved) await navigate({ to: '/work' });
    },
    // Who is there may have changed meanwhile.
    onError: () => void cache.invalidateQueries({ queryKey: ['targets', workItemId] }),
  });
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (!sending.isPending) sending.mutate();
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
      {sending.error && (
        <p className={styles.refusal} role="alert">
          {sending.error instanceof Refused ? sending.error.message : shared.common.notDone}
        </p>
      )}
      <div className={styles.foot}>
        <Button variant="default" onClick={onClose}>
          {shared.common.cancel}
        </Button>
        <Button onClick={() => sending.mutate()} loading={sending.isPending}>
          {words.send[what](to.name)}
        </Button>
      </div>
    </>
  );
}
