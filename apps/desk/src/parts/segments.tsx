import { useRef, type KeyboardEvent } from 'react';
import styles from './parts.module.css';

export interface Segment<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

interface SegmentsProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly segments: readonly Segment<Value>[];
  /** The id of what the segments switch between. */
  readonly controls: string;
  readonly onChange: (value: Value) => void;
}

/** A few views of one place: arrow keys move and choose at once. */
export function Segments<Value extends string>({ label, value, segments, controls, onChange }: SegmentsProps<Value>) {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      Home: -segments.length,
      End: segments.length,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = segments.findIndex((segment) => segment.value === value);
    const next = Math.min(segments.length - 1, Math.max(0, at + step));
    onChange(segments[next]!.value);
    list.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div className={styles.segments} role="tablist" aria-label={label} ref={list} onKeyDown={move}>
      {segments.map((segment) => (
        <button
          key={segment.value}
          type="button"
          role="tab"
          className={styles.segment}
          aria-selected={segment.value === value}
          aria-controls={controls}
          tabIndex={segment.value === value ? 0 : -1}
          onClick={() => onChange(segment.value)}
        >
          {segment.label}
        </button>
      ))}
    </div>
  );
}
