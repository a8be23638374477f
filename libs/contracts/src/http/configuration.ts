import { z } from 'zod';
import { slug } from '../ids.ts';

/** One thing that is configured, as a file says it: without id, version and times; what it names is called by slugs. */
export const configuredThing = z.record(z.string(), z.unknown());

/**
 * A service's configuration as a file says it: sections of things by their slugs. `format` is 1. What is not in the file is left as it
 * is; a section that is left out is not looked at.
 */
export const configurationFile = <Section extends string>(sections: readonly Section[]) =>
  z.strictObject({
    format: z.literal(1),
    ...(Object.fromEntries(sections.map((section) => [section, z.record(slug, configuredThing).optional()])) as Record<
      Section,
      z.ZodOptional<z.ZodRecord<typeof slug, typeof configuredThing>>
    >),
  });
export type ConfigurationFile = { readonly format: 1 } & {
  readonly [section: string]: Readonly<Record<string, ConfiguredThing>> | 1 | undefined;
};
export type ConfiguredThing = Readonly<Record<string, unknown>>;

const flag = z.enum(['true', 'false']).default('false');

export const importConfigurationRequest = z.object({
  /** Says what would be done, and does nothing. */
  dryRun: flag,
  /** Takes out of use what a section of the file does not have. */
  prune: flag,
});

export const exportConfigurationRequest = z.object({
  /** Says `id` of what other services name as well: for tools that put several services' files together. */
  ids: flag,
});

/** What became of one thing. `waiting`: it is to be removed, and what uses it goes first. */
export const configurationAction = z.enum(['created', 'changed', 'unchanged', 'removed', 'waiting']);
export type ConfigurationAction = z.output<typeof configurationAction>;

export const configurationResult = z.object({
  /** Its place in the file: `workstreams.deliveries`. */
  path: z.string(),
  action: configurationAction,
  /** The fields that differ from what was: `numbers.0.description`. */
  differing: z.array(z.string()),
});
export type ConfigurationResult = z.output<typeof configurationResult>;

/** What an import did, or would do in a dry run. */
export const configurationImported = z
  .object({
    dryRun: z.boolean(),
    counts: z.record(configurationAction, z.number().int()),
    items: z.array(configurationResult),
  })
  .meta({ id: 'ConfigurationImported' });
export type ConfigurationImported = z.output<typeof configurationImported>;
