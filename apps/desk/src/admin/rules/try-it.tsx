import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { dryRunRequest, type DryRunView, locales } from '#contracts';
import { channels as channelsQuery } from '../../api/channel-config.ts';
import { Refused } from '../../api/refused.ts';
import { dryRun } from '../../api/routing-settings.ts';
import { tellFailure } from '../../shell/tell.tsx';
import { ruleWords as words } from '../../words/en-rules.ts';
import { errorsOf, type FieldErrors } from '../patterns/contract.ts';
import { Beside } from '../patterns/page.tsx';
import { spokenChoice } from '../patterns/plain-field.tsx';
import { knownFrom } from './known.ts';
import { Outcome } from './outcome.tsx';
import own from './rules.module.css';

interface LabelledProps {
  readonly name: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly children: (ids: { id: string; 'aria-describedby': string; error: boolean }) => ReactNode;
}

/** A control below its name: there is no room for two columns beside a page. */
function Labelled({ name, hint, error, children }: LabelledProps) {
  const id = useId();
  return (
    <div>
      <label className={own.label} htmlFor={id}>
        {name}
      </label>
      {children({ id, 'aria-describedby': `${id}-about`, error: error !== undefined })}
      <div id={`${id}-about`}>
        {error && <p className={own.wrong}>{error}</p>}
        {hint && <p className={own.hint}>{hint}</p>}
      </div>
    </div>
  );
}

const asAddress = (typed: string) => {
  const digits = typed.replace(/[\s().-]/g, '');
  return /^\d+$/.test(digits) ? `+${digits}` : digits;
};

/** A text that nobody wrote, and what would become of it by the rules in force. */
export function TryIt({ workstreamId, isDirty }: { readonly workstreamId: string; readonly isDirty: boolean }) {
  const channels = (useQuery(channelsQuery).data ?? []).filter((channel) => channel.workstreamId === workstreamId);
  const cache = useQueryClient();
  const [asked, setAsked] = useState({
    customer: '',
    text: '',
    locale: 'en-US',
    country: '',
    channelId: '',
    known: '',
  });
  const [errors, setErrors] = useState<FieldErrors>({});
  const [isBusy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<DryRunView | null>(null);
  const set = (changed: Partial<typeof asked>) => setAsked({ ...asked, ...changed });
  const run = async () => {
    const channel = channels.find(({ id }) => id === asked.channelId);
    const known = knownFrom(asked.known);
    const request = {
      workstreamId,
      channelId: channel?.id ?? null,
      supportNumber: channel?.number ?? null,
      customer: asAddress(asked.customer),
      text: asked.text,
      locale: asked.locale,
      country: asked.country.trim() || null,
      known: 'known' in known ? known.known : null,
    };
    const wrong = {
      ...errorsOf(dryRunRequest, request),
      ...('wrong' in known ? { known: words.knownWrong(known.wrong) } : {}),
    };
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    try {
      const { withModels } = await import('../../api/skill-finders.ts');
      setAnswer(await dryRun(await withModels(cache, dryRunRequest.parse(request))));
    } catch (error) {
      if (error instanceof Refused && Object.keys(error.fields).length > 0) setErrors(error.fields);
      else tellFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Beside title={words.tryIt}>
      <form
        className={own.run}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <p className={own.hint}>{words.tryText}</p>
        <Labelled name={words.customer} error={errors['customer']}>
          {(ids) => (
            <TextInput
              {...ids}
              type="tel"
              placeholder="+1 425 555 0148"
              value={asked.customer}
              onChange={(event) => set({ customer: event.currentTarget.value })}
            />
          )}
        </Labelled>
        <Labelled name={words.text} error={errors['text']}>
          {(ids) => (
            <Textarea
              {...ids}
              autosize
              minRows={2}
              maxRows={6}
              maxLength={1600}
              dir="auto"
              value={asked.text}
              onChange={(event) => set({ text: event.currentTarget.value })}
            />
          )}
        </Labelled>
        <Labelled name={words.channel} error={errors['channelId']}>
          {(ids) => (
            <Select
              {...ids}
              data={channels.map(({ id, name }) => ({ value: id, label: name }))}
              placeholder={words.anyChannel}
              clearable
              value={asked.channelId || null}
              onChange={(channelId) => set({ channelId: channelId ?? '' })}
            />
          )}
        </Labelled>
        <Labelled name={words.language} error={errors['locale']}>
          {(ids) => (
            <Select
              {...ids}
              data={locales.map((locale) => ({ value: locale, label: spokenChoice(locale) }))}
              searchable
              allowDeselect={false}
              value={asked.locale}
              onChange={(locale) => set({ locale: locale ?? 'en-US' })}
            />
          )}
        </Labelled>
        <Labelled name={words.country} hint={words.countryHint} error={errors['country']}>
          {(ids) => (
            <TextInput
              {...ids}
              maxLength={2}
              value={asked.country}
              onChange={(event) => set({ country: event.currentTarget.value })}
            />
          )}
        </Labelled>
        <Labelled name={words.known} hint={words.knownHint} error={errors['known']}>
          {(ids) => (
            <Textarea
              {...ids}
              autosize
              minRows={1}
              maxRows={6}
              value={asked.known}
              onChange={(event) => set({ known: event.currentTarget.value })}
            />
          )}
        </Labelled>
        {isDirty && <p className={own.hint}>{words.trySaved}</p>}
        <div>
          <Button
            type="submit"
            variant="default"
            loading={isBusy}
            leftSection={<IconPlayerPlay size={14} stroke={1.9} aria-hidden />}
          >
            {words.run}
          </Button>
        </div>
      </form>
      {answer && <Outcome of={answer} />}
    </Beside>
  );
}
