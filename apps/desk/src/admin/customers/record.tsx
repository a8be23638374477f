import { Button, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { v7 } from 'uuid';
import { accountNumberColumns, caseRequest, contactNumberColumns } from '#contracts';
import {
  type DirectoryRecord,
  record,
  recordDoors,
  type RecordKind,
  removeRecord,
  saveRecord,
} from '../../api/directory.ts';
import { readPast } from '../../api/query-client.ts';
import { Read } from '../../parts/read.tsx';
import { NothingHere } from '../../shell/boundary.tsx';
import { forgettingWords } from '../../words/en-forgetting.ts';
import { directoryWords as words } from '../../words/en-directory.ts';
import { longestOf, objectOf } from '../patterns/contract.ts';
import { nameOfField } from '../patterns/field-names.ts';
import { Field } from '../patterns/form-parts.tsx';
import { AdminPage } from '../patterns/page.tsx';
import { type FieldShown, RecordForm } from '../patterns/record-form.tsx';
import { Remove } from '../patterns/remove.tsx';
import own from './customers.module.css';
import { nameOfRecord, OneOfMany } from './one-of-many.tsx';
import { OwnColumns } from './own-columns.tsx';
import { tabOf } from './tabs.tsx';

const kinds = Object.keys(recordDoors) as RecordKind[];
export const kindAt = (path: string): RecordKind | undefined => kinds.find((kind) => recordDoors[kind].path === path);

const listOf = (kind: RecordKind) => ({
  name: words.tabs[tabOf(kind)],
  link: (
    <Link to="/admin/customers" search={{ tab: tabOf(kind) }}>
      {words.tabs[tabOf(kind)]}
    </Link>
  ),
});

/** What a person may change of it. */
function saved(kind: RecordKind, view: DirectoryRecord) {
  const names = Object.keys(objectOf(recordDoors[kind].request).shape);
  const values = Object.fromEntries(Object.entries(view).filter(([name]) => names.includes(name)));
  return { values, version: view.version };
}

const longestTitle = longestOf(caseRequest.shape.title);
const longest = longestTitle === undefined ? {} : { maxLength: longestTitle };

/** The numbers of a record, each in its column; an empty one is none. */
function Numbers({ columns, value, errors, onChange }: FieldShown & { readonly columns: readonly string[] }) {
  const numbers = (value ?? {}) as Readonly<Record<string, string>>;
  return (
    <div className={own.numbers}>
      {columns.map((column) => (
        <Field key={column} name={words.columns[column]!} error={errors[`numbers.${column}`]}>
          {(ids) => (
            <TextInput
              {...ids}
              type="tel"
              maxLength={40}
              value={numbers[column] ?? ''}
              onChange={(event) => {
                const { [column]: _before, ...others } = numbers;
                const typed = event.currentTarget.value;
                onChange(typed === '' ? others : { ...others, [column]: typed });
              }}
            />
          )}
        </Field>
      ))}
    </div>
  );
}

/** What a case is about: longer than a name, and yet a line. */
const Title = ({ value, errors, onChange }: FieldShown) => (
  <Field name={words.title} error={errors['title']}>
    {(ids) => (
      <TextInput
        {...ids}
        {...longest}
        dir="auto"
        value={String(value ?? '')}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )}
  </Field>
);

const reference = (kind: 'contact' | 'account', field: string) => (shown: FieldShown) => (
  <OneOfMany
    kind={kind}
    name={nameOfField(field, 'directory')}
    error={shown.errors[field]}
    value={shown.value}
    onChange={shown.onChange}
  />
);
const instead = (kind: RecordKind) => ({
  numbers: (field: FieldShown) => (
    <Numbers columns={kind === 'contact' ? contactNumberColumns : accountNumberColumns} {...field} />
  ),
  title: (field: FieldShown) => <Title {...field} />,
  attributes: (field: FieldShown) => <OwnColumns {...field} />,
  accountId: reference('account', 'accountId'),
  contactId: reference('contact', 'contactId'),
});
const about = ['name', 'firstName', 'lastName', 'nickname', 'company', 'number', 'email', 'title', 'address'];
const sections = (kind: RecordKind) => [
  { title: kind === 'case' ? words.sections.case : words.sections.about, fields: about },
  ...(kind === 'case' ? [] : [{ title: words.sections.numbers, text: words.numbersText, fields: ['numbers'] }]),
  {
    title: words.sections.more,
    fields: ['contactId', 'accountId', 'preferredAgentIds', 'attributes', 'active'],
  },
];

function Form({ kind, view }: { readonly kind: RecordKind; readonly view: DirectoryRecord | null }) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  // one id for all attempts: an answer that was lost makes no second one
  const [id] = useState(() => view?.id ?? v7());
  const params = { kind: recordDoors[kind].path, id };
  const title = view ? nameOfRecord(view) : words.new[kind];
  return (
    <RecordForm
      schema={recordDoors[kind].request}
      references={{ 'preferredAgentIds[]': 'agent' }}
      saved={view && saved(kind, view)}
      title={title}
      intro={words.recordIntro}
      list={listOf(kind)}
      section={words.sections.more}
      sections={sections(kind)}
      about="directory"
      instead={instead(kind)}
      save={async (values, from) => {
        const answer = await saveRecord(cache, kind, id, from, values);
        if (from === null)
          void navigate({ to: '/admin/customers/$kind/$id', params, replace: true, ignoreBlocker: true });
        return answer;
      }}
      readAgain={async () => saved(kind, await readPast(cache, record(kind, id)))}
      actions={
        view && (
          <>
            {kind === 'contact' && (
              <Button variant="default" onClick={() => void navigate({ to: '/admin/forget', search: { contact: id } })}>
                {forgettingWords.go}
              </Button>
            )}
            <Remove
              name={title}
              text={words.removeText}
              remove={() => removeRecord(cache, kind, id)}
              removed={() => navigate({ to: '/admin/customers', search: { tab: tabOf(kind) }, ignoreBlocker: true })}
            />
          </>
        )
      }
    />
  );
}

function Existing({ kind, id }: { readonly kind: RecordKind; readonly id: string }) {
  const query = useQuery(record(kind, id));
  if (query.data) return <Form kind={kind} view={query.data} />;
  return (
    <AdminPage title={words.one[kind]} list={listOf(kind)} isNarrow>
      <Read query={{ ...query, data: undefined }} what={words.one[kind]}>
        {() => null}
      </Read>
    </AdminPage>
  );
}

/** A contact, an account or a case that is kept here, or a new one. */
export function CustomerRecord() {
  const { kind: path, id } = useParams({ from: '/admin/customers/$kind/$id' });
  const kind = kindAt(path);
  if (!kind) return <NothingHere />;
  return id === 'new' ? <Form key={kind} kind={kind} view={null} /> : <Existing key={id} kind={kind} id={id} />;
}
