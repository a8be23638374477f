import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { v7 as newId } from 'uuid';
import type { ConversationView, RoutingJobRequest } from '#contracts';
import { doToMany, placeMany } from '../../api/bulk.ts';
import { agents as agentsQuery, queues as queuesQuery, workItems } from '../../api/routing.ts';
import { Dialog, DialogActions, DialogText } from '../../parts/dialog.tsx';
import { tellFailure } from '../../shell/tell.tsx';
import { liveWords } from '../../words/en-live.ts';
import { words as shared } from '../../words/en.ts';
import '../fields.css';
import type { BulkAction } from './bulk-bar.tsx';
import styles from './bulk.module.css';
import { Run } from './run.tsx';

const words = liveWords.bulk;
/** The longest text to many, and the longest name of it (product.md 18.4). */
const [longestText, longestTitle] = [1000, 100];
const saying = { message: 'message-customers', notify: 'notify-agents' } as const;

interface BulkDialogProps {
  readonly action: BulkAction;
  readonly about: readonly ConversationView[];
  readonly onClose: () => void;
  readonly onBegun: () => void;
}

/** Asks once, then shows how far it has come and what became of each. */
export function BulkDialog({ action, about, onClose, onBegun }: BulkDialogProps) {
  const [id] = useState(() => newId());
  const [to, setTo] = useState<string | null>(null);
  const [said, setSaid] = useState({ text: '', title: '' });
  const items = useQuery(workItems).data ?? [];
  const workOf = new Map<string, string>(items.map((item) => [item.conversationId, item.id]));
  const isPlacing = action === 'assign' || action === 'move';
  const isSaying = action === 'message' || action === 'notify';
  const text = said.text.trim();
  const title = said.title.trim();
  const subjects = about.flatMap((conversation) => {
    const subject = isPlacing ? workOf.get(conversation.id) : conversation.id;
    return subject === undefined ? [] : [{ id: subject, customer: conversation.customer }];
  });
  const starting = useMutation({
    mutationFn: async (asked: typeof subjects) => {
      const ids = asked.map((subject) => subject.id);
      if (isSaying)
        await doToMany(id, { action: saying[action], conversationIds: ids, text, ...(title !== '' && { title }) });
      else if (!isPlacing) await doToMany(id, { action: 'force-close', conversationIds: ids });
      else
        await placeMany(id, {
          workItemIds: ids,
          ...(action === 'assign'
            ? { action: 'assign-to-agent', agentId: to }
            : { action: 'move-to-queue', queueId: to }),
        } as RoutingJobRequest);
      return asked;
    },
    onSuccess: onBegun,
    onError: tellFailure,
  });
  const begun = starting.data;
  const left = about.length - subjects.length;
  return (
    <Dialog isOpen onClose={onClose} title={words.titles[action]} width={520}>
      {begun ? (
        <Run
          id={id}
          of={isPlacing ? 'routing' : 'conversations'}
          customers={new Map(begun.map((subject) => [subject.id, subject.customer]))}
          onClose={onClose}
        />
      ) : (
        <>
          <DialogText>{words.texts[action]}</DialogText>
          {isPlacing && <Target action={action} to={to} onChoose={setTo} />}
          {isSaying && <Words said={said} onType={setSaid} />}
          {left > 0 && <DialogText>{words.notRouted(left)}</DialogText>}
          <DialogActions>
            <Button variant="subtle" color="gray" onClick={onClose}>
              {shared.common.cancel}
            </Button>
            <Button
              {...(action === 'close' && { color: 'bad', 'data-autofocus': true })}
              disabled={
                subjects.length === 0 ||
                (isPlacing && to === null) ||
                (isSaying && (text === '' || text.length > longestText))
              }
              loading={starting.isPending}
              onClick={() => starting.mutate(subjects)}
            >
              {words.confirm[action](subjects.length)}
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}

interface TargetProps {
  readonly action: BulkAction;
  readonly to: string | null;
  readonly onChoose: (to: string | null) => void;
}

/** To whom, or where to. */
function Target({ action, to, onChoose }: TargetProps) {
  const agents = useQuery(agentsQuery).data ?? [];
  const queues = useQuery(queuesQuery).data ?? [];
  const options =
    action === 'assign'
      ? agents.map(({ id, name, presence, capacity }) => ({
          value: id as string,
          label: `${name}, ${(shared.presence[presence] ?? presence).toLowerCase()}, ${shared.common.of(capacity.used, capacity.total)}`,
        }))
      : queues.map(({ id, name, waiting }) => ({
          value: id as string,
          label: `${name}, ${shared.common.number(waiting)}`,
        }));
  return (
    <Select
      className={styles.field}
      label={action === 'assign' ? words.agent : words.queue}
      data={options.sort((one, other) => one.label.localeCompare(other.label))}
      searchable
      allowDeselect={false}
      value={to}
      onChange={onChoose}
      comboboxProps={{ withinPortal: false }}
      data-autofocus
    />
  );
}

interface WordsProps {
  readonly said: { readonly text: string; readonly title: string };
  readonly onType: (said: { text: string; title: string }) => void;
}

/** What they read, and what it is called in the history. */
const Words = ({ said, onType }: WordsProps) => (
  <>
    <Textarea
      className={styles.field}
      label={words.text}
      description={words.room(longestText - said.text.trim().length)}
      dir="auto"
      autosize
      minRows={3}
      maxRows={8}
      value={said.text}
      error={said.text.trim().length > longestText}
      onChange={(event) => onType({ ...said, text: event.currentTarget.value })}
      data-autofocus
    />
    <TextInput
      className={styles.field}
      label={words.name}
      dir="auto"
      maxLength={longestTitle}
      value={said.title}
      onChange={(event) => onType({ ...said, title: event.currentTarget.value })}
    />
  </>
);
