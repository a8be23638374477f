import { Button, TextInput } from '@mantine/core';
import { IconCalendarOff, IconPlayerPlay, IconPlus, IconTrash, IconWorld } from '@tabler/icons-react';
import { useState } from 'react';
import { isOpen, nextChange, nextClockChange, timeIn, whyClosed } from '#calendar';
import { type Holiday, type OperatingHours, operatingHours, type Shift } from '#contracts';
import { useNow } from '../../live/clock.ts';
import { Segments } from '../../parts/segments.tsx';
import { Tag } from '../../parts/tag.tsx';
import { hoursWords as words } from '../../words/en-hours.ts';
import styles from '../admin.module.css';
import { Beside } from '../patterns/page.tsx';
import type { FieldShown } from '../patterns/record-form.tsx';
import { asTimes, Calendar, longDay } from './calendar.tsx';
import own from './hours.module.css';
import { daysOfWeek, weekdayOf } from './week.ts';
import { WeekPattern } from './week-pattern.tsx';

const utc = (date: string): number => Date.parse(`${date}T00:00Z`);
const shortTime = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});
/** An instant as the clocks of a zone show it: `Thu 26 Nov, 08:00`. */
const inZone = (zone: string, at: Date): string => shortTime.format(Date.parse(`${timeIn(zone, at).slice(0, 16)}Z`));

/** What is typed, as far as it can be read: a half-typed holiday does not hide the rest. */
function readable(values: Readonly<Record<string, unknown>>): OperatingHours | null {
  const asked = { timeZone: values['timeZone'], shifts: values['shifts'], holidays: values['holidays'] };
  const whole = operatingHours.safeParse(asked);
  if (whole.success) return whole.data;
  const without = operatingHours.safeParse({ ...asked, holidays: [] });
  return without.success ? without.data : null;
}

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

/** Days on which no shift counts. */
export function HolidaysField({ value, errors, isReadOnly, onChange }: FieldShown) {
  const all = (value ?? []) as readonly Holiday[];
  const put = (at: number, next: Partial<Holiday>) =>
    onChange(all.map((holiday, index) => (index === at ? { ...holiday, ...next } : holiday)));
  const add = () => {
    const day = new Date().toISOString().slice(0, 10);
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
        <ul className={own.rows}>
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

/** The moment that was typed, as an instant of the zone. */
function instantIn(zone: string, typed: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(typed)) return null;
  // what the clocks there show then differs from UTC by what they show at about that time
  const guess = Date.parse(`${typed}Z`);
  const shown = Date.parse(`${timeIn(zone, new Date(guess)).slice(0, 16)}Z`);
  return new Date(guess - (shown - guess));
}

interface HoursBesideProps {
  readonly values: Readonly<Record<string, unknown>>;
}

/** How it stands now, what a customer would get at a moment, and what comes next: with what is typed, saved or not. */
export function HoursBeside({ values }: HoursBesideProps) {
  const now = new Date(useNow());
  const [moment, setMoment] = useState('');
  const [tried, setTried] = useState<Date | null>(null);
  const hours = readable(values);
  if (!hours) return <Beside title={words.now}>{words.notYet}</Beside>;
  const { timeZone } = hours;
  const isNow = isOpen(hours, now);
  const change = nextChange(hours, now);
  const closed = tried && whyClosed(hours, tried);
  const today = timeIn(timeZone, now).slice(0, 10);
  const clocks = nextClockChange(timeZone, now);
  const coming = [
    ...(change ? [{ at: change.at, what: change.opens ? words.open : words.closed }] : []),
    ...hours.holidays
      .filter(({ from }) => from >= today)
      .toSorted((one, other) => (one.from < other.from ? -1 : 1))
      .slice(0, 3)
      .map(({ from, reason }) => ({ at: null, day: from, what: `${words.closed}, ${reason}` })),
    ...(clocks ? [{ at: clocks.at, what: clocks.minutes > 0 ? words.clocksForward : words.clocksBack }] : []),
  ];
  return (
    <>
      <Beside title={words.now}>
        <Tag tone={isNow ? 'good' : 'quiet'}>{isNow ? words.open : words.closed}</Tag>{' '}
        {change
          ? isNow
            ? words.openUntil(inZone(timeZone, change.at))
            : words.opensAt(inZone(timeZone, change.at))
          : words.noChange}
      </Beside>
      <Beside title={words.tryMoment}>
        <div className={own.moment}>
          <TextInput
            type="datetime-local"
            aria-label={words.tryMoment}
            value={moment}
            onChange={(event) => setMoment(event.currentTarget.value)}
          />
          <Button
            variant="default"
            leftSection={<IconPlayerPlay size={14} stroke={1.8} aria-hidden />}
            disabled={moment === ''}
            onClick={() => setTried(instantIn(timeZone, moment))}
          >
            {words.test}
          </Button>
        </div>
        <div role="status">
          {tried &&
            (closed === null ? (
              <p className={own.answer}>
                <b>{words.open}</b>
                {words.openText}
              </p>
            ) : (
              <p className={own.answer} data-closed>
                <b>
                  {words.closed}
                  {typeof closed === 'object' && `, ${words.holiday(closed.holiday)}`}
                </b>
                {typeof closed === 'object' ? words.holidayText : words.closedText}
              </p>
            ))}
        </div>
      </Beside>
      <Beside title={words.next}>
        <dl className={own.next}>
          {coming.map((one) => [
            <dt key={`${one.what} when`}>
              {one.at ? inZone(timeZone, one.at) : longDay.format(utc((one as { day: string }).day))}
            </dt>,
            <dd key={one.what} dir="auto">
              {one.what}
            </dd>,
          ])}
        </dl>
      </Beside>
    </>
  );
}
