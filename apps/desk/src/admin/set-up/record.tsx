import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { v7 } from 'uuid';
import { z } from 'zod';
import {
  saveSetUp,
  setUpContracts,
  type SetUpKind,
  setUpRecord,
  type SetUpView,
  workTouched,
} from '../../api/set-up.ts';
import { Refused } from '../../api/refused.ts';
import { readPast } from '../../api/query-client.ts';
import { Read } from '../../parts/read.tsx';
import { NothingHere } from '../../shell/boundary.tsx';
import { adminWords } from '../../words/en-admin.ts';
import { AdminPage } from '../patterns/page.tsx';
import { RecordForm } from '../patterns/record-form.tsx';
import { CopyWorkstream } from './copy-workstream.tsx';
import { InForce } from './in-force.tsx';
import { State, TurnOff } from './life.tsx';

const kinds: readonly SetUpKind[] = ['accounts', 'workstreams', 'channels'];
const words = adminWords.setUp;
/** These have a door of their own once they are set. */
const onlyWhenNew = ['authToken'];

/** It stays what it was created with. */
const withFixed = (request: z.ZodObject, view: SetUpView): z.ZodObject =>
  'provider' in request.shape ? request.extend({ provider: z.literal(view['provider'] as string) }) : request;

const listOf = (kind: SetUpKind) => ({
  name: adminWords[kind].title,
  link: <Link to={`/admin/${kind}`}>{adminWords[kind].title}</Link>,
});
const saved = (kind: SetUpKind, view: SetUpView) => {
  const names = Object.keys((setUpContracts[kind].request as z.ZodObject).shape);
  const said = names.filter((name) => !onlyWhenNew.includes(name)).map((name) => [name, view[name]]);
  return { values: Object.fromEntries(said) as Record<string, unknown>, version: view.version };
};

/** Routing knows what another mode of a workstream touches. */
const tellingWhatItTouches =
  (id: string, { mode }: Readonly<Record<string, unknown>>) =>
  async (error: unknown): Promise<never> => {
    if (!(error instanceof Refused) || error.code !== 'confirmation-required') throw error;
    const { waiting, offered, assigned } = await workTouched(id);
    const detail = words.modeTouches[mode === 'pick' ? 'pick' : 'push'](waiting, offered, assigned);
    throw new Refused(error.status, { ...error.problem, detail });
  };

interface SetUpFormProps {
  readonly kind: SetUpKind;
  readonly view: SetUpView | null;
  readonly tabs?: ReactNode;
}

function SetUpForm({ kind, view, tabs }: SetUpFormProps) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [id] = useState(() => view?.id ?? v7());
  const { request, references } = setUpContracts[kind];
  const schema = view ? withFixed(request as z.ZodObject, view) : request;
  return (
    <RecordForm
      schema={schema}
      references={references}
      saved={view && saved(kind, view)}
      title={view?.name ?? words.new[kind]}
      list={listOf(kind)}
      section={words.sections[kind]}
      about={kind}
      intro={view && view.state !== 'active' ? <State of={view} /> : undefined}
      history={view ? { kind: kind.slice(0, -1), id, name: view.name } : undefined}
      actions={
        view && (
          <>
            {kind === 'workstreams' && <CopyWorkstream of={view} />}
            {kind !== 'accounts' && <TurnOff kind={kind} of={view} />}
          </>
        )
      }
      {...(view ? { aside: () => <InForce of={view} /> } : {})}
      tabs={tabs}
      without={view ? onlyWhenNew : []}
      save={async (values, from, isConfirmed) => {
        const answer = await saveSetUp(cache, kind, id, from, values, isConfirmed).catch(
          tellingWhatItTouches(id, values),
        );
        if (from === null) void navigate({ to: `/admin/${kind}`, ignoreBlocker: true });
        return answer;
      }}
      readAgain={async () => saved(kind, await readPast(cache, setUpRecord(kind, id)))}
    />
  );
}

/** One that there is. `tabs`: those of its page. */
export function Existing({
  kind,
  id,
  tabs,
}: {
  readonly kind: SetUpKind;
  readonly id: string;
  readonly tabs?: ReactNode;
}) {
  const query = useQuery(setUpRecord(kind, id));
  if (query.data) return <SetUpForm key={id} kind={kind} view={query.data} tabs={tabs} />;
  return (
    <AdminPage title={adminWords[kind].title} list={listOf(kind)} isNarrow>
      <Read query={{ ...query, data: undefined }} what={adminWords[kind].failed}>
        {() => null}
      </Read>
    </AdminPage>
  );
}

/** An account, a workstream or a channel is set up or changed in the form that its contract makes. */
export function SetUpRecord() {
  const { kind: asked, id } = useParams({ from: '/admin/set-up/$kind/$id' });
  const kind = kinds.find((one) => one === asked);
  if (!kind) return <NothingHere />;
  return id === 'new' ? <SetUpForm key={kind} kind={kind} view={null} /> : <Existing key={id} kind={kind} id={id} />;
}
