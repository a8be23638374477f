import { MultiSelect, NumberInput, Select, Switch, TagsInput, Textarea, TextInput } from '@mantine/core';
import { definitionWords as words } from '../../words/en-definitions.ts';
import { wordsOfField } from '../../words/en-fields.ts';
import styles from '../admin.module.css';
import type { FieldErrors } from './contract.ts';
import { type Control, spoken } from './controls.ts';
import { Duration } from './duration.tsx';
import { Field } from './form-parts.tsx';
import own from './record.module.css';
import { QueueOrNew } from './queue-or-new.tsx';
import { Reference, References } from './reference.tsx';
import { durationIn } from '../../parts/units.ts';

export interface AnyFieldProps {
  readonly name: string;
  /** Where it stands in the definition: `shifts.0.times`. */
  readonly path: string;
  readonly control: Control;
  readonly value: unknown;
  readonly errors: FieldErrors;
  readonly isReadOnly: boolean;
  /** What the form is about, where a name means something of its own there: `quick-reply`. */
  readonly about?: string | undefined;
  readonly onChange: (value: unknown) => void;
}

/** What is wrong with a list of words: with all of it, or with one of them, which is named. */
function wrongWord(path: string, words: unknown, errors: FieldErrors): string | undefined {
  const wrong = Object.entries(errors).find(([at]) => at.startsWith(`${path}.`));
  if (!wrong) return undefined;
  const [at, error] = wrong;
  return `${(words as readonly string[])[Number(at.slice(path.length + 1))] ?? ''}: ${error}`;
}

/** A field that holds one value, or a list of words. Where it may be missing, nothing typed is nothing said. */
export function Plain({ name, path, control, value, errors, isReadOnly, onChange, about }: AnyFieldProps) {
  const { hint } = wordsOfField(path, about);
  const isOptional = control.as === 'maybe';
  const inner = isOptional ? control.inner : control;
  const none = isOptional ? control.none : undefined;
  const say = (next: unknown) => onChange(isOptional && (next === '' || next === null) ? none : next);
  const error = errors[path] ?? (inner.as === 'words' ? wrongWord(path, value, errors) : undefined);
  return (
    <Field name={name} error={error} {...(hint === undefined ? {} : { hint })}>
      {(ids) => {
        const common = { ...ids, readOnly: isReadOnly };
        switch (inner.as) {
          case 'text':
            return (
              <TextInput
                {...common}
                {...(inner.longest === undefined ? {} : { maxLength: inner.longest })}
                {...(inner.input === 'date' || inner.input === 'time' ? { className: styles.short! } : {})}
                {...(inner.input === 'password' ? { autoComplete: 'off' } : {})}
                type={inner.input}
                dir="auto"
                value={String(value ?? '')}
                onChange={(event) => say(event.currentTarget.value)}
              />
            );
          case 'paragraph':
            return (
              <Textarea
                {...common}
                {...(inner.longest === undefined ? {} : { maxLength: inner.longest })}
                autosize
                minRows={2}
                maxRows={10}
                dir="auto"
                value={String(value ?? '')}
                onChange={(event) => say(event.currentTarget.value)}
              />
            );
          case 'number': {
            const keptIn = durationIn(path, inner.max);
            if (keptIn)
              return (
                <Duration
                  {...common}
                  keptIn={keptIn}
                  value={typeof value === 'number' ? value : null}
                  onChange={(next) => say(next ?? '')}
                />
              );
            return (
              <NumberInput
                {...common}
                {...(inner.min === undefined ? {} : { min: inner.min })}
                {...(inner.max === undefined ? {} : { max: inner.max })}
                className={styles.short!}
                clampBehavior="none"
                allowDecimal={!inner.isWhole}
                value={typeof value === 'number' ? value : ''}
                onChange={(next) => say(next === '' ? '' : Number(next))}
              />
            );
          }
          case 'switch':
            return (
              <Switch
                {...common}
                error={undefined}
                className={own.switch!}
                disabled={isReadOnly}
                checked={value === true}
                onChange={(event) => say(event.currentTarget.checked)}
              />
            );
          case 'choice':
            return (
              <Select
                {...common}
                data={inner.of.map((one) => ({ value: one, label: spokenChoice(one) }))}
                searchable={inner.of.length > 8}
                clearable={isOptional}
                allowDeselect={false}
                placeholder={words.choose}
                value={typeof value === 'string' ? value : null}
                onChange={say}
              />
            );
          case 'choices':
            return (
              <MultiSelect
                {...common}
                data={inner.of.map((one) => ({ value: one, label: spokenChoice(one) }))}
                searchable
                value={Array.isArray(value) ? (value as string[]) : []}
                onChange={say}
              />
            );
          case 'words':
            return <TagsInput {...common} value={Array.isArray(value) ? (value as string[]) : []} onChange={say} />;
          case 'reference':
            if (path === 'fallbackQueueId')
              return <QueueOrNew {...common} isOptional={isOptional} value={value} onChange={say} />;
            return <Reference {...common} to={inner.to} isOptional={isOptional} value={value} onChange={say} />;
          case 'references':
            return <References {...common} to={inner.to} value={value} onChange={say} />;
          default:
            return <Textarea {...common} value={JSON.stringify(value, null, 2)} autosize readOnly />;
        }
      }}
    </Field>
  );
}

/** A value of the contract as it reads best: a locale or a weekday as it is, a word as a word. */
const languages = new Intl.DisplayNames('en', { type: 'language' });
export const spokenChoice = (value: string): string =>
  /^[a-z]{2}-[A-Z]{2}$/.test(value) ? languages.of(value)! : spokenWord(value);
/** Names and keywords, which are written in one way everywhere. */
const asWritten: Readonly<Record<string, string>> = { openai: 'OpenAI', stop: 'STOP', start: 'START', help: 'HELP' };
const spokenWord = (value: string): string =>
  asWritten[value] ?? (/^[a-z]+(-[a-z]+)*$/.test(value) ? spoken(value) : value.replaceAll('_', ' '));
