import { region } from './region.ts';

const rules = new Intl.PluralRules('en');

/** The form of a noun that goes with a number. */
export const plural = (count: number, one: string, other: string): string =>
  rules.select(count) === 'one' ? one : other;

const figures = new Intl.NumberFormat(region);
/** A number as people read it, in the way of the person's own settings: 1,600. */
export const figure = (count: number): string => figures.format(count);

const signs = new Map(figures.formatToParts(12_345.6).map(({ type, value }) => [type, value]));
/** What stands between thousands and before decimals in `figure`: for fields in which numbers are typed. */
export const thousandsSign = signs.get('group') ?? '';
export const decimalSign = signs.get('decimal') ?? '.';
