import { NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { adminWords } from '../../words/en-admin.ts';
import own from './record.module.css';
import { type Unit, unitNames, unitOf, units } from '../../parts/units.ts';

const words = adminWords.duration;
interface DurationProps {
  readonly id?: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-label'?: string;
  readonly error?: boolean;
  readonly readOnly?: boolean;
  /** What it is kept in: seconds unless this says otherwise. */
  readonly keptIn?: Unit;
  /** In what it is kept in; null: none. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

/** A time in the unit that a person thinks in. */
export function Duration({ value, onChange, keptIn = 'seconds', readOnly = false, ...props }: DurationProps) {
  // the unit stays while somebody types; what comes from elsewhere has its own
  const [typed, setTyped] = useState<{ readonly value: number | null; readonly unit: Unit } | null>(null);
  const per = units[keptIn];
  const offered = unitNames.filter((name) => units[name] >= per);
  const usual = value === null ? (offered[1] ?? keptIn) : value === 0 ? keptIn : unitOf(value * per);
  const unit = typed?.value === value ? typed.unit : usual;
  const shown = value === null ? '' : (value * per) / units[unit];
  const kept = (count: number, as: Unit) => Math.round((count * units[as]) / per);
  const say = (next: number | null, as: Unit) => {
    setTyped({ value: next, unit: as });
    onChange(next);
  };
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
        onChange={(next) => say(next === '' ? null : kept(Number(next), unit), unit)}
      />
      <Select
        aria-label={words.unit}
        data={offered.map((name) => ({ value: name, label: words.units[name] }))}
        allowDeselect={false}
        readOnly={readOnly}
        value={unit}
        onChange={(next) => {
          const to = next as Unit;
          if (shown === '') setTyped({ value, unit: to });
          else say(kept(shown, to), to);
        }}
      />
    </span>
  );
}
