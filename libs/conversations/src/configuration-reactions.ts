import {
  applicationTabKind,
  assistKind,
  automatedMessageKind,
  botKind,
  contextVariableKind,
  definitionRemoved,
  dispositionCodeKind,
  type EventContract,
  maskingRuleKind,
  messageTemplateKind,
  operatingHoursKind,
  organisationSettings,
  outboundConfigurationKind,
  sessionTemplateKind,
  skillFinderKind,
  surveyKind,
  timeOutRuleKind,
  workstreamSettings,
} from '#contracts';
import { alike, type AlikeReaction, reactionsOf } from '#event-bus';
import { planAnew } from './timers/plan-anew.ts';
import { followOrganisation } from './use-cases/follow-organisation.ts';
import {
  forgetDefinitions,
  rememberDefinitions,
  rememberWorkstreamSettings,
} from './use-cases/remember-configuration.ts';

interface Kind<Data> {
  readonly kind: string;
  readonly changed: EventContract<Data>;
}

const remember = <Data extends { readonly id: string; readonly version: number }>({
  kind,
  changed,
}: Kind<Data>): AlikeReaction =>
  alike(changed, `conversations.remember-${kind}`, (tx, events) => rememberDefinitions(tx, kind, events));

/** The definitions and settings that conversations act on, as channel-config says them. */
export const ConfigurationReactions = reactionsOf([
  remember(assistKind),
  remember(automatedMessageKind),
  remember(operatingHoursKind),
  remember(surveyKind),
  remember(botKind),
  remember(skillFinderKind),
  remember(contextVariableKind),
  remember(dispositionCodeKind),
  remember(maskingRuleKind),
  remember(messageTemplateKind),
  remember(outboundConfigurationKind),
  remember(sessionTemplateKind),
  remember(applicationTabKind),
  alike(timeOutRuleKind.changed, 'conversations.remember-time-out-rule', async (tx, events) => {
    await rememberDefinitions(tx, timeOutRuleKind.kind, events);
    await planAnew(
      tx,
      events.map(({ data }) => data.workstreamId),
    );
  }),
  alike(definitionRemoved, 'conversations.forget-definition', forgetDefinitions),
  alike(organisationSettings.changed, 'conversations.remember-organisation', followOrganisation),
  alike(workstreamSettings.changed, 'conversations.remember-workstream-settings', rememberWorkstreamSettings),
]);
