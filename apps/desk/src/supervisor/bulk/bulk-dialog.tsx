import { Button, Select } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { v7 as newId } from 'uuid';
import type { ConversationView, RoutingJobRequest } from '#contracts';
import { closeMany, closing, placeMany, placing, type Progress } from '../../api/bulk.ts';
import { agents as agentsQuery, queues as queuesQuery, workItems } from '../../api/routing.ts';
import { spellAddress } from '../../parts/address.ts';
import { Dialog, DialogActions, DialogText } from '../../parts/dialog.tsx';
import { Read } from '../../parts/read.tsx';
import { DataTable, tableStyles as table } from '../../parts/table.tsx';
import { Tag } from '../../parts/tag.tsx';
import { tellFailure } from '../../shell/tell.tsx';
import { liveWords } from '../../words/en-live.ts';
import { words as shared } from '../../words/en.ts';
import '../fields.css';
import type { BulkAction } from './bulk-bar.tsx';
import styles from './bulk.module.css';

const words = liveWords.bulk;

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
  const items = useQuery(workItems).data ?? [];
  const workOf = new Map<string, string>(items.map((item) => [item.conversationId, item.id]));
  const isPlacing = action !== 'close';
  const subjects = about.flatMap((conversation) => {
    const subject = isPlacing ? workOf.get(conversation.id) : conversation.id;
    return subject === undefined ? [] : [{ id: subject, customer: conversation.customer }];
  });
  const starting = useMutation({
    mutationFn: async (asked: typeof subjects) => {
      const ids = asked.map((subject) => subject.id);
      if (!isPlacing) await closeMany(id, ids);
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
        <Run id={id} isPlacing={isPlacing} subjects={begun} onClose={onClose} />
      ) : (
        <>
          <DialogText>{words.texts[action]}</DialogText>
          {isPlacing && <Target action={action} to={to} onChoose={setTo} />}
          {left > 0 && <DialogText>{words.notRouted(left)}</DialogText>}
          <DialogActions>
            <Button variant="subtle" color="gray" onClick={onClose}>
              {shared.common.cancel}
            </Button>
            <Button
              {...(isPlacing ? {} : { color: 'bad', 'data-autofocus': true })}
              disabled={subjects.length === 0 || (isPlacing && to === null)}
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

interface RunProps {
  readonly id: string;
  readonly isPlacing: boolean;
  readonly subjects: readonly { readonly id: string; readonly customer: string }[];
  readonly onClose: () => void;
}

/** How far it has come; it goes on by itself. */
function Run({ id, isPlacing, subjects, onClose }: RunProps) {
  const run = useQuery({
    queryKey: ['bulk', id],
    queryFn: ({ signal }): Promise<Progress> => (isPlacing ? placing(id, signal) : closing(id, signal)),
    staleTime: 0,
    refetchInterval: ({ state: { data } }) => (data?.isDone ? false : 500),
  });
  const customers = new Map(subjects.map((subject) => [subject.id, subject.customer]));
  return (
    <>
      <Read query={run} what={words.failed}>
        {({ total, outcomes, isDone }) => {
          const refused = outcomes.filter(({ state }) => state === 'refused').length;
          return (
            <>
              <p role="status">
                {isDone ? words.summary(outcomes.length - refused, refused) : words.progress(outcomes.length, total)}
              </p>
              <progress
                className={styles.track}
                max={total}
                value={outcomes.length}
                aria-label={words.progress(outcomes.length, total)}
              />
              {!isDone && <DialogText>{words.goesOn}</DialogText>}
              {outcomes.length > 0 && (
                <div className={styles.results}>
                  <DataTable label={words.results} columns={[{ name: words.customer }, { name: words.result }]}>
                    {outcomes.map(({ id: about, state, why }) => (
                      <tr key={about}>
                        <td className={table.strong}>
                          <bdi>{spellAddress(customers.get(about) ?? '')}</bdi>
                        </td>
                        <td>
                          <Tag tone={state === 'done' ? 'good' : state === 'refused' ? 'bad' : 'quiet'}>
                            {words[state]}
                          </Tag>{' '}
                          {why}
                        </td>
                      </tr>
                    ))}
                  </DataTable>
                </div>
              )}
            </>
          );
        }}
      </Read>
      <DialogActions>
        <Button onClick={onClose}>{shared.common.close}</Button>
      </DialogActions>
    </>
  );
}
