import { Button, Select, TextInput } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { v7 } from 'uuid';
import { editFollowing, editOccurrence, editSeries, occurrencesBetween, type Occurrence } from '#calendar';
import {
  dayMs,
  type EditScope,
  type OpeningTimes,
  type OperatingHours,
  type Recurrence,
  type Shift,
  type ShiftId,
} from '#contracts';
import { Dialog, DialogActions } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { inDialog } from '../patterns/in-dialog.ts';
import { hoursWords as words } from '../../words/en-hours.ts';
import styles from '../admin.module.css';
import { Field } from '../patterns/form-parts.tsx';
import own from './hours.module.css';
import { timesOf, weekdays } from './week.ts';
import { dayName } from './day-name.ts';
import { TimesFields } from './span-editor.tsx';

const utc = (date: string): number => Date.parse(`${date}T00:00Z`);
const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const monthName = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });
export const longDay = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
export const asTimes = (times: OpeningTimes): string =>
  times.allDay ? words.allDay : `${times.opens} – ${times.closes}`;

/** The six weeks that a month lies in, Monday first. */
function weeksOf(month: string): readonly string[] {
  const first = utc(`${month}-01`);
  const monday = first - ((new Date(first).getUTCDay() + 6) % 7) * dayMs;
  return Array.from({ length: 42 }, (_, at) => dateOf(monday + at * dayMs));
}

interface CalendarProps {
  readonly hours: OperatingHours;
  readonly today: string;
  readonly isReadOnly: boolean;
  readonly onChange: (shifts: readonly Shift[]) => void;
}

/** A month with what opens on each day; an opening is changed for this day, from here on, or for its whole series. */
export function Calendar({ hours, today, isReadOnly, onChange }: CalendarProps) {
  const [month, setMonth] = useState(today.slice(0, 7));
  const [edited, setEdited] = useState<Occurrence | null>(null);
  const [added, setAdded] = useState<string | null>(null);
  const days = weeksOf(month);
  const occurrences = occurrencesBetween(hours, days[0]!, days.at(-1)!);
  const go = (by: number) => {
    const date = new Date(utc(`${month}-01`));
    date.setUTCMonth(date.getUTCMonth() + by);
    setMonth(dateOf(date.getTime()).slice(0, 7));
  };
  return (
    <>
      <div className={own.monthHead}>
        <Button variant="default" aria-label={words.earlier} onClick={() => go(-1)}>
          <IconChevronLeft size={16} stroke={1.8} aria-hidden />
        </Button>
        <span aria-live="polite">{monthName.format(utc(`${month}-01`))}</span>
        <Button variant="default" aria-label={words.later} onClick={() => go(1)}>
          <IconChevronRight size={16} stroke={1.8} aria-hidden />
        </Button>
      </div>
      <div className={own.month} role="group" aria-label={words.calendar}>
        {weekdays.map((day) => (
          <div key={day} className={own.weekday}>
            {dayName(day).slice(0, 3)}
          </div>
        ))}
        {days.map((date) => {
          const holiday = hours.holidays.find(({ from, to }) => from <= date && date <= to);
          return (
            <div
              key={date}
              className={own.cell}
              data-other={!date.startsWith(month) || undefined}
              data-holiday={holiday ? true : undefined}
              role="group"
              aria-label={longDay.format(utc(date))}
            >
              <div className={own.cellHead} data-today={date === today || undefined}>
                <span>{Number(date.slice(8))}</span>
                {!isReadOnly && (
                  <button
                    type="button"
                    className={own.plus}
                    aria-label={words.addOn(longDay.format(utc(date)))}
                    onClick={() => setAdded(date)}
                  >
                    <IconPlus size={14} stroke={1.8} aria-hidden />
                  </button>
                )}
              </div>
              {holiday && (
                <span className={own.reason} dir="auto">
                  {holiday.reason}
                </span>
              )}
              {occurrences
                .filter((one) => one.date === date)
                .map((one) => (
                  <button
                    key={`${one.shiftId} ${one.on}`}
                    type="button"
                    className={own.opening}
                    data-exception={one.isException || undefined}
                    disabled={isReadOnly}
                    onClick={() => setEdited(one)}
                  >
                    {asTimes(one.times)}
                  </button>
                ))}
            </div>
          );
        })}
      </div>
      {edited && (
        <EditOccurrence
          hours={hours}
          occurrence={edited}
          onClose={() => setEdited(null)}
          onChange={({ shifts }) => {
            onChange(shifts);
            setEdited(null);
          }}
        />
      )}
      {added && (
        <NewShift
          on={added}
          onClose={() => setAdded(null)}
          onAdd={(shift) => {
            onChange([...hours.shifts, shift]);
            setAdded(null);
          }}
        />
      )}
    </>
  );
}

