import { blockingSettingsRequest, type ConfiguredThing, senderGroupRequest, sendingSettingsRequest } from '#contracts';
import type { SenderGroup } from './sender-group.ts';

/**
 * The parts of a file of configuration, in its order. `sending` has one thing, `standard`: how texts are made ready; `blocking` as well: whether
 * reports block numbers by themselves.
 */
export const sections = ['sending', 'senderGroups', 'blocking'] as const;
export const standard = 'standard';

const pick = (thing: object, fields: readonly string[]): ConfiguredThing =>
  Object.fromEntries(fields.map((field) => [field, (thing as ConfiguredThing)[field]]));

/** A sender group as a file says it. Its senders are a set. */
export const senderGroupThing = (group: SenderGroup): ConfiguredThing =>
  pick({ ...group, senders: group.senders.toSorted() }, Object.keys(senderGroupRequest.shape));

/** How texts are made ready, as a file says it. */
export const sendingThing = (settings: object): ConfiguredThing =>
  pick(settings, Object.keys(sendingSettingsRequest.shape));

/** Whether reports block numbers, as a file says it. */
export const blockingThing = (settings: object): ConfiguredThing =>
  pick(settings, Object.keys(blockingSettingsRequest.shape));

/** The fields in which two things differ. */
export const differingFields = (one: ConfiguredThing, other: ConfiguredThing): readonly string[] =>
  Object.keys(other).filter((field) => JSON.stringify(one[field]) !== JSON.stringify(other[field]));
