import { z } from 'zod';
import { definitionId } from '../ids.ts';
import { locale } from '../vocabulary.ts';

const heard = {
  play: z.boolean().optional(),
  soundId: definitionId.optional(),
  /** In hundredths of as loud as it gets. */
  volume: z.int().min(0).max(100).optional(),
};

/**
 * How the desk behaves for a person, at whatever desk they sign in (desk.md 2 `/me`, 7 *State*). What is left out is as usual. Whether
 * sounds count, the organisation decides (product.md 15.4).
 */
export const preferencesRequest = z.object({
  /** What is heard otherwise than the organisation set it, where agents may choose. */
  sounds: z
    .object({
      offer: z.object({ ...heard, repeatUntilAnswered: z.boolean().optional() }).optional(),
      message: z.object(heard).optional(),
    })
    .default({}),
  /** Notices of the system for offers, beside what the desk shows; each browser has to allow them, too. */
  notices: z.enum(['never', 'background', 'always']).default('never'),
  /** Whether a notice shows what the customer wrote. */
  noticesShowText: z.boolean().default(true),
  /** `enter`: Enter sends, Shift Enter makes a line; `mod-enter`: Ctrl Enter sends, Enter makes a line. */
  sendWith: z.enum(['enter', 'mod-enter']).default('enter'),
  /** For how many seconds a text can be taken back before it goes out. */
  undoSend: z.union([z.literal(0), z.literal(3), z.literal(5)]).default(0),
  /** How much room there is around what is read and pressed. */
  density: z.enum(['compact', 'comfortable']).default('compact'),
  /** The colours; `auto`: as the system has them. */
  theme: z.enum(['auto', 'light', 'dark']).default('auto'),
  /** The language that dates, times and numbers are written in; null: the browser's. */
  language: locale.nullable().default(null),
  /** By which keys a command is pressed instead of the usual ones, by the command's id; empty: by none. */
  keys: z
    .record(z.string().min(1).max(60), z.string().max(40))
    .refine((keys) => Object.keys(keys).length <= 200, 'has room for 200 commands')
    .default({}),
});
export type PreferencesRequest = z.output<typeof preferencesRequest>;

/** What a person chose for themselves. Version 0: nothing yet, all is as usual. */
export const preferencesView = preferencesRequest
  .extend({ version: z.int().nonnegative() })
  .meta({ id: 'Preferences' });
export type PreferencesView = z.output<typeof preferencesView>;

/** Who can give access to pages: administrators, who was here last first. `total`: of how many these are the first. */
export const administratorsView = z.object({
  items: z.array(z.object({ name: z.string() })),
  total: z.int().nonnegative(),
});
export type AdministratorsView = z.output<typeof administratorsView>;
