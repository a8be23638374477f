import { Button, Select, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { v7 } from 'uuid';
import { accountProvider, numberType, registration } from '#contracts';
import { numberTypes, registrations } from '../../words/en-number-types.ts';
import { adminWords } from '../../words/en-admin.ts';
import { definitionWords } from '../../words/en-definitions.ts';
import { wordsOfField } from '../../words/en-fields.ts';
import { wizardWords } from '../../words/en-wizards.ts';
import styles from '../admin.module.css';
import type { FieldErrors } from '../patterns/contract.ts';
import { slugOf } from '../patterns/controls.ts';
import { Field } from '../patterns/form-parts.tsx';
import { SecretField } from '../patterns/secret-field.tsx';
import own from '../patterns/wizard.module.css';
import type { AccountDraft, DraftNumber } from './draft.ts';

const words = wizardWords.account;

interface PageProps {
  readonly draft: AccountDraft;
  readonly errors: FieldErrors;
  readonly set: (next: Partial<AccountDraft>) => void;
}

export const Details = ({ draft, errors, set }: PageProps) => (
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

export const Credentials = ({ draft, errors, set }: PageProps) => (
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
    <SecretField
      column="account-auth-token"
      action="create"
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
    </SecretField>
  </div>
);

export function Numbers({ draft, errors, set }: PageProps) {
  const put = (at: number, next: Partial<DraftNumber>) =>
    set({ numbers: draft.numbers.map((number, index) => (index === at ? { ...number, ...next } : number)) });
  const add = () =>
    set({
      numbers: [
        ...draft.numbers,
        { id: v7(), number: '', type: 'long-code', description: '', registration: 'unknown' },
      ],
    });
  return (
    <>
      {draft.numbers.map((number, at) => (
        <div key={number.id} className={own.entry} role="group" aria-label={words.number(at + 1)}>
          <div className={own.entryHead}>
            {words.number(at + 1)}
            <Button
              variant="subtle"
              color="gray"
              aria-label={`${words.remove}: ${words.number(at + 1)}`}
              onClick={() => set({ numbers: draft.numbers.filter((_, index) => index !== at) })}
            >
              {words.remove}
            </Button>
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
                data={numberType.options.map((one) => ({ value: one, label: numberTypes[one] ?? one }))}
                allowDeselect={false}
                value={number.type}
                onChange={(next) => put(at, { type: (next ?? 'long-code') as DraftNumber['type'] })}
              />
            )}
          </Field>
          <Field
            name={adminWords.accounts.registration}
            hint={wordsOfField('registration').hint ?? ''}
            error={errors[`numbers.${at}.registration`]}
          >
            {(ids) => (
              <Select
                {...ids}
                data={registration.options.map((one) => ({ value: one, label: registrations[one] }))}
                allowDeselect={false}
                value={number.registration}
                onChange={(next) => put(at, { registration: (next ?? 'unknown') as DraftNumber['registration'] })}
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
