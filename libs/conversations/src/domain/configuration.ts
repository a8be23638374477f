import {
  type ConfiguredThing,
  directorySourceRequest,
  type DirectorySourceRequest,
  type IdentificationRequest,
  identificationRequest,
  type LifeSettings,
  lifeSettings,
} from '#contracts';

/**
 * The parts of a file of configuration. Settings and columns that tell who wrote stand under the ids of their workstreams, which are another
 * service's; `directory` has one thing, `standard`: where customers are looked up.
 */
export const sections = ['conversation-settings', 'identification', 'directory'] as const;
export const standard = 'standard';

const pick = (thing: object, shape: object): ConfiguredThing =>
  Object.fromEntries(Object.keys(shape).map((field) => [field, (thing as ConfiguredThing)[field]]));

/** Settings as a file says them. */
export const lifeThing = (settings: LifeSettings): ConfiguredThing => pick(settings, lifeSettings.shape);

/** Which columns tell who wrote, as a file says it. */
export const identificationThing = (rule: IdentificationRequest): ConfiguredThing =>
  pick(rule, identificationRequest.shape);

/** Where customers are looked up, as a file says it; what calls are signed with is no part of it. */
export const directoryThing = (source: DirectorySourceRequest): ConfiguredThing =>
  pick(source, directorySourceRequest.shape);

/** The fields in which two of them differ. */
export const differingFields = (before: ConfiguredThing, after: ConfiguredThing): readonly string[] =>
  Object.keys(after).filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
