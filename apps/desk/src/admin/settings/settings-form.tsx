import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { SettingsKind } from '#contracts';
import { saveSettings, settingsOf, type SettingsView } from '../../api/settings.ts';
import { readPast } from '../../api/query-client.ts';
import { Read } from '../../parts/read.tsx';
import { AdminPage } from '../patterns/page.tsx';
import { RecordForm } from '../patterns/record-form.tsx';

interface SettingsFormProps {
  readonly kind: SettingsKind;
  /** The workstream; null for what holds for everybody. */
  readonly about: string | null;
  readonly title: string;
  readonly intro: ReactNode;
  readonly list?: { readonly name: string; readonly link: ReactNode };
  /** Its section, where settings do not come in groups. */
  readonly section: string;
  readonly tabs?: ReactNode;
  readonly actions?: ReactNode;
  /** Below the form; what depends on what is typed takes it. */
  readonly children?: ReactNode | ((values: Readonly<Record<string, unknown>>) => ReactNode);
}

function saved({ stored }: SettingsKind, view: SettingsView) {
  const names = Object.keys((stored as z.ZodObject).shape);
  return { values: Object.fromEntries(names.map((name) => [name, view[name]])), version: view.version };
}

function Form({ kind, about, view, ...page }: SettingsFormProps & { readonly view: SettingsView }) {
  const cache = useQueryClient();
  const now = saved(kind, view);
  return (
    <RecordForm
      {...page}
      schema={kind.request}
      references={kind.references}
      about={kind.kind}
      saved={now}
      // version 0 is as it came: it is changed all the same, never created
      save={(values, from) => saveSettings(cache, kind, about, from ?? 0, values)}
      readAgain={async () => saved(kind, await readPast(cache, settingsOf(kind, about)))}
      history={{ kind: kind.kind, id: about ?? '', name: page.title }}
    />
  );
}

/** Settings of which there is one record: their form is their contract. */
export function SettingsForm(props: SettingsFormProps) {
  const { kind, about, title, intro, list, tabs } = props;
  const query = useQuery(settingsOf(kind, about));
  if (query.data) return <Form key={`${kind.kind} ${about}`} {...props} view={query.data} />;
  return (
    <AdminPage title={title} intro={intro} {...(list ? { list } : {})} isNarrow>
      {tabs}
      <Read query={{ ...query, data: undefined }} what={title}>
        {() => null}
      </Read>
    </AdminPage>
  );
}
