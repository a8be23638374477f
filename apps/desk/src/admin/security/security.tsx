import { Button, MultiSelect, TagsInput } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { role as roles, type SecretGrants, secretGrantsRequest, type SecretGrantsView } from '#contracts';
import { accounts } from '../../api/channel-config.ts';
import { audit, grants, reseal, saveGrants } from '../../api/secrets.ts';
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
const actions = ['create', 'update'] as const;
const valuesOf = ({ create, update }: SecretGrantsView): SecretGrants => ({ create, update });
const shown = ({ roles: granted, people }: SecretGrants['create']): string =>
  [...granted.map((one) => words.roleNames[one] ?? one), ...people].join(', ');

function Grants({ view }: { readonly view: SecretGrantsView }) {
  const cache = useQueryClient();
  const form = useForm<SecretGrants>({
    schema: secretGrantsRequest,
    saved: valuesOf(view),
    version: view.version,
    save: (values, version) => saveGrants(cache, version, values),
    readAgain: async () => {
      const fresh = await readPast(cache, grants);
      return { values: valuesOf(fresh), version: fresh.version };
    },
  });
  return (
    <AdminPage title={words.title} intro={words.intro} isNarrow actions={<FormActions form={form} />}>
      <Sections>
        {actions.map((action) => {
          const { roles: granted, people } = form.values[action];
          const set = (next: Partial<SecretGrants['create']>) => form.set(action, { ...form.values[action], ...next });
          return (
            <Section key={action} title={words[action]} text={words.secret}>
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
        <Audit />
      </Sections>
      <FormDialogs
        form={form}
        rows={actions.map((action) => ({
          name: words[action],
          field: action,
          show: (values: SecretGrants) => shown(values[action]),
        }))}
      />
    </AdminPage>
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

function Audit() {
  const list = useInfiniteQuery(audit);
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
              {items.map(({ id, at, by, action, accountId }) => (
                <tr key={id}>
                  <td className={table.quiet}>
                    <When at={at} />
                  </td>
                  <td className={table.strong} dir="auto">
                    {by.name}
                  </td>
                  <td>{words.actions[action] ?? action}</td>
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

/** Who may write secrets, the keys that close them, and what was done to them. */
export function Security() {
  const query = useQuery(grants);
  if (query.data) return <Grants key={query.data.version} view={query.data} />;
  return (
    <AdminPage title={words.title} intro={words.intro || adminWords.form.inForce} isNarrow>
      <Read query={{ ...query, data: undefined }} what={words.title}>
        {() => null}
      </Read>
    </AdminPage>
  );
}
