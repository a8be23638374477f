import { Button, Checkbox, Switch, TextInput } from '@mantine/core';
import { IconCopy, IconPlus, IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { v7 } from 'uuid';
import type { OpeningTimes, Shift, ShiftId } from '#contracts';
import { Dialog, DialogActions } from '../../parts/dialog.tsx';
import { hoursWords as words } from '../../words/en-hours.ts';
import styles from '../admin.module.css';
import own from './hours.module.css';
import {
  addSpan,
  changeSpan,
  copyDay,
  hoursOn,
  minutesIn,
  type Span,
  spansOn,
  timesOf,
  type Weekday,
  weekdays,
} from './week.ts';

const named = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' });
/** 5 January 2026 is a Monday. */
export const dayName = (day: Weekday): string => named.format(new Date(Date.UTC(2026, 0, 5 + weekdays.indexOf(day))));
const newId = () => v7() as ShiftId;

/** The hours that are drawn: the working day, and more where something opens earlier or closes later. */
function drawn(shifts: readonly Shift[]): readonly [from: number, to: number] {
  const all = weekdays.flatMap((day) => spansOn(shifts, day).map(({ times }) => minutesIn(times)));
  const first = Math.min(6 * 60, ...all.map(([from]) => Math.floor(from / 60) * 60));
  const last = Math.max(22 * 60, ...all.map(([, to]) => Math.ceil(Math.min(to, 1440) / 60) * 60));
  return [all.some(([, to]) => to > 1440) ? 0 : first, last];
}

interface WeekPatternProps {
  readonly shifts: readonly Shift[];
  readonly isReadOnly: boolean;
  /** Today in the record's zone: what is added begins there. */
  readonly today: string;
  /** The clock there, drawn as a line: which weekday, and minutes after midnight. */
  readonly now: { readonly day: Weekday; readonly minutes: number } | null;
  readonly onChange: (shifts: readonly Shift[]) => void;
}

/** Seven rows; spans are dragged at their ends or typed, and copied to other days. */
export function WeekPattern({ shifts, isReadOnly, today, now, onChange }: WeekPatternProps) {
  const [chosen, setChosen] = useState<{ readonly day: Weekday; readonly at: number } | null>(null);
  const [copied, setCopied] = useState<Weekday | null>(null);
  const [first, last] = drawn(shifts);
  const place = (minutes: number) => `${((Math.min(Math.max(minutes, first), last) - first) / (last - first)) * 100}%`;
  const hours = Array.from({ length: (last - first) / 120 + 1 }, (_, at) => first + at * 120);
  const span = chosen && spansOn(shifts, chosen.day)[chosen.at];
  const put = (of: Span, times: OpeningTimes | null) => {
    const next = changeSpan(shifts, of, times, newId());
    onChange(next);
    const at = times
      ? spansOn(next, of.day).findIndex((one) => JSON.stringify(one.times) === JSON.stringify(times))
      : -1;
    setChosen(at < 0 ? null : { day: of.day, at });
  };
  const add = (day: Weekday) => {
    const spans = spansOn(shifts, day);
    const end = Math.max(0, ...spans.map(({ times }) => minutesIn(times)[1]));
    const times =
      spans.length === 0 ? timesOf(8 * 60, 17 * 60) : timesOf(Math.min(end + 60, 1380), Math.min(end + 180, 1440));
    const next = addSpan(shifts, day, times, today, newId());
    onChange(next);
    setChosen({ day, at: spansOn(next, day).length - 1 });
  };
  const clear = (day: Weekday) => {
    onChange(spansOn(shifts, day).reduce((all, one) => changeSpan(all, one, null, newId()), shifts));
    setChosen(null);
  };
  return (
    <>
      <div className={own.week}>
        <div className={own.scale} aria-hidden>
          {hours.map((minutes) => (
            <span key={minutes} style={{ insetInlineStart: place(minutes) }}>
              {minutes / 60}:00
            </span>
          ))}
        </div>
        {weekdays.map((day, index) => {
          const spans = spansOn(shifts, day);
          const before = spansOn(shifts, weekdays[(index + 6) % 7]!).filter(({ times }) => minutesIn(times)[1] > 1440);
          return (
            <div key={day} className={own.day} role="group" aria-label={dayName(day)}>
              <Switch
                className={own.dayName!}
                label={dayName(day)}
                aria-label={words.isOpenOn(dayName(day))}
                disabled={isReadOnly}
                checked={spans.length > 0}
                onChange={(event) => (event.currentTarget.checked ? add(day) : clear(day))}
              />
              <div className={own.track}>
                {hours.map((minutes) => (
                  <i key={minutes} style={{ insetInlineStart: place(minutes) }} aria-hidden />
                ))}
                {before.map(({ shiftId, times }) => (
                  <span
                    key={`${shiftId} before`}
                    className={own.tail}
                    style={{ insetInlineStart: place(0), width: place(minutesIn(times)[1] - 1440) }}
                    aria-hidden
                  />
                ))}
                {spans.map((one, at) => (
                  <Bar
                    key={`${one.shiftId} ${at}`}
                    span={one}
                    label={words.spanOf(dayName(day), at + 1)}
                    isChosen={chosen?.day === day && chosen.at === at}
                    isReadOnly={isReadOnly}
                    range={[first, last]}
                    place={place}
                    onChoose={() => setChosen({ day, at })}
                    onDragged={(times) => put(one, times)}
                  />
                ))}
                {spans.length === 0 && <span className={own.closed}>{words.closedAllDay}</span>}
                {now?.day === day && now.minutes >= first && now.minutes <= last && (
                  <b className={own.now} style={{ insetInlineStart: place(now.minutes) }} aria-hidden />
                )}
              </div>
              <span className={own.sum}>{words.hoursOf(hoursOn(shifts, day))}</span>
              {!isReadOnly && (
                <span className={own.dayActions}>
                  <Button
                    variant="subtle"
                    aria-label={`${words.addHours}: ${dayName(day)}`}
                    title={words.addHours}
                    onClick={() => add(day)}
                  >
                    <IconPlus size={15} stroke={1.8} aria-hidden />
                  </Button>
                  <Button
                    variant="subtle"
                    aria-label={`${words.copyTo}: ${dayName(day)}`}
                    title={words.copyTo}
                    onClick={() => setCopied(day)}
                  >
                    <IconCopy size={15} stroke={1.8} aria-hidden />
                  </Button>
                </span>
              )}
            </div>
          );
        })}
      </div>
      {span && !isReadOnly && (
        <SpanEditor
          label={words.spanOf(dayName(span.day), chosen.at + 1)}
          times={span.times}
          onChange={(times) => put(span, times)}
          onRemove={() => put(span, null)}
        />
      )}
      {copied && (
        <CopyTo
          day={copied}
          onClose={() => setCopied(null)}
          onCopy={(days) => {
            onChange(days.reduce((all, to) => copyDay(all, copied, to, today, newId), shifts));
            setCopied(null);
          }}
        />
      )}
    </>
  );
}

interface BarProps {
  readonly span: Span;
  readonly label: string;
  readonly isChosen: boolean;
  readonly isReadOnly: boolean;
  readonly range: readonly [from: number, to: number];
  readonly place: (minutes: number) => string;
  readonly onChoose: () => void;
  readonly onDragged: (times: OpeningTimes) => void;
}

/** One span: chosen by a click, longer or shorter by dragging an end in quarters of an hour. */
function Bar({ span, label, isChosen, isReadOnly, range: [first, last], place, onChoose, onDragged }: BarProps) {
  const bar = useRef<HTMLButtonElement>(null);
  const [dragged, setDragged] = useState<readonly [number, number] | null>(null);
  const [from, to] = dragged ?? minutesIn(span.times);
  const drag = (end: 'from' | 'to') => (event: React.PointerEvent) => {
    const track = bar.current?.parentElement;
    if (isReadOnly || !track) return;
    event.preventDefault();
    event.stopPropagation();
    const { left, width } = track.getBoundingClientRect();
    const isRtl = getComputedStyle(track).direction === 'rtl';
    let next: readonly [number, number] = [from, to];
    const move = ({ clientX }: PointerEvent) => {
      const share = Math.min(1, Math.max(0, (clientX - left) / width));
      const minutes = Math.round((first + (isRtl ? 1 - share : share) * (last - first)) / 15) * 15;
      next = end === 'from' ? [Math.min(minutes, to - 15), to] : [from, Math.max(minutes, from + 15)];
      setDragged(next);
    };
    const drop = () => {
      removeEventListener('pointermove', move);
      setDragged(null);
      onDragged(timesOf(next[0], next[1]));
    };
    addEventListener('pointermove', move);
    addEventListener('pointerup', drop, { once: true });
  };
  const times = timesOf(from, to);
  const text = times.allDay ? words.allDay : `${times.opens} – ${times.closes}`;
  return (
    <button
      ref={bar}
      type="button"
      className={own.span}
      style={{ insetInlineStart: place(from), width: `calc(${place(Math.min(to, last))} - ${place(from)})` }}
      aria-label={`${label}: ${text}`}
      aria-pressed={isChosen}
      onClick={onChoose}
    >
      {!isReadOnly && <i className={own.grip} data-end="from" onPointerDown={drag('from')} />}
      <span className={own.spanText}>{text}</span>
      {!isReadOnly && <i className={own.grip} data-end="to" onPointerDown={drag('to')} />}
    </button>
  );
}

interface SpanEditorProps {
  readonly label: string;
  readonly times: OpeningTimes;
  readonly onChange: (times: OpeningTimes) => void;
  readonly onRemove: () => void;
}

/** The span that is chosen, to be typed. */
function SpanEditor({ label, times, onChange, onRemove }: SpanEditorProps) {
  return (
    <div className={own.editor} role="group" aria-label={label}>
      <b>{label}</b>
      <TimesFields times={times} onChange={onChange} />
      <span className={own.quiet}>{words.everyWeek}</span>
      <Button
        variant="subtle"
        color="red"
        leftSection={<IconTrash size={15} stroke={1.7} aria-hidden />}
        onClick={onRemove}
      >
        {words.removeSpan}
      </Button>
    </div>
  );
}

interface TimesFieldsProps {
  readonly times: OpeningTimes;
  readonly onChange: (times: OpeningTimes) => void;
}

/** From when until when; closing before it opens means on the next day. */
export function TimesFields({ times, onChange }: TimesFieldsProps) {
  const [opens, closes] = times.allDay ? ['00:00', '00:00'] : [times.opens, times.closes];
  const say = (from: string, to: string) => {
    if (from === '' || to === '') return;
    onChange({ allDay: false, opens: from, closes: to, nextDay: to <= from });
  };
  return (
    <span className={own.times}>
      {!times.allDay && (
        <>
          <TextInput
            type="time"
            aria-label={words.from}
            value={opens}
            onChange={(event) => say(event.currentTarget.value, closes)}
          />
          <span aria-hidden>–</span>
          <TextInput
            type="time"
            aria-label={words.to}
            value={closes}
            onChange={(event) => say(opens, event.currentTarget.value)}
          />
          {times.nextDay && <span className={own.quiet}>{words.nextDay}</span>}
        </>
      )}
      <Checkbox
        label={words.allDay}
        checked={times.allDay}
        onChange={(event) => onChange(event.currentTarget.checked ? { allDay: true } : timesOf(8 * 60, 17 * 60))}
      />
    </span>
  );
}

interface CopyToProps {
  readonly day: Weekday;
  readonly onClose: () => void;
  readonly onCopy: (days: readonly Weekday[]) => void;
}

function CopyTo({ day, onClose, onCopy }: CopyToProps) {
  const [days, setDays] = useState<readonly Weekday[]>([]);
  return (
    <Dialog isOpen onClose={onClose} title={words.copyTitle(dayName(day))} width={340}>
      <div className={styles.choices}>
        {weekdays
          .filter((one) => one !== day)
          .map((one) => (
            <label key={one} className={styles.choice}>
              <input
                type="checkbox"
                checked={days.includes(one)}
                onChange={(event) =>
                  setDays(event.currentTarget.checked ? [...days, one] : days.filter((other) => other !== one))
                }
              />
              {dayName(one)}
            </label>
          ))}
      </div>
      <DialogActions>
        <Button variant="default" onClick={onClose}>
          {words.cancel}
        </Button>
        <Button disabled={days.length === 0} onClick={() => onCopy(days)}>
          {words.copy}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
