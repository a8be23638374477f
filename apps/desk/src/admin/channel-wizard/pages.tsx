import { Button, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ChannelDraftRequest } from '#contracts';
import { accounts } from '../../api/channel-config.ts';
import { languages } from '../../api/languages.ts';
import { triggers } from '../../api/texts.ts';
import { definitionWords } from '../../words/en-definitions.ts';
import { textWords } from '../../words/en-texts.ts';
import { wizardWords } from '../../words/en-wizards.ts';
import styles from '../admin.module.css';
import { TextBeside } from '../definitions/text-beside.tsx';
import type { FieldErrors } from '../patterns/contract.ts';
import { type NamedControl, slugOf } from '../patterns/controls.ts';
import { AnyField } from '../patterns/field.tsx';
import { nameOfField } from '../patterns/field-names.ts';
import { Field, FieldGroup } from '../patterns/form-parts.tsx';
import own from '../patterns/wizard.module.css';
import { settingsOn } from './steps.ts';

const words = wizardWords.channel;

interface PageProps {
  readonly said: ChannelDraftRequest;
  readonly errors: FieldErrors;
  readonly set: (next: Partial<ChannelDraftRequest>) => void;
}

/** Name and number: only numbers without a channel can be chosen. */
export function SetupPage({ said, errors, set }: PageProps) {
  const { setup } = said;
  const known = useQuery(accounts).data ?? [];
  const free = known
    .filter(({ state }) => state === 'active')
    .flatMap(({ name, numbers }) =>
      numbers
        .filter(({ channelId }) => channelId === null)
        .map(({ id, formatted, description }) => ({
          value: id as string,
          label: [formatted, description, name].filter((part) => part !== '').join(', '),
        })),
    );
  const change = (next: Partial<typeof setup>) => set({ setup: { ...setup, ...next } });
  return (
    <div className={styles.fields}>
      <Field name={definitionWords.name} error={errors['name']}>
        {(ids) => (
          <TextInput
            {...ids}
            dir="auto"
            maxLength={100}
            value={setup.name ?? ''}
            onChange={(event) => {
              const name = event.currentTarget.value;
              change({ name, ...((setup.slug ?? '') === slugOf(setup.name ?? '') ? { slug: slugOf(name) } : {}) });
            }}
          />
        )}
      </Field>
      <Field name={definitionWords.slug} hint={definitionWords.slugHint} error={errors['slug']}>
        {(ids) => (
          <TextInput
            {...ids}
            value={setup.slug ?? ''}
            onChange={(event) => change({ slug: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field
        name={nameOfField('numberId')}
        error={errors['numberId']}
        {...(free.length === 0 ? { hint: words.noNumbers } : {})}
      >
        {(ids) => (
          <Select
            {...ids}
            data={free}
            searchable
            allowDeselect={false}
            placeholder={definitionWords.choose}
            nothingFoundMessage={words.noNumbers}
            value={setup.numberId ?? null}
            onChange={(numberId) => change({ numberId })}
          />
        )}
      </Field>
      {[errors['workstreamId'], errors['']].map(
        (message) =>
          message && (
            <p key={message} className={own.problem}>
              {message}
            </p>
          ),
      )}
    </div>
  );
}

export function LanguagePage({ said, errors, set }: PageProps) {
  const known = useQuery(languages).data?.items ?? [];
  return (
    <div className={styles.fields}>
      <Field name={nameOfField('locale')} error={errors['language']}>
        {(ids) => (
          <Select
            {...ids}
            data={known.map(({ locale, name }) => ({ value: locale as string, label: name }))}
            searchable
            allowDeselect={false}
            value={said.language.language ?? null}
            onChange={(language) => set({ language: { language } })}
          />
        )}
      </Field>
    </div>
  );
}

interface SettingsProps {
  readonly fields: readonly NamedControl[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: FieldErrors;
  readonly onChange: (name: string, value: unknown) => void;
}
const Settings = ({ fields, values, errors, onChange }: SettingsProps) =>
  fields.map(({ name, control }) => (
    <AnyField
      key={name}
      name={nameOfField(name)}
      path={name}
      control={control}
      value={values[name]}
      errors={errors}
      isReadOnly={false}
      onChange={(value) => onChange(name, value)}
    />
  ));

type Message = NonNullable<ChannelDraftRequest['behaviors']['automatedMessages']>[number];

/** Texts of this channel alone. */
function OwnMessages({ said, errors, set }: PageProps) {
  const known = useQuery(triggers);
  const occasions = known.data?.items ?? [];
  const all = said.behaviors.automatedMessages ?? [];
  const put = (automatedMessages: readonly Message[]) =>
    set({ behaviors: { ...said.behaviors, automatedMessages: [...automatedMessages] } });
  const change = (at: number, next: Partial<Message>) =>
    put(all.map((message, index) => (index === at ? { ...message, ...next } : message)));
  const unused = (chosen: Message['trigger']) =>
    occasions.filter(({ trigger }) => trigger === chosen || !all.some((message) => message.trigger === trigger));
  const add = () => {
    const [first] = unused(null);
    if (first) put([...all, { trigger: first.trigger, text: first.text, active: true }]);
  };
  return (
    <FieldGroup name={words.messages} hint={words.messagesHint} error={errors['automatedMessages']}>
      {all.map((message, at) => (
        <div
          key={message.trigger ?? at}
          className={own.entry}
          role="group"
          aria-label={occasions.find(({ trigger }) => trigger === message.trigger)?.title ?? words.messages}
        >
          <Field name={textWords.messages.trigger} error={errors[`automatedMessages.${at}.trigger`]}>
            {(ids) => (
              <Select
                {...ids}
                data={unused(message.trigger).map(({ trigger, title }) => ({ value: trigger as string, label: title }))}
                searchable
                allowDeselect={false}
                value={message.trigger ?? null}
                onChange={(trigger) =>
                  change(at, { trigger, text: occasions.find((one) => one.trigger === trigger)?.text ?? message.text })
                }
              />
            )}
          </Field>
          <Field
            name={textWords.messages.text}
            hint={textWords.messages.placeholders}
            error={errors[`automatedMessages.${at}.text`]}
          >
            {(ids) => (
              <Textarea
                {...ids}
                autosize
                minRows={2}
                dir="auto"
                value={message.text ?? ''}
                onChange={(event) => change(at, { text: event.currentTarget.value })}
              />
            )}
          </Field>
          <Field name={textWords.messages.isSent}>
            {({ error: _error, ...ids }) => (
              <Switch
                {...ids}
                checked={message.active !== false}
                onChange={(event) => change(at, { active: event.currentTarget.checked })}
              />
            )}
          </Field>
          <TextBeside kind="automated-message" text={message.text ?? ''} />
          <Button
            variant="subtle"
            color="gray"
            style={{ alignSelf: 'flex-start' }}
            onClick={() => put(all.filter((_, index) => index !== at))}
          >
            {definitionWords.remove}
          </Button>
        </div>
      ))}
      <Button
        variant="default"
        leftSection={<IconPlus size={15} stroke={1.7} aria-hidden />}
        loading={known.isPending}
        disabled={unused(null).length === 0}
        onClick={add}
      >
        {words.addMessage}
      </Button>
    </FieldGroup>
  );
}

/** Hours, texts, survey. */
export const BehaviorsPage = (page: PageProps) => (
  <div className={styles.fields}>
    <Settings
      fields={settingsOn.behaviors}
      values={page.said.behaviors}
      errors={page.errors}
      onChange={(name, value) => page.set({ behaviors: { ...page.said.behaviors, [name]: value } })}
    />
    <OwnMessages {...page} />
  </div>
);

/** What may be sent besides words. */
export const UserFeaturesPage = ({ said, errors, set }: PageProps) => (
  <div className={styles.fields}>
    <Settings
      fields={settingsOn.userFeatures}
      values={said.userFeatures}
      errors={errors}
      onChange={(name, value) => set({ userFeatures: { ...said.userFeatures, [name]: value } })}
    />
  </div>
);
