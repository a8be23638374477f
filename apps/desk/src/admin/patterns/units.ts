/** Units of time that people think in, in seconds. */
export const units = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 } as const;
export type Unit = keyof typeof units;
export const unitNames = Object.keys(units) as readonly Unit[];

/** The largest unit in which it is a whole number: 5,400 s are 90 minutes. */
export const unitOf = (seconds: number): Unit =>
  unitNames.findLast((unit) => seconds >= units[unit] && seconds % units[unit] === 0) ?? 'seconds';
