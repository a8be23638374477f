import {
  channelSettingsReferences,
  type ChannelSettings,
  type ChannelSettingsInForce,
  type CreateChannelRequest,
} from '#contracts';
import { type Use, usesOf } from './use.ts';

/** What a channel's settings name: operating hours and surveys, also those that are turned off for now. */
export const usesOfChannel = (asked: Pick<CreateChannelRequest, 'settings'>): readonly Use[] =>
  usesOf({ references: channelSettingsReferences }, asked);

/** The settings as those read them who act on them: only what is turned on (product.md 5). */
export function inForce({
  operatingHours,
  survey,
  attachments,
  realTimeTranslation,
}: ChannelSettings): ChannelSettingsInForce {
  const { bot } = survey;
  const counting = bot.sameSettings ? survey : bot;
  return {
    operatingHoursId: operatingHours.enabled ? operatingHours.hoursId : null,
    survey: survey.enabled ? asked(survey) : null,
    botSurvey: bot.enabled ? asked(counting) : null,
    customersMayAttach: attachments.enabled && attachments.customers,
    agentsMayAttach: attachments.enabled && attachments.agents,
    realTimeTranslation,
  };
}

const asked = ({ surveyId, mode, message }: Pick<ChannelSettings['survey'], 'surveyId' | 'mode' | 'message'>) =>
  surveyId && { surveyId, mode, message };
