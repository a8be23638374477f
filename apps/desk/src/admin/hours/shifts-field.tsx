import { Button } from '@mantine/core';
import { IconWorld } from '@tabler/icons-react';
import { useState } from 'react';
import { timeIn } from '#calendar';
import type { Shift } from '#contracts';
import { useNow } from '../../live/clock.ts';
import { Segments } from '../../parts/segments.tsx';
import { hoursWords as words } from '../../words/en-hours.ts';
import styles from '../admin.module.css';
import type { FieldShown } from '../patterns/record-form.tsx';
import { asTimes, Calendar, longDay } from './calendar.tsx';
import own from './hours.module.css';
import { daysOfWeek, weekdayOf } from './week.ts';
import { WeekPattern } from './week-pattern.tsx';
import { utc, inZone, readable } from './moments.ts';

type View = 'week' | 'calendar' | 'exceptions';

/** The shifts of operating hours in three views: the weekly pattern, a month, and the days that differ. */
export function ShiftsField({ values, value, errors, isReadOnly, onChange }: FieldShown) {
  const [view, setView] = useState<View>('week');
  const now = useNow();
  const hours = readable(values);
  const shifts = (value ?? []) as readonly Shift[];
  if (!hours) return <p className={own.note}>{errors['shifts'] ?? words.notYet}</p>;
  const clock = timeIn(hours.timeZone, new Date(now));
  const today = clock.slice(0, 10);
  const exceptions = shifts.reduce((sum, shift) => sum + shift.exceptions.length, 0);
  const others = shifts.filter((shift) => daysOfWeek(shift) === null).length;
  const wrong = Object.entries(errors).filter(([path]) => path.startsWith('shifts'));
  return (
    <div>
      <div className={own.tabs}>
        <Segments
          label={words.tabs}
          controls="hours-view"
          value={view}
          segments={[
            { value: 'week', label: words.week },
            { value: 'calendar', label: words.calendar },
            { value: 'exceptions', label: words.exceptions(exceptions) },
          ]}
          onChange={setView}
        />
        <span className={own.zone}>
          <IconWorld size={14} stroke={1.7} aria-hidden style={{ verticalAlign: '-2px' }} />{' '}
          {words.zoneNow(hours.timeZone, inZone(hours.timeZone, new Date(now)))}
        </span>
      </div>
      <div
        id="hours-view"
        role="tabpanel"
        aria-label={view === 'week' ? words.week : view === 'calendar' ? words.calendar : words.anyException}
      >
        {view === 'week' && (
          <>
            <WeekPattern
              shifts={shifts}
              isReadOnly={isReadOnly}
              today={today}
              now={{ day: weekdayOf(today), minutes: Number(clock.slice(11, 13)) * 60 + Number(clock.slice(14, 16)) }}
              onChange={onChange}
            />
            {others > 0 && <p className={own.note}>{words.outOfWeek(others)}</p>}
          </>
        )}
        {view === 'calendar' && <Calendar hours={hours} today={today} isReadOnly={isReadOnly} onChange={onChange} />}
        {view === 'exceptions' && <Exceptions shifts={shifts} isReadOnly={isReadOnly} onChange={onChange} />}
      </div>
      {wrong.map(([path, message]) => (
        <p key={path} className={styles.fieldError}>
          {message}
        </p>
      ))}
    </div>
  );
}

interface ExceptionsProps {
  readonly shifts: readonly Shift[];
  readonly isReadOnly: boolean;
  readonly onChange: (shifts: readonly Shift[]) => void;
}

/** Every day that differs from its series, with the way back. */
function Exceptions({ shifts, isReadOnly, onChange }: ExceptionsProps) {
  const all = shifts
    .flatMap((shift) => shift.exceptions.map((exception) => ({ shift, ...exception })))
    .toSorted((one, other) => (one.on < other.on ? -1 : 1));
  if (all.length === 0) return <p className={own.note}>{words.noException}</p>;
  return (
    <ul className={own.rows}>
      {all.map(({ shift, on, becomes }) => (
        <li key={`${shift.id} ${on}`}>
          <b>{longDay.format(utc(on))}</b>
          <span>{asTimes(shift.times)}</span>
          <span aria-hidden>→</span>
          <span>
            {becomes
              ? `${becomes.date === on ? '' : `${longDay.format(utc(becomes.date))}, `}${asTimes(becomes.times)}`
              : words.cancelled}
          </span>
          {!isReadOnly && (
            <Button
              variant="subtle"
              aria-label={`${words.giveBack}: ${longDay.format(utc(on))}`}
              onClick={() =>
                onChange(
                  shifts.map((one) =>
                    one.id === shift.id ? { ...one, exceptions: one.exceptions.filter((each) => each.on !== on) } : one,
                  ),
                )
              }
            >
              {words.giveBack}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
