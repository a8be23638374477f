import { figure, plural } from '../words/plural.ts';

/** Units of time that people think in, in seconds. */
export const units = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 } as const;
export type Unit = keyof typeof units;
export const unitNames = Object.keys(units) as readonly Unit[];

/** The largest unit in which it is a whole number: 5,400 s are 90 minutes. */
export const unitOf = (seconds: number): Unit =>
  unitNames.findLast((unit) => seconds >= units[unit] && seconds % units[unit] === 0) ?? 'seconds';

/** What a field is kept in, by its name: `waitingMinutes` in minutes. Null: it is no time. */
export const unitIn = (path: string): Unit | null =>
  unitNames.find((unit) => path.toLowerCase().endsWith(unit)) ?? null;

const week = 604_800;
/** The limit beyond which a time is typed in the unit that fits, by what it is kept in. */
const typedPlainly: Readonly<Record<Unit, number>> = {
  seconds: units.hours,
  minutes: week / units.minutes,
  hours: week / units.hours,
  days: Infinity,
};
/** What a time is kept in that is typed in the unit that fits; null: it is typed as the number that it is. */
export const durationIn = (path: string, most = 0): Unit | null => {
  const unit = unitIn(path);
  return unit && most > typedPlainly[unit] ? unit : null;
};

/** A time as people say it, in the largest unit in which it is a whole number: "28 days". */
export const spokenTime = (value: number, keptIn: Unit): string => {
  const seconds = value * units[keptIn];
  const unit = seconds === 0 ? keptIn : unitOf(seconds);
  const count = seconds / units[unit];
  return `${figure(count)} ${plural(count, unit.slice(0, -1), unit)}`;
};
