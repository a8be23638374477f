import type { PreferencesRequest, PreferencesView } from '#contracts';

/** How the desk behaves for the person at it, at whatever desk they sign in. */
export type Preferences = Readonly<PreferencesRequest>;

export const usual: Preferences = {
  sounds: {},
  notices: 'never',
  noticesShowText: true,
  sendWith: 'enter',
  undoSend: 0,
  density: 'compact',
  theme: 'auto',
  language: null,
  keys: {},
};

/** What this browser knows of somebody's choices: what the server keeps, and what was changed here and has not reached it yet. */
export interface Shelf {
  /** Whose; null: nobody's yet. */
  readonly of: string | null;
  readonly version: number;
  readonly saved: Preferences;
  readonly unsent: Partial<Preferences>;
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const only = (
  all: Partial<Preferences>,
  wanted: (name: keyof Preferences, value: unknown) => boolean,
): Partial<Preferences> =>
  Object.fromEntries(Object.entries(all).filter(([name, value]) => wanted(name as keyof Preferences, value)));

/** What was kept in the browser; nothing that is understood: as usual, and nobody's. */
export function shelfIn(text: string | null): Shelf {
  const nothing: Shelf = { of: null, version: 0, saved: usual, unsent: {} };
  try {
    const said = JSON.parse(text ?? 'null') as Partial<Shelf> | null;
    if (typeof said?.of !== 'string') return nothing;
    const { of, version = 0, saved, unsent = {} } = said;
    return { of, version, saved: { ...usual, ...saved }, unsent };
  } catch {
    return nothing;
  }
}

/** What counts: what was chosen here last, also before the server has it. */
export const inForce = ({ saved, unsent }: Shelf): Preferences => ({ ...saved, ...unsent });

/** Something is chosen here; the same again changes nothing. */
export function chosen(shelf: Shelf, change: Partial<Preferences>): Shelf {
  const before = inForce(shelf);
  const other = only(change, (name, value) => !isSame(value, before[name]));
  return Object.keys(other).length === 0 ? shelf : { ...shelf, unsent: { ...shelf.unsent, ...other } };
}

/**
 * The server says what it keeps for this person. `sent`: what it was brought, which is no longer unsent unless it was chosen otherwise
 * meanwhile. An older version never replaces a newer one, and nothing of somebody else stays.
 */
export function taken(
  shelf: Shelf,
  of: string,
  { version, ...saved }: PreferencesView,
  sent: Shelf['unsent'] = {},
): Shelf {
  if (shelf.of !== of) return { of, version, saved, unsent: {} };
  const unsent = only(shelf.unsent, (name, value) => !(name in sent && isSame(value, sent[name])));
  return version < shelf.version ? { ...shelf, unsent } : { of, version, saved, unsent };
}
