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
  /** What it is kept in: seconds unless this says otherwise. */
  readonly keptIn?: Unit;
  /** In what it is kept in; null: none. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

/** A time in the unit that a person thinks in. */
export function Duration({ value, onChange, keptIn = 'seconds', readOnly = false, ...props }: DurationProps) {
  const [chosen, setChosen] = useState<Unit | null>(null);
  const per = units[keptIn];
  const offered = unitNames.filter((name) => units[name] >= per);
  const unit = chosen ?? (value === null ? (offered[1] ?? keptIn) : value === 0 ? keptIn : unitOf(value * per));
  const shown = value === null ? '' : (value * per) / units[unit];
  const kept = (typed: number, as: Unit) => Math.round((typed * units[as]) / per);
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
          onChange(next === '' ? null : kept(Number(next), unit));
        }}
      />
      <Select
        aria-label={words.unit}
        data={offered.map((name) => ({ value: name, label: words.units[name] }))}
        allowDeselect={false}
        readOnly={readOnly}
        value={unit}
        onChange={(next) => {
          const to = next as Unit;
          setChosen(to);
          if (shown !== '') onChange(kept(shown, to));
        }}
      />
    </span>
  );
}
