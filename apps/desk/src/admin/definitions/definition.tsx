import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { v7 } from 'uuid';
import type { z } from 'zod';
import type { Defined, DefinitionKind } from '#contracts';
import { definition, type DefinitionView, kindAt, removeDefinition, saveDefinition } from '../../api/definitions.ts';
import { Dialog, DialogActions, DialogText } from '../../parts/dialog.tsx';
import { Read } from '../../parts/read.tsx';
import { NothingHere } from '../../shell/boundary.tsx';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { adminWords } from '../../words/en-admin.ts';
import { definitionWords as words } from '../../words/en-definitions.ts';
import { FormActions, FormDialogs } from '../patterns/form-parts.tsx';
import { AdminPage, Section, Sections } from '../patterns/page.tsx';
import { useForm } from '../patterns/use-form.ts';
import { emptyGroup, fieldsOf, slugOf, spoken } from './controls.ts';
import own from './definitions.module.css';
import { titleOf } from './definitions.tsx';
import { AnyField } from './field.tsx';
import { History } from './history.tsx';

const common = ['name', 'description', 'slug'];
const named = { name: words.name, description: words.description, slug: words.slug } as Record<string, string>;
const listOf = (kind: DefinitionKind) => ({
  name: titleOf(kind),
  link: (
    <Link to="/admin/settings/$kind" params={{ kind: kind.path }}>
      {titleOf(kind)}
    </Link>
  ),
});

/** What a person may change of it, in the contract's order. */
function sayable(
  kind: DefinitionKind,
  { id: _i, version: _v, builtIn: _b, createdAt: _c, changedAt: _at, ...defined }: DefinitionView,
) {
  const fields = fieldsOf(kind.request as unknown as z.ZodObject, kind.references);
  return Object.fromEntries(fields.map(({ name }) => [name, defined[name]])) as unknown as Defined;
}

const shown = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? words.nothing);

interface FormProps {
  readonly kind: DefinitionKind;
  /** Null for a new one. */
  readonly view: DefinitionView | null;
}

function DefinitionForm({ kind, view }: FormProps) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const fields = fieldsOf(kind.request as unknown as z.ZodObject, kind.references);
  const [id] = useState(() => view?.id ?? v7());
  const [open, setOpen] = useState<'history' | 'remove' | null>(null);
  const isReadOnly = view?.builtIn === true;
  const form = useForm<Defined>({
    schema: kind.request,
    saved: view ? sayable(kind, view) : (emptyGroup(fields) as unknown as Defined),
    version: view?.version ?? 0,
    save: async (values, version) => {
      const saved = await saveDefinition(cache, kind, id, version === 0 ? null : version, values);
      if (view === null)
        void navigate({
          to: '/admin/settings/$kind/$id',
          params: { kind: kind.path, id },
          replace: true,
          ignoreBlocker: true,
        });
      return saved;
    },
    readAgain: async () => {
      const fresh = await cache.fetchQuery({ ...definition(kind, id), staleTime: 0 });
      return { values: sayable(kind, fresh), version: fresh.version };
    },
  });
  const remove = async () => {
    try {
      await removeDefinition(cache, kind, id, view!.version);
      tell(words.removed);
      await navigate({ to: '/admin/settings/$kind', params: { kind: kind.path }, ignoreBlocker: true });
    } catch (error) {
      setOpen(null);
      tellFailure(error);
    }
  };
  const change = (name: string, value: unknown) => {
    form.set(name as never, value as never);
    const follows = view === null && name === 'name' && form.values.slug === slugOf(form.values.name);
    if (follows) form.set('slug', slugOf(String(value)));
  };
  const field = ({ name, control }: (typeof fields)[number]) => (
    <AnyField
      key={name}
      name={named[name] ?? spoken(name)}
      path={name}
      control={control}
      value={form.values[name]}
      errors={form.errors}
      isReadOnly={isReadOnly}
      onChange={(value) => change(name, value)}
    />
  );
  const ordered = common.map((name) => fields.find((one) => one.name === name)!);
  return (
    <AdminPage
      title={view?.name ?? words.newOne}
      intro={isReadOnly ? words.builtInText : adminWords.form.inForce}
      list={listOf(kind)}
      isNarrow
      actions={
        isReadOnly ? null : (
          <>
            {view && (
              <>
                <Button variant="default" onClick={() => setOpen('history')}>
                  {words.history}
                </Button>
                <Button variant="default" onClick={() => setOpen('remove')}>
                  {words.remove}
                </Button>
              </>
            )}
            <FormActions form={form} />
          </>
        )
      }
    >
      <form onSubmit={form.submit} noValidate>
        <Sections>
          <Section title={adminWords.queues.settings}>
            <div className={own.form}>{ordered.map(field)}</div>
          </Section>
          <Section title={titleOf(kind)}>
            <div className={own.form}>{fields.filter(({ name }) => !common.includes(name)).map(field)}</div>
          </Section>
        </Sections>
        <button type="submit" className="unseen" tabIndex={-1} aria-hidden>
          {adminWords.form.save}
        </button>
      </form>
      <FormDialogs
        form={form}
        rows={fields.map(({ name }) => ({
          name: named[name] ?? spoken(name),
          field: name as never,
          show: (values: Defined) => shown(values[name]),
        }))}
      />
      {view && (
        <>
          <History kind={kind} view={view} isOpen={open === 'history'} onClose={() => setOpen(null)} />
          <Dialog isOpen={open === 'remove'} onClose={() => setOpen(null)} title={words.removeTitle(view.name)}>
            <DialogText>{words.removeText}</DialogText>
            <DialogActions>
              <Button variant="default" onClick={() => setOpen(null)} data-autofocus>
                {words.cancel}
              </Button>
              <Button color="red" onClick={() => void remove()}>
                {words.remove}
              </Button>
            </DialogActions>
          </Dialog>
        </>
      )}
    </AdminPage>
  );
}

function Existing({ kind, id }: { readonly kind: DefinitionKind; readonly id: string }) {
  const query = useQuery(definition(kind, id));
  if (query.data) return <DefinitionForm key={query.data.version} kind={kind} view={query.data} />;
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
