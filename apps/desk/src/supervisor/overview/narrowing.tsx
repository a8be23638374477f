import { Select } from '@mantine/core';
import type { ConversationView } from '#contracts';
import { liveWords } from '../../words/en-live.ts';
import { words as shared } from '../../words/en.ts';
import { supervisorWords as words } from '../../words/en-supervisor.ts';
import '../fields.css';
import { type Choice, choicesOf, type Narrow, nobody } from './narrow.ts';
import styles from './narrowing.module.css';

interface NarrowingProps {
  readonly all: readonly ConversationView[];
  readonly narrow: Narrow;
  readonly onNarrow: (narrow: Narrow) => void;
  readonly names: ReadonlyMap<string, string>;
  readonly queueOf: (conversation: ConversationView) => string | null | undefined;
}

/** Narrows the conversations to those of one state, line, queue or agent. */
export function Narrowing({ all, narrow, onNarrow, names, queueOf }: NarrowingProps) {
  const lineName = (id: string) => all.find(({ channelId }) => channelId === id)?.channelName ?? id;
  const agentName = (id: string) => (id === nobody ? liveWords.narrow.nobody : (names.get(id) ?? id));
  const statusName = (status: string) => (shared.status as Readonly<Record<string, string>>)[status] ?? status;
  const named = (value: string | null, label: (value: string) => string): Choice | null =>
    value === null ? null : { value, label: label(value) };
  const fields = [
    {
      field: 'status',
      label: words.conversations.status,
      any: liveWords.narrow.anyState,
      choices: choicesOf(all, ({ status }) => named(status, statusName), named(narrow.status, statusName)),
    },
    {
      field: 'line',
      label: words.conversations.line,
      any: liveWords.narrow.anyLine,
      choices: choicesOf(all, ({ channelId }) => named(channelId, lineName), named(narrow.line, lineName)),
    },
    {
      field: 'queue',
      label: words.conversations.queue,
      any: liveWords.narrow.anyQueue,
      choices: choicesOf(
        all,
        (one) => named(queueOf(one) ?? null, (queue) => queue),
        named(narrow.queue, (queue) => queue),
      ),
    },
    {
      field: 'agent',
      label: words.conversations.agent,
      any: liveWords.narrow.anybody,
      choices: choicesOf(all, ({ agentId }) => named(agentId ?? nobody, agentName), named(narrow.agent, agentName)),
    },
  ] as const;
  return (
    <div role="group" aria-label={liveWords.narrow.title} className={styles.row}>
      {fields.map(({ field, label, any, choices }) => (
        <Select
          key={field}
          size="xs"
          className={styles.field!}
          aria-label={label}
          placeholder={any}
          data={[...choices]}
          clearable
          value={narrow[field]}
          onChange={(value) => onNarrow({ ...narrow, [field]: value })}
          comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
        />
      ))}
    </div>
  );
}
