import { z } from 'zod';
import { defineEvent, type EventContract } from '../event.ts';
import type { References } from '../definitions/definition.ts';

/** What is set of one thing, whole. */
export type Settled = Readonly<Record<string, unknown>>;

/** Settings of which there is one record for each thing, and which are as usual until somebody changes them. */
export interface SettingsKind {
  /** Of its rows and its history: `workstream-settings`. */
  readonly kind: string;
  /** In sentences: `settings of the organisation`. */
  readonly title: string;
  /** What is left out is as usual. */
  readonly request: z.ZodType<Settled>;
  /** Reads what was stored before fields were added. */
  readonly stored: z.ZodType<Settled>;
  readonly view: z.ZodType;
  readonly references: References;
  readonly changed: EventContract<{ version: number }>;
  /** What they are about, as event and view say it. */
  readonly about: (id: string) => Settled;
}

interface Description<Fields extends z.ZodRawShape, Key extends z.ZodRawShape> {
  readonly title: string;
  /** `<service>.<noun>-changed.v1`. */
  readonly changed: `channel-config.${string}-changed.v1`;
  /** Which thing they are about; nothing where there is but one. */
  readonly key: Key;
  /** Each with a default: what was stored before must still read. */
  readonly fields: Fields;
  /** What the fields must fulfil together. */
  readonly rules?: (settled: z.output<z.ZodObject<Fields>>, context: z.RefinementCtx) => void;
  readonly references?: References;
}

/** Defines settings once, for their door, their storage, their history and their event. */
export function defineSettings<Fields extends z.ZodRawShape, Key extends z.ZodRawShape>(
  kind: string,
  { title, changed, key, fields, rules = () => {}, references = {} }: Description<Fields, Key>,
) {
  const stored = z.object(fields);
  const [field] = Object.keys(key);
  return {
    kind,
    title,
    request: stored.superRefine((settled, context) => rules(settled, context)),
    stored,
    view: z
      .object({
        ...key,
        ...fields,
        /** 0: as it came, nobody has changed anything. */
        version: z.int(),
        changedAt: z.iso.datetime().nullable(),
      })
      .meta({ id: kind.replace(/(^|-)(.)/g, (_, _hyphen, letter: string) => letter.toUpperCase()) }),
    references,
    changed: defineEvent(changed, z.object({ ...key, version: z.int().positive(), ...fields }), { heard: false }),
    about: (id: string): Settled => (field === undefined ? {} : { [field]: id }),
  } as const;
}
