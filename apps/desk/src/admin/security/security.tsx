import { Button, MultiSelect, Select, TagsInput } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import {
  role as roles,
  secretActions,
  type SecretColumn,
  type SecretGrants,
  secretGrants,
  type SecretGrantsView,
} from '#contracts';
import { accounts } from '../../api/channel-config.ts';
import { audit, reseal, saveGrants, secretColumns } from '../../api/secrets.ts';
import { readPast } from '../../api/query-client.ts';
import { Empty } from '../../parts/empty.tsx';
import { Read } from '../../parts/read.tsx';
import { When } from '../../parts/small.tsx';
import { Card, DataTable, tableStyles as table } from '../../parts/table.tsx';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { adminWords } from '../../words/en-admin.ts';
import { definitionWords } from '../../words/en-definitions.ts';
import { systemWords } from '../../words/en-system.ts';
import styles from '../admin.module.css';
import { Field, FormActions, FormDialogs } from '../patterns/form-parts.tsx';
import { AdminPage, Section, Sections } from '../patterns/page.tsx';
import { useForm } from '../patterns/use-form.ts';

const words = systemWords.security;
const valuesOf = ({ read, create, update }: SecretGrantsView): SecretGrants => ({ read, create, update });
const shown = ({ roles: granted, people }: SecretGrants['create']): string =>
  [...granted.map((one) => words.roleNames[one] ?? one), ...people].join(', ');

function Grants({ view }: { readonly view: SecretGrantsView }) {
  const cache = useQueryClient();
  const form = useForm<SecretGrants>({
    schema: secretGrants,
    saved: valuesOf(view),
    version: view.version,
    save: (values, version) => saveGrants(cache, view.secret, version, values),
    readAgain: async () => {
      const all = await readPast(cache, secretColumns);
      const fresh = all.find(({ secret }) => secret === view.secret) ?? view;
      return { values: valuesOf(fresh), version: fresh.version };
    },
  });
  return (
    <AdminPage title={words.title} intro={words.intro} isNarrow actions={<FormActions form={form} />}>
      <Sections>
        <Columns of={view.secret} />
        {secretActions.map((action) => {
          const { roles: granted, people } = form.values[action];
          const set = (next: Partial<SecretGrants['create']>) => form.set(action, { ...form.values[action], ...next });
          return (
            <Section key={action} title={words[action]} text={words.abouts[action]}>
              <div className={styles.fields}>
                <Field name={words.roles} error={form.errors[`${action}.roles`]}>
                  {(ids) => (
                    <MultiSelect
                      {...ids}
                      data={roles.options.map((one) => ({ value: one, label: words.roleNames[one] ?? one }))}
                      value={[...granted]}
                      onChange={(next) => set({ roles: next as SecretGrants['create']['roles'] })}
                    />
                  )}
                </Field>
                <Field name={words.people} hint={words.peopleHint} error={form.errors[`${action}.people`]}>
                  {(ids) => <TagsInput {...ids} value={[...people]} onChange={(next) => set({ people: next })} />}
                </Field>
                {granted.length === 0 && people.length === 0 && (
                  <p className={styles.warning} role="status">
                    {words.lockOut}
                  </p>
                )}
              </div>
            </Section>
          );
        })}
        <Keys />
        <Audit of={view.secret} />
      </Sections>
      <FormDialogs
        form={form}
        rows={secretActions.map((action) => ({
          name: words[action],
          field: action,
          show: (values: SecretGrants) => shown(values[action]),
        }))}
      />
    </AdminPage>
  );
}

/** Which secret the rest of the page is about; it is in the address. */
function Columns({ of }: { readonly of: SecretColumn }) {
  const navigate = useNavigate();
  const columns = useQuery(secretColumns).data ?? [];
  return (
    <Section title={words.secret}>
      <div className={styles.fields}>
        <Field name={words.secret}>
          {({ error: _, ...ids }) => (
            <Select
              {...ids}
              data={columns.map(({ secret }) => ({ value: secret, label: words.columns[secret] }))}
              allowDeselect={false}
              value={of}
              onChange={(secret) => void navigate({ to: '/admin/security', search: { secret: secret ?? undefined } })}
            />
          )}
        </Field>
      </div>
    </Section>
  );
}

function Keys() {
  const cache = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    try {
      tell(words.resealed(await reseal(cache)));
    } catch (error) {
      tellFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section title={words.keys}>
      <div className={styles.check}>
        <p>{words.resealText}</p>
        <Button variant="default" loading={isBusy} onClick={() => void go()}>
          {words.reseal}
        </Button>
      </div>
    </Section>
  );
}

function Audit({ of }: { readonly of: SecretColumn }) {
  const list = useInfiniteQuery(audit(of));
  const names = useQuery(accounts).data ?? [];
  const columns = [{ name: words.when }, { name: words.who }, { name: words.what }, { name: words.account }];
  return (
    <Card title={words.audit}>
      <Read query={list} what={words.audit}>
        {({ pages }) => {
          const items = pages.flatMap((one) => one.items);
          if (items.length === 0) {
            return (
              <Empty icon={IconKey} title={words.none}>
                {words.noneText}
              </Empty>
            );
          }
          return (
            <DataTable label={words.audit} columns={columns}>
              {items.map(({ id, at, by, action, accountId, use }) => (
                <tr key={id}>
                  <td className={table.quiet}>
                    <When at={at} />
                  </td>
                  <td className={table.strong} dir="auto">
                    {by.name}
                  </td>
                  <td>{use ? words.used(use.purpose, use.times) : (words.actions[action] ?? action)}</td>
                  <td className={table.quiet} dir="auto">
                    {names.find((one) => one.id === accountId)?.name ?? accountId}
                  </td>
                </tr>
              ))}
            </DataTable>
          );
        }}
      </Read>
      {list.hasNextPage && (
        <div className={table.more}>
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {definitionWords.more}
          </Button>
        </div>
      )}
    </Card>
  );
}

/** Who may have secrets used and who may write them, the keys that close them, and what was done to them. */
export function Security() {
  const query = useQuery(secretColumns);
  const { secret: asked } = useSearch({ from: '/admin/security' });
  const view = query.data?.find(({ secret }) => secret === asked) ?? query.data?.[0];
  if (view) return <Grants key={view.secret} view={view} />;
  return (
    <AdminPage title={words.title} intro={words.intro || adminWords.form.inForce} isNarrow>
      <Read query={{ ...query, data: undefined }} what={words.title}>
        {() => null}
      </Read>
    </AdminPage>
  );
}
