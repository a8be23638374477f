import { Button, Checkbox, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { OpeningTimes } from '#contracts';
import { hoursWords as words } from '../../words/en-hours.ts';
import own from './hours.module.css';
import { timesOf } from './week.ts';

interface SpanEditorProps {
  readonly label: string;
  readonly times: OpeningTimes;
  readonly onChange: (times: OpeningTimes) => void;
  readonly onRemove: () => void;
}

/** The span that is chosen, to be typed. */
export function SpanEditor({ label, times, onChange, onRemove }: SpanEditorProps) {
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
