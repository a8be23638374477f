import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { References } from '#contracts';
import { adminWords } from '../../words/en-admin.ts';
import { definitionWords as words } from '../../words/en-definitions.ts';
import { emptyGroup, fieldsOf, type NamedControl, slugOf, spoken } from './controls.ts';
import { AnyField } from './field.tsx';
import { FormActions, FormDialogs } from './form-parts.tsx';
import { AdminPage, Section, Sections } from './page.tsx';
import own from './record.module.css';
import { useForm } from './use-form.ts';

type Values = Readonly<Record<string, unknown>>;

interface RecordFormProps {
  /** The request that saves it, whole. */
  readonly schema: z.ZodType;
  readonly references?: References;
  /** As it is now; null for a new one. */
  readonly saved: { readonly values: Values; readonly version: number } | null;
  /** `from` is the version that is changed; null creates. */
  readonly save: (values: Values, from: number | null) => Promise<{ readonly version: number }>;
  readonly readAgain: () => Promise<{ readonly values: Values; readonly version: number }>;
  readonly title: string;
  readonly intro?: ReactNode;
  readonly list: { readonly name: string; readonly link: ReactNode };
  /** What the section of its own fields is called. */
  readonly section: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly isReadOnly?: boolean;
  /** Fields that are not changed here. */
  readonly without?: readonly string[];
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

const common = ['name', 'description', 'slug'];
const shown = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? words.nothing);

/** A record's page: the form that its contract makes, in two sections, with everything that goes with saving. */
export function RecordForm({ schema, references, saved, save, names = {}, without = [], ...page }: RecordFormProps) {
  const fields = fieldsOf(schema as z.ZodObject, references).filter(({ name }) => !without.includes(name));
  const form = useForm<Values>({
    schema: schema as z.ZodType<Values>,
    saved: saved?.values ?? emptyGroup(fields),
    version: saved?.version ?? 0,
    save: (values, version) => save(values, version === 0 ? null : version),
    readAgain: page.readAgain,
  });
  const nameOf = (name: string) => names[name] ?? recordNames[name] ?? spoken(name);
  const change = (name: string, value: unknown) => {
    form.set(name, value);
    const { name: called = '', slug } = form.values;
    const follows = saved === null && name === 'name' && slug === slugOf(String(called));
    if (follows) form.set('slug', slugOf(String(value)));
  };
  const field = ({ name, control }: NamedControl) => (
    <AnyField
      key={name}
      name={nameOf(name)}
      path={name}
      control={control}
      value={form.values[name]}
      errors={form.errors}
      isReadOnly={page.isReadOnly === true}
      onChange={(value) => change(name, value)}
    />
  );
  const named = common.flatMap((name) => fields.filter((one) => one.name === name));
  return (
    <AdminPage
      title={page.title}
      intro={page.intro ?? adminWords.form.inForce}
      list={page.list}
      isNarrow
      actions={
        page.isReadOnly ? null : (
          <>
            {page.actions}
            <FormActions form={form} />
          </>
        )
      }
    >
      <form onSubmit={form.submit} noValidate>
        <Sections>
          <Section title={adminWords.queues.settings}>
            <div className={own.form}>{named.map(field)}</div>
          </Section>
          <Section title={page.section}>
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
          name: nameOf(name),
          field: name,
          show: (values: Values) => shown(values[name]),
        }))}
      />
      {page.children}
    </AdminPage>
  );
}

const recordNames: Readonly<Record<string, string>> = {
  name: words.name,
  description: words.description,
  slug: words.slug,
};
