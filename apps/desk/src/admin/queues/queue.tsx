import { NumberInput, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconSearch } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { queueRequest as contract, type AgentId, type AgentView, type QueueRequest, type QueueView } from '#contracts';
import { agents as agentsQuery, queues, readQueueAgain, saveQueue } from '../../api/routing.ts';
import { PresenceMark } from '../../parts/presence-mark.tsx';
import { Read } from '../../parts/read.tsx';
import { Elapsed } from '../../parts/small.tsx';
import { NothingHere } from '../../shell/boundary.tsx';
import { words as shared } from '../../words/en.ts';
import { adminWords } from '../../words/en-admin.ts';
import styles from '../admin.module.css';
import { limitsOf, longestOf } from '../patterns/contract.ts';
import { Field, FormActions, FormDialogs } from '../patterns/form-parts.tsx';
import { AdminPage, Section, Sections } from '../patterns/page.tsx';
import { useForm } from '../patterns/use-form.ts';

const words = adminWords.queues;
const list = { name: words.title, to: '/admin/queues' } as const;
const valuesOf = ({ slug, name, priority, memberIds }: QueueView) =>
  contract.parse({ slug, name, priority, memberIds });

interface MembersProps {
  readonly agents: readonly AgentView[];
  readonly chosen: readonly AgentId[];
  readonly onChange: (chosen: AgentId[]) => void;
}

/** Which agents take what waits here. Members that have never signed in here keep their place. */
function Members({ agents, chosen, onChange }: MembersProps) {
  const [find, setFind] = useState('');
  const named = new Map(agents.map((agent) => [agent.id, agent]));
  const unknown = chosen.filter((id) => !named.has(id));
  const shown = agents
    .filter(({ name }) => name.toLocaleLowerCase().includes(find.trim().toLocaleLowerCase()))
    .sort((one, other) => one.name.localeCompare(other.name));
  const toggle = (id: AgentId, isChosen: boolean) =>
    onChange(isChosen ? [...chosen, id] : chosen.filter((other) => other !== id));
  return (
    <>
      {agents.length > 8 && (
        <TextInput
          aria-label={words.find}
          placeholder={words.find}
          leftSection={<IconSearch size={15} stroke={1.7} aria-hidden />}
          value={find}
          onChange={(event) => setFind(event.currentTarget.value)}
        />
      )}
      {agents.length === 0 && unknown.length === 0 ? (
        <p className={styles.fieldHint}>{words.noAgents}</p>
      ) : (
        <div className={styles.people} role="group" aria-label={words.members}>
          {shown.map((agent) => (
            <label key={agent.id} className={styles.choice}>
              <input
                type="checkbox"
                checked={chosen.includes(agent.id)}
                onChange={(event) => toggle(agent.id, event.currentTarget.checked)}
              />
              <span className={styles.choiceName} dir="auto">
                {agent.name}
              </span>
              <span className={styles.choiceNote}>
                <PresenceMark presence={agent.presence} />
                {shared.presence[agent.presence] ?? agent.presence}
              </span>
            </label>
          ))}
          {find === '' &&
            unknown.map((id) => (
              <label key={id} className={styles.choice}>
                <input type="checkbox" checked onChange={() => toggle(id, false)} />
                <span className={styles.choiceName}>{words.unknownAgent}</span>
                <span className={styles.choiceNote}>{id.slice(0, 8)}</span>
              </label>
            ))}
          {shown.length === 0 && find !== '' && <p className={styles.fieldHint}>{words.noMatch}</p>}
        </div>
      )}
    </>
  );
}

function QueueForm({ queue, agents }: { readonly queue: QueueView; readonly agents: readonly AgentView[] }) {
  const cache = useQueryClient();
  const form = useForm({
    schema: contract,
    saved: valuesOf(queue),
    version: queue.version,
    save: (values: QueueRequest, version) => saveQueue(cache, queue.id, version, values),
    readAgain: async () => {
      const fresh = await readQueueAgain(cache, queue.id);
      return { values: valuesOf(fresh), version: fresh.version };
    },
  });
  const { values, errors, set, look } = form;
  const nameOf = (id: AgentId) => agents.find((agent) => agent.id === id)?.name ?? words.unknownAgent;
  return (
    <AdminPage
      title={queue.name}
      intro={
        <>
          {queue.waiting === 0 ? words.nobodyWaits : words.waits(queue.waiting)}
          {queue.longestWaitSince && (
            <span className="figures">
              , {words.longest.toLowerCase()} <Elapsed since={queue.longestWaitSince} />.
            </span>
          )}{' '}
          {adminWords.form.inForce}
        </>
      }
      list={list}
      actions={<FormActions form={form} />}
      isNarrow
    >
      <form onSubmit={form.submit} noValidate>
        <Sections>
          <Section title={words.settings}>
            <div className={styles.fields}>
              <Field name={adminWords.common.name} error={errors['name']}>
                {(ids) => (
                  <TextInput
                    {...ids}
                    required
                    dir="auto"
                    maxLength={longestOf(contract.shape.name)}
                    value={values.name}
                    onChange={(event) => set('name', event.currentTarget.value)}
                    onBlur={() => look('name')}
                  />
                )}
              </Field>
              <Field name={words.priority} hint={words.priorityHint} error={errors['priority']}>
                {(ids) => (
                  <NumberInput
                    {...ids}
                    className={styles.short!}
                    {...limitsOf(contract.shape.priority)}
                    clampBehavior="none"
                    allowDecimal={false}
                    value={values.priority}
                    onChange={(value) => set('priority', Number(value))}
                    onBlur={() => look('priority')}
                  />
                )}
              </Field>
            </div>
          </Section>
          <Section
            title={words.members}
            text={words.chosen(
              values.memberIds.length,
              new Set([...values.memberIds, ...agents.map(({ id }) => id)]).size,
            )}
          >
            <Members agents={agents} chosen={values.memberIds} onChange={(chosen) => set('memberIds', chosen)} />
            {values.memberIds.length === 0 && (
              <p className={styles.warning}>
                <IconAlertTriangle size={16} stroke={1.7} aria-hidden />
                {words.warning}
              </p>
            )}
          </Section>
        </Sections>
        <button type="submit" className="unseen" tabIndex={-1} aria-hidden>
          {adminWords.form.save}
        </button>
      </form>
      <FormDialogs
        form={form}
        rows={[
          { name: adminWords.common.name, field: 'name', show: ({ name }) => name },
          { name: words.priority, field: 'priority', show: ({ priority }) => priority },
          {
            name: words.members,
            field: 'memberIds',
            show: ({ memberIds }) => memberIds.map(nameOf).join(', ') || words.noMembers,
          },
        ]}
      />
    </AdminPage>
  );
}

/** One queue: its name, its importance and its agents. */
export function Queue() {
  const { id } = useParams({ from: '/admin/queues/$id' });
  const all = useQuery(queues);
  const agents = useQuery(agentsQuery).data;
  const queue = all.data?.find((candidate) => candidate.id === id);
  if (all.data && !queue) return <NothingHere />;
  if (queue && agents) return <QueueForm key={id} queue={queue} agents={agents} />;
  return (
    <AdminPage title={queue?.name ?? words.one} list={list} isNarrow>
      <Read query={{ ...all, data: undefined }} what={words.one}>
        {() => null}
      </Read>
    </AdminPage>
  );
}
