import { type ConfiguredThing, type LifeSettings, lifeSettings } from '#contracts';

/** The parts of a file of configuration. Settings stand under the ids of their workstreams, which are another service's. */
export const sections = ['conversation-settings'] as const;

/** Settings as a file says them. */
export const lifeThing = (settings: LifeSettings): ConfiguredThing =>
  Object.fromEntries(Object.keys(lifeSettings.shape).map((field) => [field, settings[field as keyof LifeSettings]]));

/** The fields in which two of them differ. */
export const differingFields = (before: ConfiguredThing, after: ConfiguredThing): readonly string[] =>
  Object.keys(after).filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