interface EditOccurrenceProps {
  readonly hours: OperatingHours;
  readonly occurrence: Occurrence;
  readonly onClose: () => void;
  readonly onChange: (hours: OperatingHours) => void;
}

const scopes = ['this-event', 'this-and-following', 'whole-series'] as const satisfies readonly EditScope[];

function EditOccurrence({ hours, occurrence, onClose, onChange }: EditOccurrenceProps) {
  const { shiftId, on } = occurrence;
  const isSeries = (hours.shifts.find(({ id }) => id === shiftId)?.repeats ?? null) !== null;
  const [scope, setScope] = useState<EditScope>(isSeries ? 'this-event' : 'whole-series');
  const [times, setTimes] = useState(occurrence.times);
  const [date, setDate] = useState(occurrence.date);
  const change = (isTaken: boolean): OperatingHours => {
    if (scope === 'this-event') return editOccurrence(hours, shiftId, on, isTaken ? null : { date, times });
    if (scope === 'this-and-following')
      return editFollowing(hours, shiftId, on, isTaken ? null : { times }, v7() as ShiftId);
    return editSeries(hours, shiftId, isTaken ? null : { times });
  };
  return (
    <Dialog isOpen onClose={onClose} title={words.editTitle(longDay.format(utc(occurrence.date)))} width={500}>
      <div className={styles.fields}>
        {isSeries && (
          <div className={styles.choices} role="radiogroup" aria-label={words.scope}>
            {scopes.map((one) => (
              <label key={one} className={styles.choice}>
                <input type="radio" name="scope" checked={scope === one} onChange={() => setScope(one)} />
                {words.scopes[one]}
              </label>
            ))}
          </div>
        )}
        {scope === 'this-event' && (
          <Field name={words.day}>
            {(ids) => (
              <TextInput
                {...ids}
                type="date"
                className={styles.short!}
                value={date}
                onChange={(event) => event.currentTarget.value && setDate(event.currentTarget.value)}
              />
            )}
          </Field>
        )}
        <TimesFields times={times} onChange={setTimes} />
      </div>
      <DialogActions>
        <Button variant="default" onClick={() => onChange(change(true))}>
          {words.takeOut}
        </Button>
        <Button variant="default" onClick={onClose}>
          {words.cancel}
        </Button>
        <Button onClick={() => onChange(change(false))}>{words.apply}</Button>
      </DialogActions>
    </Dialog>
  );
}

const rules = ['never', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
const ruleNames = {
  never: words.never,
  DAILY: words.daily,
  WEEKLY: words.weekly,
  MONTHLY: words.monthly,
  YEARLY: words.yearly,
};

interface NewShiftProps {
  readonly on: string;
  readonly onClose: () => void;
  readonly onAdd: (shift: Shift) => void;
}

/** An opening on one day, once or from then on. */
function NewShift({ on, onClose, onAdd }: NewShiftProps) {
  const [times, setTimes] = useState<OpeningTimes>(timesOf(8 * 60, 17 * 60));
  const [rule, setRule] = useState<(typeof rules)[number]>('never');
  const [interval, setInterval] = useState(1);
  const [until, setUntil] = useState('');
  const repeats: Recurrence | null =
    rule === 'never' ? null : { freq: rule, interval, ...(until === '' ? {} : { until }) };
  return (
    <Dialog isOpen onClose={onClose} title={words.addOn(longDay.format(utc(on)))} width={500}>
      <div className={styles.fields}>
        <TimesFields times={times} onChange={setTimes} />
        <Field name={words.repeats}>
          {({ error: _error, ...ids }) => (
            <Select
              {...ids}
              comboboxProps={inDialog}
              data={rules.map((one) => ({ value: one, label: ruleNames[one] }))}
              allowDeselect={false}
              value={rule}
              onChange={(next) => setRule((next ?? 'never') as typeof rule)}
            />
          )}
        </Field>
        {rule !== 'never' && (
          <>
            <Field name={words.interval}>
              {({ error: _error, ...ids }) => (
                <TextInput
                  {...ids}
                  type="number"
                  min={1}
                  max={99}
                  className={styles.short!}
                  value={interval}
                  onChange={(event) =>
                    setInterval(Math.min(99, Math.max(1, Math.trunc(Number(event.currentTarget.value)))))
                  }
                />
              )}
            </Field>
            <Field name={words.until} hint={words.untilHint}>
              {({ error: _error, ...ids }) => (
                <TextInput
                  {...ids}
                  type="date"
                  min={on}
                  className={styles.short!}
                  value={until}
                  onChange={(event) => setUntil(event.currentTarget.value)}
                />
              )}
            </Field>
          </>
        )}
      </div>
      <DialogFoot
        onCancel={onClose}
        onDo={() => onAdd({ id: v7() as ShiftId, startsOn: on, times, repeats, exceptions: [] })}
      >
        {words.apply}
      </DialogFoot>
    </Dialog>
  );
}
