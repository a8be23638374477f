import {
  type ChannelDraftRequest,
  type ChannelDraftView,
  channelSettings,
  channelSettingsReferences,
  draftSteps,
  type References,
} from '#contracts';
import type { FieldErrors } from '../patterns/contract.ts';
import { fieldsOf, type NamedControl } from '../patterns/controls.ts';

/** The pages of the SMS channel wizard (product.md 5), with the last one that only shows. */
export const stepsOfChannel = [...draftSteps, 'summary'] as const;
export type ChannelStep = (typeof stepsOfChannel)[number];

const references: References = Object.fromEntries(
  Object.entries(channelSettingsReferences).map(([path, kind]) => [path.replace(/^settings\./, ''), kind]),
);
const fields = fieldsOf(channelSettings, references);
const some = (...names: readonly string[]): readonly NamedControl[] =>
  fields.filter(({ name }) => names.includes(name));

/** The settings of a channel by the page on which they are made; the same controls change them later. */
export const settingsOn = {
  behaviors: some('operatingHours', 'survey'),
  userFeatures: some('attachments', 'realTimeTranslation'),
} as const;

/** What a new draft says: everything off. */
export function emptyDraft(workstreamId: string): ChannelDraftRequest {
  const { operatingHours, survey, attachments, realTimeTranslation } = channelSettings.parse({});
  return {
    setup: { workstreamId, name: '', slug: '', numberId: null },
    language: { language: 'en-US' },
    behaviors: { operatingHours, automatedMessages: [], survey },
    userFeatures: { attachments, realTimeTranslation },
  };
}

/** What was typed so far, whole: parts that an older desk left out are as in a new one. */
export function saidOf(view: ChannelDraftView): ChannelDraftRequest {
  const empty = emptyDraft(String(view.setup.workstreamId ?? ''));
  return {
    setup: { ...empty.setup, ...view.setup },
    language: { ...empty.language, ...view.language },
    behaviors: { ...empty.behaviors, ...view.behaviors },
    userFeatures: { ...empty.userFeatures, ...view.userFeatures },
  };
}

/** What is wrong on a page, by field: `operatingHours.hoursId`. */
export const errorsOn = (view: ChannelDraftView | undefined, step: keyof ChannelDraftView['problems']): FieldErrors =>
  Object.fromEntries(
    (view?.problems[step] ?? []).map(({ field, message }) => [
      field === step ? '' : field.slice(step.length + 1),
      message,
    ]),
  );
