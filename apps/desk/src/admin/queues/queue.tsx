import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { v7 } from 'uuid';
import {
  type AgentId,
  queueRequest as contract,
  type QueueOverflow,
  type QueueRequest,
  type QueueView,
} from '#contracts';
import { readPast } from '../../api/query-client.ts';
import { queues as queuesQuery } from '../../api/routing.ts';
import { copyQueue, queue as queueQuery, removeQueue, saveQueue } from '../../api/routing-settings.ts';
import { Read } from '../../parts/read.tsx';
import { Segments } from '../../parts/segments.tsx';
import { When } from '../../parts/small.tsx';
import { TableBones } from '../../parts/table.tsx';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { adminWords } from '../../words/en-admin.ts';
import { queueRuleWords } from '../../words/en-queue-rules.ts';
import { queueWords as words } from '../../words/en-queues.ts';
import { AnyField } from '../patterns/field.tsx';
import { nameOfField } from '../patterns/field-names.ts';
import { AdminPage, Beside } from '../patterns/page.tsx';
import { type FieldShown, RecordForm } from '../patterns/record-form.tsx';
import { Remove } from '../patterns/remove.tsx';
import tabStyles from '../set-up/set-up.module.css';
import { Members } from './members.tsx';
import { Overflow } from './overflow.tsx';
import { QueueUses } from './uses.tsx';

const list = {
  name: words.title,
  link: <Link to="/admin/queues">{words.title}</Link>,
};
const sections = [
  { title: words.sections.queue, fields: ['name', 'slug', 'type', 'priority'] },
  { title: words.sections.agents, fields: ['memberIds'] },
  { title: words.sections.assignment, fields: ['assignmentMethod', 'operatingHoursId', 'whenEmpty'] },
  { title: words.sections.overflow, text: words.overflowText, fields: ['overflow'] },
  { title: words.sections.targets, fields: ['serviceLevelSeconds', 'shortAbandonSeconds'] },
];
const names = Object.keys(contract.shape) as (keyof QueueRequest)[];
const valuesOf = (view: QueueView) => Object.fromEntries(names.map((name) => [name, view[name]]));

/** What is so now, which moves by itself. */
function Now({ id }: { readonly id: string }) {
  const queue = useQuery(queuesQuery).data?.find((one) => one.id === id);
  if (!queue) return null;
  return (
    <Beside title={words.now}>
      <p className="figures">{queue.waiting === 0 ? words.nobodyWaits : `${words.waits(queue.waiting)}.`}</p>
      {queue.longestWaitSince && (
        <p className="figures">
          {words.longest} <When at={queue.longestWaitSince} />.
        </p>
      )}
      {queue.inWork > 0 && <p className="figures">{words.inWork(queue.inWork)}</p>}
      <p>
        {queue.open ? words.open : words.closed}{' '}
        {queue.changesAt && (
          <>
            {words.opensAt} <When at={queue.changesAt} />.
          </>
        )}
      </p>
    </Beside>
  );
}

/** Another queue like this one, and the way to it. */
function Copy({ of }: { readonly of: QueueView }) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [as] = useState(() => v7());
  const [isBusy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    try {
      const copy = await copyQueue(cache, of.id, as);
      tell(words.copied);
      await navigate({ to: '/admin/queues/$id', params: { id: copy.id } });
    } catch (error) {
      tellFailure(error);
      setBusy(false);
    }
  };
  return (
    <Button variant="default" loading={isBusy} onClick={() => void go()}>
      {words.copy}
    </Button>
  );
}

/** The overflow, which can send work to queues of the same type alone. */
function OverflowField({ id, values, value, errors, isReadOnly, onChange }: FieldShown & { readonly id: string }) {
  const all = useQuery(queuesQuery).data ?? [];
  return (
    <Overflow
      overflow={value as QueueOverflow}
      at="overflow"
      errors={errors}
      queues={all.filter((one) => one.id !== id && one.type === values['type'])}
      isReadOnly={isReadOnly}
      onChange={onChange}
    />
  );
}

