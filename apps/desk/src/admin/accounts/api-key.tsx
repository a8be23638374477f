import { Button, TextInput } from '@mantine/core';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { apiKeyRequest, type ApiKeyView } from '#contracts';
import { apiKey, apiKeyAudit, setApiKey } from '../../api/api-keys.ts';
import { Dialog, DialogText } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { Read } from '../../parts/read.tsx';
import { When } from '../../parts/small.tsx';
import { DataTable, tableStyles as table } from '../../parts/table.tsx';
import { tell } from '../../shell/tell.tsx';
import { adminWords } from '../../words/en-admin.ts';
import { definitionWords } from '../../words/en-definitions.ts';
import { systemWords } from '../../words/en-system.ts';
import styles from '../admin.module.css';
import { errorsOf } from '../patterns/contract.ts';
import { Field, Overtaken } from '../patterns/form-parts.tsx';
import { Section } from '../patterns/page.tsx';
import { Secret, SecretField, useMySecret } from '../patterns/secret-field.tsx';
import { useSending } from '../patterns/use-sending.ts';

const words = adminWords.apiKey;
const column = 'account-api-key';
const empty = { sid: '', secret: '' };

/** What an account at Twilio sends with: a key of its own, which can be revoked by itself, or its token. */
export function SendsWith({ accountId }: { readonly accountId: string }) {
  const query = useQuery(apiKey(accountId));
  return (
    <Section title={words.title} text={words.text}>
      <Read query={query} what={words.title}>
        {(view) => <Key key={accountId} accountId={accountId} view={view} />}
      </Read>
      <Audit accountId={accountId} />
    </Section>
  );
}

function Key({ accountId, view }: { readonly accountId: string; readonly view: ApiKeyView }) {
  const cache = useQueryClient();
  // what it is to be, and the version that was looked at when it was asked for
  const [asked, setAsked] = useState<{ readonly to: 'set' | 'revoke'; readonly over: number } | null>(null);
  const ask = (to: 'set' | 'revoke') => setAsked({ to, over: view.version });
  const [typed, setTyped] = useState(empty);
  const { errors, isBusy, send, forget } = useSending();
  const action = view.sid ? 'update' : 'create';
  const mine = useMySecret(column);
  const isSetting = asked?.to === 'set';
  const close = () => {
    setAsked(null);
    setTyped(empty);
    forget();
  };
  const go = () =>
    send(isSetting ? errorsOf(apiKeyRequest, typed) : {}, async () => {
      await setApiKey(cache, accountId, asked!.over, isSetting ? typed : null);
      tell(isSetting ? words.done : words.revoked);
      close();
    });
  return (
    <>
      <div className={styles.check}>
        <p role="status">
          {view.sid && view.setAt ? (
            <>
              <Secret>
                <span className={styles.mono}>{view.sid}</span>
              </Secret>{' '}
              {words.since} <When at={view.setAt} />
              {', '}
              {view.lastUsedAt ? (
                <>
                  {words.lastUsed} <When at={view.lastUsedAt} />
                </>
              ) : (
                words.notUsed
              )}
            </>
          ) : (
            words.none
          )}
        </p>
        <div className={styles.headActions}>
          <Button variant="default" onClick={() => ask('set')}>
            {view.sid ? words.replace : words.set}
          </Button>
          {view.sid && (
            <Button variant="default" disabled={!mine.update} onClick={() => ask('revoke')}>
              {words.revoke}
            </Button>
          )}
        </div>
      </div>
      <Dialog isOpen={asked !== null} onClose={close} title={isSetting ? words.setTitle : words.revokeTitle}>
        <DialogText>{isSetting ? words.setText : words.revokeText}</DialogText>
        {isSetting && (
          <div className={styles.fields}>
            <Field name={words.sid} error={errors['sid']}>
              {(ids) => (
                <TextInput
                  {...ids}
                  className={styles.mono!}
                  data-autofocus
                  value={typed.sid}
                  onChange={(event) => setTyped({ ...typed, sid: event.currentTarget.value.trim() })}
                />
              )}
            </Field>
            <SecretField column={column} action={action} name={words.secret} error={errors['secret']}>
              {(ids) => (
                <TextInput
                  {...ids}
                  type="password"
                  autoComplete="off"
                  maxLength={100}
                  value={typed.secret}
                  onChange={(event) => setTyped({ ...typed, secret: event.currentTarget.value })}
                />
              )}
            </SecretField>
          </div>
        )}
        {asked && view.version > asked.over && (
          <Overtaken of={undefined} version={view.version}>
            <Button variant="default" onClick={() => ask(asked.to)}>
              {adminWords.form.goOn}
            </Button>
          </Overtaken>
        )}
        <DialogFoot onCancel={close} isBusy={isBusy} isDisabled={!mine[action]} onDo={() => void go()}>
          {isSetting ? words.use : words.revoke}
        </DialogFoot>
      </Dialog>
    </>
  );
}

function Audit({ accountId }: { readonly accountId: string }) {
  const list = useInfiniteQuery(apiKeyAudit(accountId));
  const items = list.data?.pages.flatMap((one) => one.items) ?? [];
  if (items.length === 0) return null;
  const { when, who, what } = systemWords.security;
  return (
    <>
      <DataTable label={words.audit} columns={[{ name: when }, { name: who }, { name: what }, { name: words.sid }]}>
        {items.map(({ id, at, by, action, sid, use }) => (
          <tr key={id}>
            <td className={table.quiet}>
              <When at={at} />
            </td>
            <td className={table.strong} dir="auto">
              {by.name}
            </td>
            <td>{use ? systemWords.security.used(use.purpose, use.times) : words.actions[action]}</td>
            <td className={`${table.quiet} ${styles.mono}`}>{sid}</td>
          </tr>
        ))}
      </DataTable>
      {list.hasNextPage && (
        <div className={table.more}>
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {definitionWords.more}
          </Button>
        </div>
      )}
    </>
  );
}
