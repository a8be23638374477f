import { Button, Select, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { v7 } from 'uuid';
import { accountProvider, type AccountView, createAccountRequest, numberType, refineCredentials } from '#contracts';
import { provisioning } from '../../api/provisioning.ts';
import { Refused } from '../../api/refused.ts';
import { saveSetUp, setUpRecord } from '../../api/set-up.ts';
import { Read } from '../../parts/read.tsx';
import { NothingHere } from '../../shell/boundary.tsx';
import { tellFailure } from '../../shell/tell.tsx';
import { words as shared } from '../../words/en.ts';
import { adminWords } from '../../words/en-admin.ts';
import { definitionWords } from '../../words/en-definitions.ts';
import { wordsOfField } from '../../words/en-fields.ts';
import { wizardWords } from '../../words/en-wizards.ts';
import styles from '../admin.module.css';
import { NotProvisioned } from '../channels/provisioning.tsx';
import { errorsOf, type FieldErrors } from '../patterns/contract.ts';
import { slugOf } from '../patterns/controls.ts';
import { Field } from '../patterns/form-parts.tsx';
import { AdminPage } from '../patterns/page.tsx';
import { Wizard } from '../patterns/wizard.tsx';
import own from '../patterns/wizard.module.css';
import { AtProvider } from './at-provider.tsx';
import { Callback } from './callback.tsx';
import {
  forgetDraft,
  keepDraft,
  keptDraft,
  type AccountDraft,
  type DraftNumber,
  stepOf,
  stepsOfAccount,
} from './draft.ts';

const words = wizardWords.account;
const credible = createAccountRequest.superRefine(refineCredentials);
type Step = (typeof stepsOfAccount)[number];

interface PageProps {
  readonly draft: AccountDraft;
  readonly errors: FieldErrors;
  readonly set: (next: Partial<AccountDraft>) => void;
}

const Details = ({ draft, errors, set }: PageProps) => (
  <div className={styles.fields}>
    <Field name={definitionWords.name} error={errors['name']}>
      {(ids) => (
        <TextInput
          {...ids}
          dir="auto"
          maxLength={100}
          value={draft.name}
          onChange={(event) => {
            const name = event.currentTarget.value;
            set({ name, ...(draft.slug === slugOf(draft.name) ? { slug: slugOf(name) } : {}) });
          }}
        />
      )}
    </Field>
    <Field name={definitionWords.slug} hint={definitionWords.slugHint} error={errors['slug']}>
      {(ids) => (
        <TextInput {...ids} value={draft.slug} onChange={(event) => set({ slug: event.currentTarget.value })} />
      )}
    </Field>
    <Field name={words.channel}>
      {({ error: _, ...ids }) => <Select {...ids} data={[words.sms]} value={words.sms} readOnly />}
    </Field>
    <Field name={words.provider}>
      {({ error: _, ...ids }) => (
        <Select
          {...ids}
          data={accountProvider.options.map((value) => ({ value, label: words.providers[value] }))}
          allowDeselect={false}
          value={draft.provider}
          onChange={(next) => set({ provider: (next ?? 'twilio') as AccountDraft['provider'] })}
        />
      )}
    </Field>
  </div>
);

const Credentials = ({ draft, errors, set }: PageProps) => (
  <div className={styles.fields}>
    <Field
      name={adminWords.accounts.sids[draft.provider]}
      hint={draft.provider === 'azure' ? words.endpointHint : (wordsOfField('accountSid').hint ?? '')}
      error={errors['accountSid']}
    >
      {(ids) => (
        <TextInput
          {...ids}
          className={styles.mono!}
          value={draft.accountSid}
          onChange={(event) => set({ accountSid: event.currentTarget.value.trim() })}
        />
      )}
    </Field>
    <Field
      name={adminWords.accounts.tokens[draft.provider]}
      hint={draft.provider === 'azure' ? words.accessKeyHint : (wordsOfField('authToken').hint ?? '')}
      error={errors['authToken']}
    >
      {(ids) => (
        <TextInput
          {...ids}
          type="password"
          autoComplete="off"
          maxLength={100}
          value={draft.authToken}
          onChange={(event) => set({ authToken: event.currentTarget.value })}
        />
      )}
    </Field>
  </div>
);

function Numbers({ draft, errors, set }: PageProps) {
  const put = (at: number, next: Partial<DraftNumber>) =>
    set({ numbers: draft.numbers.map((number, index) => (index === at ? { ...number, ...next } : number)) });
  const add = () => set({ numbers: [...draft.numbers, { id: v7(), number: '', type: 'long-code', description: '' }] });
  return (
    <>
      {draft.numbers.map((number, at) => (
        <div key={number.id} className={own.entry} role="group" aria-label={words.number(at + 1)}>
          <div className={own.entryHead}>
            {words.number(at + 1)}
            {draft.numbers.length > 1 && (
              <Button
                variant="subtle"
                color="gray"
                aria-label={`${words.remove}: ${words.number(at + 1)}`}
                onClick={() => set({ numbers: draft.numbers.filter((_, index) => index !== at) })}
              >
                {words.remove}
              </Button>
            )}
          </div>
          <Field name="Number" hint={wordsOfField('number').hint ?? ''} error={errors[`numbers.${at}.number`]}>
            {(ids) => (
              <TextInput
                {...ids}
                inputMode="tel"
                value={number.number}
                onChange={(event) => put(at, { number: event.currentTarget.value })}
              />
            )}
          </Field>
          <Field name={adminWords.accounts.type} error={errors[`numbers.${at}.type`]}>
            {(ids) => (
              <Select
                {...ids}
                data={numberType.options.map((one) => ({ value: one, label: shared.numberType[one] ?? one }))}
                allowDeselect={false}
                value={number.type}
                onChange={(next) => put(at, { type: (next ?? 'long-code') as DraftNumber['type'] })}
              />
            )}
          </Field>
          <Field name={adminWords.accounts.description} error={errors[`numbers.${at}.description`]}>
            {(ids) => (
              <TextInput
                {...ids}
                dir="auto"
                maxLength={500}
                value={number.description}
                onChange={(event) => put(at, { description: event.currentTarget.value })}
              />
            )}
          </Field>
        </div>
      ))}
      <Button variant="default" leftSection={<IconPlus size={15} stroke={1.7} aria-hidden />} onClick={add}>
        {words.addNumber}
      </Button>
      {errors['numbers'] && <p className={own.problem}>{errors['numbers']}</p>}
    </>
  );
}

/** The addresses to enter at the provider, and whether a text has come in; it looks again by itself. */
function Connecting({ id }: { readonly id: string }) {
  const query = useQuery({
    ...setUpRecord('accounts', id),
    refetchInterval: ({ state }) =>
      (state.data as unknown as AccountView | undefined)?.numbers.some(({ connectedAt }) => connectedAt)
        ? false
        : 2_000,
  });
  return (
    <Read query={query} what={adminWords.accounts.one}>
      {(view) => {
        const account = view as unknown as AccountView;
        const connected = account.numbers.find(({ connectedAt }) => connectedAt !== null);
        return (
          <>
            {!account.callback && <p>{adminWords.accounts.eventsText}</p>}
            <Callback of={account} />
            <p className={own.live} data-connected={connected ? true : undefined} role="status">
              <span className={own.dot} aria-hidden />
              {connected ? words.texted(connected.formatted) : words.waiting}
            </p>
            <AtProvider account={account} />
          </>
        );
      }}
    </Read>
  );
}

const list = { name: adminWords.accounts.title, to: '/admin/accounts' } as const;

/** A new messaging account, page by page. It is created, whole, after its numbers; then its callback information is there to copy. */
function Pages({ at }: { readonly at: Step }) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(
    () =>
      keptDraft() ?? {
        id: v7(),
        name: '',
        slug: '',
        provider: 'twilio' as const,
        accountSid: '',
        authToken: '',
        numbers: [{ id: v7(), number: '', type: 'long-code' as const, description: '' }],
        isCreated: false,
      },
  );
  const [errors, setErrors] = useState<FieldErrors>({});
  const [isBusy, setBusy] = useState(false);
  const set = (next: Partial<AccountDraft>) => {
    const changed = { ...draft, ...next };
    setDraft(changed);
    keepDraft(changed);
  };
  const { id, isCreated, ...request } = draft;
  const go = (step: Step) => void navigate({ to: '/admin/accounts/new/$step', params: { step } });
  const wrongOn = (step: Step) => Object.keys(errorsOf(credible, request)).filter((path) => stepOf(path) === step);
  const create = async () => {
    const wrong = errorsOf(credible, request);
    setErrors(wrong);
    const [first] = Object.keys(wrong);
    if (first) return go(stepOf(first));
    setBusy(true);
    try {
      await saveSetUp(cache, 'accounts', id, null, request);
      set({ isCreated: true, authToken: '' });
      go('callback');
    } catch (error) {
      if (error instanceof Refused && Object.keys(error.fields).length > 0) {
        setErrors(error.fields);
        go(stepOf(Object.keys(error.fields)[0]!));
      } else tellFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const finish = () => {
    forgetDraft();
    void navigate({ to: '/admin/accounts/$id', params: { id } });
  };
  const page = { draft, errors, set };
  return (
    <AdminPage title={draft.name || words.title} list={list}>
      <Wizard
        steps={stepsOfAccount.map((name) => ({
          name,
          title: words.steps[name],
          about: words.about[name],
          stop: words.stop[name],
          isDone: name === 'callback' ? false : isCreated || wrongOn(name).length === 0,
        }))}
        at={at}
        go={go}
        isClosed={(name) => (name === 'callback') !== isCreated}
        isBackClosed={isCreated}
        kept={isCreated ? undefined : wizardWords.kept}
        last={
          at === 'numbers' ? (
            <Button loading={isBusy} onClick={() => void create()}>
              {words.create}
            </Button>
          ) : at === 'callback' ? (
            <Button onClick={finish}>{words.finish}</Button>
          ) : undefined
        }
      >
        {at === 'details' && <Details {...page} />}
        {at === 'credentials' && <Credentials {...page} />}
        {at === 'numbers' && <Numbers {...page} />}
        {at === 'callback' && (isCreated ? <Connecting id={id} /> : <p>{words.missing}</p>)}
      </Wizard>
    </AdminPage>
  );
}

/** Each page of the wizard has an address; before SMS is turned on there is nothing to set up. */
export function NewAccount() {
  const { step } = useParams({ from: '/admin/accounts/new/$step' });
  const at = stepsOfAccount.find((one) => one === step);
  const sms = useQuery(provisioning);
  if (!at) return <NothingHere />;
  if (sms.data && sms.data.status !== 'provisioned') {
    return (
      <AdminPage title={words.title} list={list}>
        <NotProvisioned view={sms.data} />
      </AdminPage>
    );
  }
  return <Pages at={at} />;
}

export const ToNewAccount = () => (
  <Button
    className={styles.linkButton!}
    leftSection={<IconPlus size={15} stroke={1.9} aria-hidden />}
    renderRoot={(props) => <Link {...props} to="/admin/accounts/new/$step" params={{ step: 'details' }} />}
  >
    {adminWords.setUp.new.accounts}
  </Button>
);
