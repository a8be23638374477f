const units = ['byte', 'kilobyte', 'megabyte'] as const;
const spelt = units.map(
  (unit) =>
    new Intl.NumberFormat('en', {
      style: 'unit',
      unit,
      unitDisplay: unit === 'byte' ? 'long' : 'short',
      maximumFractionDigits: 1,
    }),
);

/** How large a file is, as people say it: `48 kB`, `6.2 MB`. */
export function asSize(bytes: number): string {
  const step = bytes < 1_000 ? 0 : bytes < 999_500 ? 1 : 2;
  const said = step === 1 ? Math.round(bytes / 1_000) : bytes / 1_000 ** step;
  return spelt[step]!.format(said);
}
