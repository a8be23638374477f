import { Button, TextInput } from '@mantine/core';
import { IconCalendarOff, IconPlus, IconTrash } from '@tabler/icons-react';
import type { Holiday } from '#contracts';
import { useNow } from '../../live/clock.ts';
import { hoursWords as words } from '../../words/en-hours.ts';
import styles from '../admin.module.css';
import type { FieldShown } from '../patterns/record-form.tsx';
import own from './hours.module.css';
import { dayOf } from './moments.ts';

/** Days on which no shift counts. */
export function HolidaysField({ values, value, errors, isReadOnly, onChange }: FieldShown) {
  const now = useNow();
  const all = (value ?? []) as readonly Holiday[];
  const put = (at: number, next: Partial<Holiday>) =>
    onChange(all.map((holiday, index) => (index === at ? { ...holiday, ...next } : holiday)));
  const add = () => {
    const day = dayOf(values, new Date(now));
    onChange([...all, { from: day, to: day, reason: '' }]);
  };
  return (
    <div role="group" aria-label={words.holidays}>
      <div className={own.tabs}>
        <span>
          <b>{words.holidays}</b> <span className={own.quiet}>{words.holidaysNote}</span>
        </span>
        {!isReadOnly && (
          <Button variant="default" leftSection={<IconPlus size={15} stroke={1.8} aria-hidden />} onClick={add}>
            {words.addHoliday}
          </Button>
        )}
      </div>
      {all.length === 0 ? (
        <p className={own.note}>{words.noHolidays}</p>
      ) : (
        <ul className={`${own.rows} ${own.holidays}`}>
          {all.map((holiday, at) => {
            const wrong = ['from', 'to', 'reason', ''].flatMap(
              (field) => errors[`holidays.${at}${field === '' ? '' : `.${field}`}`] ?? [],
            );
            return (
              <li key={at}>
                <IconCalendarOff size={16} stroke={1.6} aria-hidden />
                <TextInput
                  type="date"
                  aria-label={words.first}
                  readOnly={isReadOnly}
                  value={holiday.from}
                  onChange={(event) => {
                    const from = event.currentTarget.value;
                    put(at, { from, ...(holiday.to < from ? { to: from } : {}) });
                  }}
                />
                <TextInput
                  type="date"
                  aria-label={words.last}
                  readOnly={isReadOnly}
                  value={holiday.to}
                  onChange={(event) => put(at, { to: event.currentTarget.value })}
                />
                <TextInput
                  aria-label={words.reason}
                  placeholder={words.reason}
                  dir="auto"
                  maxLength={100}
                  readOnly={isReadOnly}
                  error={wrong.length > 0}
                  value={holiday.reason}
                  onChange={(event) => put(at, { reason: event.currentTarget.value })}
                />
                {wrong.map((message) => (
                  <span key={message} className={styles.fieldError}>
                    {message}
                  </span>
                ))}
                {!isReadOnly && (
                  <Button
                    variant="subtle"
                    color="gray"
                    aria-label={words.removeHoliday(holiday.reason || String(at + 1))}
                    onClick={() => onChange(all.filter((_, index) => index !== at))}
                  >
                    <IconTrash size={16} stroke={1.7} aria-hidden />
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
