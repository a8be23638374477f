import type { OutsideSecretKind } from '#contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { v7 } from 'uuid';
import {
  definition,
  type DefinitionView,
  type Kind,
  kindAt,
  removeDefinition,
  saveDefinition,
} from '../../api/definitions.ts';
import { readPast } from '../../api/query-client.ts';
import { Read } from '../../parts/read.tsx';
import { NothingHere } from '../../shell/boundary.tsx';
import { usePerson } from '../../shell/sign-in/session.ts';
import { definitionWords as words } from '../../words/en-definitions.ts';
import { objectOf } from '../patterns/contract.ts';
import { AdminPage } from '../patterns/page.tsx';
import { OutsideSecret } from '../patterns/outside-secret.tsx';
import { RecordForm } from '../patterns/record-form.tsx';
import { Remove } from '../patterns/remove.tsx';
import { mayEdit, titleOf } from '../places.ts';
import { newOf, oneOf } from './called.ts';
import { CopyDefinition } from './copy-definition.tsx';
import { ownOf } from './own.tsx';
import { Uses } from './uses.tsx';

const listOf = (kind: Kind) => ({
  name: titleOf(kind),
  link: (
    <Link to="/admin/settings/$kind" params={{ kind: kind.path }}>
      {titleOf(kind)}
    </Link>
  ),
});

/** What a person may change of it. */
function saved(kind: Kind, view: DefinitionView) {
  const names = Object.keys(objectOf(kind.request).shape);
  return { values: Object.fromEntries(names.map((name) => [name, view[name]])), version: view.version };
}

interface FormProps {
  readonly kind: Kind;
  /** Null for a new one. */
  readonly view: DefinitionView | null;
}

function DefinitionForm({ kind, view }: FormProps) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [id] = useState(() => view?.id ?? v7());
  const params = { kind: kind.path, id };
  const { aside, ...ownPage } = ownOf(kind);
  const canEdit = mayEdit(kind, usePerson().roles);
  return (
    <RecordForm
      schema={kind.request}
      references={kind.references}
      saved={view && saved(kind, view)}
      title={view?.name ?? newOf(kind)}
      intro={view?.builtIn ? words.builtInText : canEdit ? undefined : words.readOnlyText}
      list={listOf(kind)}
      section={oneOf(kind)}
      about={kind.kind}
      {...ownPage}
      {...(aside || (view && canEdit)
        ? {
            aside: (values: Readonly<Record<string, unknown>>) => (
              <>
                {aside?.(values)}
                {view && canEdit && <Uses kind={kind} id={id} />}
              </>
            ),
          }
        : {})}
      isReadOnly={view?.builtIn === true || !canEdit}
      save={async (values, from, isConfirmed) => {
        const answer = await saveDefinition(cache, kind, id, from, values, isConfirmed);
        if (from === null)
          void navigate({ to: '/admin/settings/$kind/$id', params, replace: true, ignoreBlocker: true });
        return answer;
      }}
      readAgain={async () => saved(kind, await readPast(cache, definition(kind, id)))}
      history={view ? { kind: kind.kind, id, name: view.name, now: view } : undefined}
      actions={
        view &&
        canEdit &&
        (view.builtIn ? (
          <CopyDefinition kind={kind} of={view} values={saved(kind, view).values} />
        ) : (
          <Remove
            name={view.name}
            text={words.removeText}
            uses={<Uses kind={kind} id={id} />}
            remove={() => removeDefinition(cache, kind, id, view.version)}
            removed={() => navigate({ to: '/admin/settings/$kind', params: { kind: kind.path }, ignoreBlocker: true })}
          />
        ))
      }
    >
      {view && /^(bot|assist|skill-finder)$/.test(kind.kind) && (
        <OutsideSecret kind={kind.kind as OutsideSecretKind} id={id} />
      )}
    </RecordForm>
  );
}

function Existing({ kind, id }: { readonly kind: Kind; readonly id: string }) {
  const query = useQuery(definition(kind, id));
  if (query.data) return <DefinitionForm kind={kind} view={query.data} />;
  return (
    <AdminPage title={titleOf(kind)} list={listOf(kind)} isNarrow>
      <Read query={{ ...query, data: undefined }} what={titleOf(kind)}>
        {() => null}
      </Read>
    </AdminPage>
  );
}

/** One definition, or a new one: its form is its contract. */
export function Definition() {
  const { kind: path, id } = useParams({ from: '/admin/settings/$kind/$id' });
  const kind = kindAt(path);
  if (!kind) return <NothingHere />;
  return id === 'new' ? <DefinitionForm kind={kind} view={null} /> : <Existing key={id} kind={kind} id={id} />;
}
