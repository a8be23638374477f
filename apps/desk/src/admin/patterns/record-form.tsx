import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { References } from '#contracts';
import { adminWords } from '../../words/en-admin.ts';
import { definitionWords as words } from '../../words/en-definitions.ts';
import type { Historic } from '../../api/history.ts';
import { HistoryButton } from '../history/history-button.tsx';
import { written } from '../history/differences.ts';
import { useNames } from '../history/names.ts';
import { emptyGroup, fieldsOf, type NamedControl, slugOf } from './controls.ts';
import { AnyField, Group } from './field.tsx';
import { nameOfField } from './field-names.ts';
import { FormActions, FormDialogs } from './form-parts.tsx';
import type { FieldErrors } from './contract.ts';
import { AdminPage, Section, Sections } from './page.tsx';
import styles from './record.module.css';
import { useForm } from './use-form.ts';

type Values = Readonly<Record<string, unknown>>;

interface RecordFormProps {
  /** The request that saves it, whole. */
  readonly schema: z.ZodType;
  readonly references?: References;
  /** As it is now; null for a new one. */
  readonly saved: { readonly values: Values; readonly version: number } | null;
  /** `from` is the version that is changed; null creates. */
  readonly save: (values: Values, from: number | null, isConfirmed: boolean) => Promise<{ readonly version: number }>;
  readonly readAgain: () => Promise<{ readonly values: Values; readonly version: number }>;
  readonly title: string;
  readonly intro?: ReactNode;
  readonly list?: { readonly name: string; readonly link: ReactNode };
  /** What the section of its own fields is called, as far as they stand in none of `sections`. */
  readonly section: string;
  /** Fields that belong together, under a title of their own. */
  readonly sections?: readonly FormSection[];
  /** What it is, where a field's name means something of its own there: `quick-reply`. */
  readonly about?: string;
  readonly isReadOnly?: boolean;
  /** Fields that are not changed here. */
  readonly without?: readonly string[];
  /** What it is called in its history, where one is kept. `now`: as the history tells it, where that is more than the form's values. */
  readonly history?: (Historic & { readonly name: string; readonly now?: Values }) | undefined;
  readonly actions?: ReactNode;
  /** Stands beside the form, with what is typed there: what is in force, what would happen, who uses it. */
  readonly aside?: (values: Values, set: (name: string, value: unknown) => void) => ReactNode;
  /** Takes the place of the controls of some fields. */
  readonly instead?: Readonly<Record<string, (field: FieldShown) => ReactNode>>;
  /** Above the form: the tabs of the record. */
  readonly tabs?: ReactNode;
  /** Below the form; what depends on what is typed takes it. */
  readonly children?: ReactNode | ((values: Values) => ReactNode);
}

export interface FormSection {
  readonly title: string;
  readonly text?: string;
  readonly fields: readonly string[];
}

/** One field of the form, for what is drawn in its place. */
export interface FieldShown {
  readonly values: Values;
  readonly value: unknown;
  readonly errors: FieldErrors;
  readonly isReadOnly: boolean;
  readonly onChange: (value: unknown) => void;
}

const common = ['name', 'description', 'slug'];
/** A setting of one of two versions that somebody has to choose from. */
function Said({ name, value, about }: { readonly name: string; readonly value: unknown; readonly about?: string }) {
  return written(value, useNames({ [name]: value }), name, about);
}

