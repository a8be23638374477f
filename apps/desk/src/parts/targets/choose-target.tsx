import { TextInput } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { targets, type Placing } from '../../api/handing.ts';
import { now } from '../../live/clock.ts';
import { handOverWords as words } from '../../words/en-hand-over.ts';
import { words as shared } from '../../words/en.ts';
import { Failed } from '../empty.tsx';
import { PresenceMark } from '../presence-mark.tsx';
import { Bone, Loading } from '../small.tsx';
import { useOptions } from '../use-options.ts';
import { agentRow, queueRow, type Target } from './target-row.ts';
import styles from './targets.module.css';

/** While it is not known yet who there is. */
export const TargetBones = () => (
  <Loading>
    <Bone height={28} />
  </Loading>
);

interface ChooseTargetProps {
  readonly workItemId: string;
  readonly what: Placing;
  readonly onChoose: (target: Target) => void;
  /** Closed queues can be chosen, too: by supervisors. */
  readonly isAnyAllowed?: boolean;
}

/** Colleagues who are there, then queues: found while a part of the name is typed. */
export function ChooseTarget({ workItemId, what, onChoose, isAnyAllowed = false }: ChooseTargetProps) {
  const [search, setSearch] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const q = useDeferredValue(search).trim();
  const { data, error, refetch } = useQuery(targets(workItemId, what, q));
  const agents = (data?.agents ?? []).map(agentRow);
  const queues = (data?.queues ?? []).map((queue) => queueRow(queue, now(), isAnyAllowed));
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
        <TargetBones />
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

/** Who it is, whether they are there, and how much room they have. */
export const Who = ({ target: { name, presence, about } }: { readonly target: Target }) => (
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
