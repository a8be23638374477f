const place = 'language';

function kept(): string | undefined {
  try {
    return localStorage.getItem(place) ?? undefined;
  } catch {
    return undefined; // a browser that keeps nothing, or none at all
  }
}

/** The language that dates, times and numbers are written in since the page was loaded; undefined: the browser's. */
export const region: string | undefined = kept();

/** From the next loading on it is this one; null: the browser's. True when that is another one than now. */
export function writeIn(language: string | null): boolean {
  try {
    if (language === null) localStorage.removeItem(place);
    else localStorage.setItem(place, language);
  } catch {
    // as above
  }
  return kept() !== region;
}
