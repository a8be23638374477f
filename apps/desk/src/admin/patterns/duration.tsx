import { NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { adminWords } from '../../words/en-admin.ts';
import own from './record.module.css';
import { type Unit, unitNames, unitOf, units } from './units.ts';

const words = adminWords.duration;
interface DurationProps {
  readonly id?: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-label'?: string;
  readonly error?: boolean;
  readonly readOnly?: boolean;
  /** In seconds; null: none. */
  readonly value: number | null;
  readonly onChange: (seconds: number | null) => void;
}

/** A time in the unit that a person thinks in; kept in seconds. */
export function Duration({ value, onChange, readOnly = false, ...props }: DurationProps) {
  const [chosen, setChosen] = useState<Unit | null>(null);
  const unit = chosen ?? (value === null ? 'minutes' : unitOf(value));
  const shown = value === null ? '' : value / units[unit];
  return (
    <span className={own.duration}>
      <NumberInput
        {...props}
        readOnly={readOnly}
        hideControls
        clampBehavior="none"
        min={0}
        decimalScale={2}
        value={shown}
        onChange={(next) => {
          // the unit stays while somebody types
          setChosen(unit);
          onChange(next === '' ? null : Math.round(Number(next) * units[unit]));
        }}
      />
      <Select
        aria-label={words.unit}
        data={unitNames.map((name) => ({ value: name, label: words.units[name] }))}
        allowDeselect={false}
        readOnly={readOnly}
        value={unit}
        onChange={(next) => {
          const to = next as Unit;
          setChosen(to);
          if (value !== null) onChange(Math.round((value / units[unit]) * units[to]));
        }}
      />
    </span>
  );
}