/** A record's page: the form that its contract makes, in two sections, with everything that goes with saving. */
export function RecordForm({ schema, references, saved, save, history, without = [], ...page }: RecordFormProps) {
  const fields = fieldsOf(schema as z.ZodObject, references).filter(({ name }) => !without.includes(name));
  const form = useForm<Values>({
    schema: schema as z.ZodType<Values>,
    saved: saved?.values ?? emptyGroup(fields),
    version: saved?.version ?? 0,
    save: (values, version, isConfirmed) => save(values, version === 0 ? null : version, isConfirmed),
    readAgain: page.readAgain,
  });
  const nameOf = (name: string) => recordNames[name] ?? nameOfField(name, page.about);
  const isReadOnly = page.isReadOnly === true;
  const change = (name: string, value: unknown) => {
    form.set(name, value);
    const { name: called = '', slug } = form.values;
    const follows = saved === null && name === 'name' && slug === slugOf(String(called));
    if (follows) form.set('slug', slugOf(String(value)));
  };
  const shownAs = (name: string): FieldShown => ({
    values: form.values,
    value: form.values[name],
    errors: form.errors,
    isReadOnly,
    onChange: (value) => change(name, value),
  });
  // a field that is left is looked at, so that nobody is scolded while typing
  const field = ({ name, control }: NamedControl) => (
    <div key={name} onBlur={() => !isReadOnly && form.look(name)}>
      {page.instead?.[name]?.(shownAs(name)) ?? (
        <AnyField name={nameOf(name)} path={name} about={page.about} control={control} {...shownAs(name)} />
      )}
    </div>
  );
  const grouped = page.sections ?? [];
  const elsewhere = grouped.flatMap(({ fields: names }) => names);
  const these = (names: readonly string[]) => names.flatMap((name) => fields.filter((one) => one.name === name));
  const named = these(common.filter((name) => !elsewhere.includes(name)));
  const own = fields.filter(({ name }) => !common.includes(name) && !elsewhere.includes(name));
  // where all there is comes in groups, each group is a section
  const isGrouped = named.length === 0 && own.some(({ control }) => control.as === 'group');
  const alone = isGrouped ? own.filter(({ control }) => control.as !== 'group') : own;
  return (
    <AdminPage
      title={page.title}
      intro={page.intro ?? adminWords.form.inForce}
      {...(page.list ? { list: page.list } : {})}
      isNarrow
      aside={page.aside?.(form.values, change)}
      actions={
        isReadOnly ? (
          page.actions
        ) : (
          <>
            {history && saved && (
              <HistoryButton of={{ ...history, version: saved.version }} now={history.now ?? saved.values} />
            )}
            {page.actions}
            <FormActions form={form} />
          </>
        )
      }
    >
      {page.tabs}
      <form onSubmit={form.submit} noValidate>
        <Sections>
          {named.length > 0 && (
            <Section title={adminWords.record.settings}>
              <div className={styles.form}>{named.map(field)}</div>
            </Section>
          )}
          {alone.length > 0 && (
            <Section title={page.section}>
              <div className={styles.form}>{alone.map(field)}</div>
            </Section>
          )}
          {grouped.map(({ title, text, fields: names }) => (
            <Section key={title} title={title} {...(text === undefined ? {} : { text })}>
              <div className={styles.form}>{these(names).map(field)}</div>
            </Section>
          ))}
          {isGrouped &&
            own.map(
              ({ name, control }) =>
                control.as === 'group' && (
                  <Section key={name} title={nameOf(name)}>
                    {page.instead?.[name]?.(shownAs(name)) ?? (
                      <Group
                        fields={control.fields}
                        name={nameOf(name)}
                        path={name}
                        about={page.about}
                        {...shownAs(name)}
                      />
                    )}
                  </Section>
                ),
            )}
        </Sections>
        <button type="submit" className="unseen" tabIndex={-1} aria-hidden>
          {adminWords.form.save}
        </button>
      </form>
      <FormDialogs
        form={form}
        of={history}
        rows={fields.map(({ name }) => ({
          name: nameOf(name),
          field: name,
          show: (values: Values) => (
            <Said name={name} value={values[name]} {...(page.about === undefined ? {} : { about: page.about })} />
          ),
        }))}
      />
      {typeof page.children === 'function' ? page.children(form.values) : page.children}
    </AdminPage>
  );
}

const recordNames: Readonly<Record<string, string>> = {
  name: words.name,
  description: words.description,
  slug: words.slug,
};
