import { useRef, useState } from 'react';
import type { OpeningTimes } from '#contracts';
import { hoursWords as words } from '../../words/en-hours.ts';
import own from './hours.module.css';
import { minutesIn, type Span, timesOf } from './week.ts';

interface SpanBarProps {
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
export function SpanBar({
  span,
  label,
  isChosen,
  isReadOnly,
  range: [first, last],
  place,
  onChoose,
  onDragged,
}: SpanBarProps) {
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
