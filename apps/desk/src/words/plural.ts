const rules = new Intl.PluralRules('en');

/** The form of a noun that goes with a number. */
export const plural = (count: number, one: string, other: string): string =>
  rules.select(count) === 'one' ? one : other;

const figures = new Intl.NumberFormat('en');
/** A number as people read it: 1,600. */
export const figure = (count: number): string => figures.format(count);
