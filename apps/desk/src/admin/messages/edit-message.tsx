import { Button, Switch, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { v7 } from 'uuid';
import { messageKind, removeDefinition, saveDefinition, type StoredMessage } from '../../api/definitions.ts';
import { Refused } from '../../api/refused.ts';
import { Dialog, DialogActions, DialogText } from '../../parts/dialog.tsx';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { textWords } from '../../words/en-texts.ts';
import styles from '../admin.module.css';
import { TextBeside } from '../definitions/text-beside.tsx';
import { errorsOf } from '../patterns/contract.ts';
import { slugOf } from '../patterns/controls.ts';
import { Field } from '../patterns/form-parts.tsx';
import type { Line } from './lines.ts';
import own from './messages.module.css';

const words = textWords.messages;

interface EditMessageProps {
  readonly line: Line;
  /** Null: for all numbers. */
  readonly channelId: string | null;
  readonly locale: string;
  /** What is said at exactly this place; nothing where it is inherited. */
  readonly stored: StoredMessage | undefined;
  readonly onClose: () => void;
}

/** One automated message at one place and in one language: said here, or inherited again. */
export function EditMessage({ line, channelId, locale, stored, onClose }: EditMessageProps) {
  const cache = useQueryClient();
  const [text, setText] = useState(line.text);
  const [isActive, setActive] = useState(line.active);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [busy, setBusy] = useState<'save' | 'reset' | null>(null);
  const place = channelId ? `${line.trigger} ${channelId.slice(-12)}` : line.trigger;
  const defined = {
    slug: stored?.slug ?? slugOf(`${place} ${locale}`),
    name: stored?.name ?? line.title,
    description: stored?.description ?? '',
    trigger: line.trigger,
    level: channelId ? 'channel' : 'sms',
    channelId,
    locale,
    text,
    active: isActive,
  };
  const during = async (what: 'save' | 'reset', work: () => Promise<unknown>, done: string) => {
    setBusy(what);
    try {
      await work();
      tell(done);
      onClose();
    } catch (error) {
      if (error instanceof Refused && Object.keys(error.fields).length > 0) setErrors(error.fields);
      else tellFailure(error);
    } finally {
      setBusy(null);
    }
  };
  const save = () => {
    const wrong = errorsOf(messageKind.request, defined);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    void during(
      'save',
      () => saveDefinition(cache, messageKind, stored?.id ?? v7(), stored?.version ?? null, defined),
      words.saved,
    );
  };
  const others = Object.entries(errors).filter(([field]) => field !== 'text');
  return (
    <Dialog isOpen onClose={onClose} title={line.title} width={600} side="end">
      <DialogText>{line.when}</DialogText>
      <div className={`${styles.fields} ${own.edit}`}>
        <Field name={words.text} hint={words.placeholders} error={errors['text']}>
          {(ids) => (
            <Textarea
              {...ids}
              data-autofocus
              autosize
              minRows={3}
              maxRows={12}
              dir="auto"
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field name={words.isSent} {...(line.always ? { hint: words.always } : {})}>
          {({ error: _error, ...ids }) => (
            <Switch
              {...ids}
              className={own.switch!}
              checked={isActive}
              onChange={(event) => setActive(event.currentTarget.checked)}
            />
          )}
        </Field>
        {others.map(([field, message]) => (
          <p key={field} className={styles.fieldError}>
            {message}
          </p>
        ))}
        <TextBeside kind="automated-message" text={text} />
      </div>
      <DialogActions>
        {stored && (
          <Button
            variant="default"
            loading={busy === 'reset'}
            onClick={() =>
              void during(
                'reset',
                () => removeDefinition(cache, messageKind, stored.id, stored.version),
                words.wasReset,
              )
            }
          >
            {channelId ? words.reset : words.resetSms}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {words.cancel}
        </Button>
        <Button loading={busy === 'save'} onClick={save}>
          {words.save}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
