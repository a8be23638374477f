import { NumberInput, Select, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { type QueueOverflow, queueOverflow } from '#contracts';
import { queueWords as words } from '../../words/en-queues.ts';
import styles from '../admin.module.css';
import { Duration } from '../patterns/duration.tsx';
import type { FieldErrors } from '../patterns/contract.ts';
import { limitsOf } from '../patterns/contract.ts';
import { Field, FieldGroup } from '../patterns/form-parts.tsx';
import own from './queues.module.css';

interface Named {
  readonly id: string;
  readonly name: string;
}
type QueueId = QueueOverflow['outOfHours']['queueId'];

interface OverflowProps {
  readonly overflow: QueueOverflow;
  /** Where it stands in the form: `overflow`, `rules.2.overflow`. */
  readonly at: string;
  readonly errors: FieldErrors;
  /** Where work can go: queues of the same type. */
  readonly queues: readonly Named[];
  readonly isReadOnly?: boolean;
  readonly onChange: (overflow: QueueOverflow) => void;
}

interface ThenProps<Do extends string> {
  readonly of: string;
  readonly may: readonly Do[];
  readonly at: string;
  readonly errors: FieldErrors;
  readonly queues: readonly Named[];
  readonly isReadOnly: boolean;
  readonly chosen: { readonly do: Do; readonly queueId: QueueId };
  readonly onChange: (chosen: { do: Do; queueId: QueueId }) => void;
}

/** What is done then, and where it goes by transfer. */
function Then<Do extends string>({ of, may, at, errors, queues, isReadOnly, chosen, onChange }: ThenProps<Do>) {
  const wrong = errors[`${at}.queueId`];
  const gone = chosen.queueId !== null && !queues.some(({ id }) => id === chosen.queueId);
  return (
    <div className={own.then}>
      <Select
        aria-label={`${of}: ${words.then}`}
        data={may.map((one) => ({ value: one, label: words.outOfHoursDo[one]! }))}
        allowDeselect={false}
        readOnly={isReadOnly}
        value={chosen.do}
        onChange={(next) =>
          next !== null && onChange({ do: next as Do, queueId: next === 'transfer' ? chosen.queueId : null })
        }
      />
      {chosen.do === 'transfer' && (
        <Select
          aria-label={`${of}: ${words.to}`}
          placeholder={words.chooseQueue}
          data={[
            ...queues.map(({ id, name }) => ({ value: id, label: name })),
            ...(gone ? [{ value: chosen.queueId!, label: words.chooseQueue }] : []),
          ]}
          searchable
          allowDeselect={false}
          readOnly={isReadOnly}
          error={wrong !== undefined}
          value={chosen.queueId}
          onChange={(id) => onChange({ ...chosen, queueId: id as QueueId })}
        />
      )}
      {wrong && <p className={styles.fieldError}>{wrong}</p>}
    </div>
  );
}

/** A part of it that may be off altogether. */
const Part = ({ name, hint, isOn, isReadOnly, onSwitch, children }: PartProps) => (
  <FieldGroup name={name} hint={hint}>
    <Switch
      className={own.switch!}
      aria-label={name}
      disabled={isReadOnly}
      checked={isOn}
      onChange={(event) => onSwitch(event.currentTarget.checked)}
    />
    {isOn && <div className={own.part}>{children}</div>}
  </FieldGroup>
);
interface PartProps {
  readonly name: string;
  readonly hint: string;
  readonly isOn: boolean;
  readonly isReadOnly: boolean;
  readonly onSwitch: (isOn: boolean) => void;
  readonly children: ReactNode;
}

const limits = limitsOf(queueOverflow.shape.workItemLimit.unwrap().unwrap().shape.limit);
const first = { workItemLimit: 20, seconds: 600 };

/** What becomes of work that cannot wait: outside the hours, where too many wait already, and after too long. */
export function Overflow({ overflow, at, errors, queues, isReadOnly = false, onChange }: OverflowProps) {
  const { outOfHours, workItemLimit, waitingTime } = overflow;
  const common = { errors, queues, isReadOnly };
  return (
    <div className={own.overflow}>
      <FieldGroup name={words.outOfHours} hint={words.outOfHoursHint}>
        <Then
          {...common}
          of={words.outOfHours}
          may={['assign-anyway', 'end', 'transfer'] as const}
          at={`${at}.outOfHours`}
          chosen={outOfHours}
          onChange={(next) => onChange({ ...overflow, outOfHours: next })}
        />
      </FieldGroup>
      <Part
        name={words.tooMany}
        hint={words.tooManyHint}
        isOn={workItemLimit !== null}
        isReadOnly={isReadOnly}
        onSwitch={(isOn) =>
          onChange({
            ...overflow,
            workItemLimit: isOn ? { limit: first.workItemLimit, do: 'end', queueId: null } : null,
          })
        }
      >
        {workItemLimit && (
          <>
            <Field name={words.limit} error={errors[`${at}.workItemLimit.limit`]}>
              {(ids) => (
                <NumberInput
                  {...ids}
                  {...limits}
                  className={styles.short!}
                  clampBehavior="none"
                  allowDecimal={false}
                  readOnly={isReadOnly}
                  value={workItemLimit.limit}
                  onChange={(limit) =>
                    onChange({ ...overflow, workItemLimit: { ...workItemLimit, limit: Number(limit) } })
                  }
                />
              )}
            </Field>
            <FieldGroup name={words.then}>
              <Then
                {...common}
                of={words.tooMany}
                may={['end', 'transfer'] as const}
                at={`${at}.workItemLimit`}
                chosen={workItemLimit}
                onChange={(next) => onChange({ ...overflow, workItemLimit: { ...workItemLimit, ...next } })}
              />
            </FieldGroup>
          </>
        )}
      </Part>
      <Part
        name={words.tooLong}
        hint={words.tooLongHint}
        isOn={waitingTime !== null}
        isReadOnly={isReadOnly}
        onSwitch={(isOn) =>
          onChange({ ...overflow, waitingTime: isOn ? { seconds: first.seconds, do: 'end', queueId: null } : null })
        }
      >
        {waitingTime && (
          <>
            <Field name={words.after} error={errors[`${at}.waitingTime.seconds`]}>
              {({ error, ...ids }) => (
                <Duration
                  {...ids}
                  error={error}
                  readOnly={isReadOnly}
                  value={waitingTime.seconds}
                  onChange={(seconds) =>
                    onChange({ ...overflow, waitingTime: { ...waitingTime, seconds: seconds ?? 0 } })
                  }
                />
              )}
            </Field>
            <FieldGroup name={words.then}>
              <Then
                {...common}
                of={words.tooLong}
                may={['end', 'transfer'] as const}
                at={`${at}.waitingTime`}
                chosen={waitingTime}
                onChange={(next) => onChange({ ...overflow, waitingTime: { ...waitingTime, ...next } })}
              />
            </FieldGroup>
          </>
        )}
      </Part>
    </div>
  );
}
