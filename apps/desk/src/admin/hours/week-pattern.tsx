import { Button, Switch } from '@mantine/core';
import { IconCopy, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { v7 } from 'uuid';
import type { OpeningTimes, Shift, ShiftId } from '#contracts';
import { hoursWords as words } from '../../words/en-hours.ts';
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
import { CopyTo } from './copy-to.tsx';
import { dayName } from './day-name.ts';
import { SpanBar } from './span-bar.tsx';
import { SpanEditor } from './span-editor.tsx';

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
                  <SpanBar
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
