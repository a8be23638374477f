const base = (locale: string): string => locale.toLowerCase().split(/[-_]/)[0]!;

/** Whether somebody who reads one of these locales reads the other, whatever their countries. */
export const isSameLanguage = (one: string, other: string): boolean => base(one) === base(other);