/** The two views of a queue: what it is, and the rules that it may have instead of a method. */
function Tabs({ id, at }: { readonly id: string; readonly at: 'settings' | 'rules' }) {
  const navigate = useNavigate();
  return (
    <div className={tabStyles.tabs}>
      <Segments
        label={words.one}
        controls="page"
        value={at}
        segments={(['settings', 'rules'] as const).map((value) => ({ value, label: queueRuleWords.tabs[value] }))}
        onChange={(tab) =>
          void navigate({ to: '/admin/queues/$id', params: { id }, search: tab === 'rules' ? { tab } : {} })
        }
      />
    </div>
  );
}

interface QueueFormProps {
  /** Null: a new one. */
  readonly view: QueueView | null;
  readonly tabs?: ReactNode;
}

function QueueForm({ view, tabs }: QueueFormProps) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [id] = useState(() => view?.id ?? v7());
  return (
    <RecordForm
      schema={contract}
      references={{ operatingHoursId: 'operating-hours', 'memberIds[]': 'agent' }}
      saved={view && { values: valuesOf(view), version: view.version }}
      title={view?.name ?? words.new}
      list={list}
      section={words.one}
      tabs={tabs}
      sections={sections}
      about="queue"
      instead={{
        memberIds: ({ value, errors, onChange }) => (
          <Members key="memberIds" chosen={value as AgentId[]} error={errors['memberIds']} onChange={onChange} />
        ),
        overflow: (field) => <OverflowField key="overflow" id={id} {...field} />,
        type: (field) => (
          <AnyField
            key="type"
            name={nameOfField('type', 'queue')}
            path="type"
            about="queue"
            control={{ as: 'choice', of: contract.shape.type.unwrap().options }}
            {...field}
            isReadOnly={view !== null}
          />
        ),
      }}
      {...(view
        ? {
            aside: () => (
              <>
                <Now id={id} />
                <Beside title={words.usedBy}>
                  <QueueUses id={id} />
                </Beside>
              </>
            ),
          }
        : {})}
      save={async (values, from) => {
        const answer = await saveQueue(cache, id, from, values as QueueRequest);
        if (from === null)
          void navigate({ to: '/admin/queues/$id', params: { id }, replace: true, ignoreBlocker: true });
        return answer;
      }}
      readAgain={async () => {
        const fresh = await readPast(cache, queueQuery(id));
        return { values: valuesOf(fresh), version: fresh.version };
      }}
      history={view ? { kind: 'queue', id, name: view.name } : undefined}
      actions={
        view && (
          <>
            <Copy of={view} />
            {!view.isDefault && (
              <Remove
                name={view.name}
                text={words.removeText}
                uses={<QueueUses id={id} />}
                remove={() => removeQueue(cache, id, view.version)}
                removed={() => navigate({ to: '/admin/queues', ignoreBlocker: true })}
              />
            )}
          </>
        )
      }
    />
  );
}

/** The builder of conditions arrives with the first page of rules. */
const QueueRulesTab = lazy(() =>
  import('../rules/queue-rules-tab.tsx').then(({ QueueRulesTab: component }) => ({ default: component })),
);

function Existing({ id, tab }: { readonly id: string; readonly tab: 'settings' | 'rules' }) {
  const query = useQuery({ ...queueQuery(id), staleTime: Infinity });
  const tabs = <Tabs id={id} at={tab} />;
  const waiting = (title: string, children: ReactNode) => (
    <AdminPage title={title} list={list} isNarrow>
      {tabs}
      {children}
    </AdminPage>
  );
  if (!query.data) return waiting(words.one, <Read query={query} what={words.one} children={() => null} />);
  const { data: view } = query;
  if (tab === 'settings') return <QueueForm key={id} view={view} tabs={tabs} />;
  return (
    <Suspense fallback={waiting(view.name, <TableBones />)}>
      <QueueRulesTab
        id={id}
        page={{ title: view.name, intro: adminWords.form.inForce, list, tabs }}
        method={words.methods[view.assignmentMethod] ?? view.assignmentMethod}
      />
    </Suspense>
  );
}

/** One queue: what waits in it, who serves it and how, what becomes of work that cannot wait. */
export function Queue() {
  const { id } = useParams({ from: '/admin/queues/$id' });
  const { tab = 'settings' } = useSearch({ from: '/admin/queues/$id' });
  return id === 'new' ? <QueueForm key="new" view={null} /> : <Existing key={id} id={id} tab={tab} />;
}
