import type { DefinitionKind } from './definition.ts';
import { applicationTabKind } from './application-tab.ts';
import { assistKind } from './assist.ts';
import { automatedMessageKind } from './automated-message.ts';
import { botKind } from './bot.ts';
import { consentModeKind, consentTextKind } from './consent.ts';
import { contextVariableKind } from './context-variable.ts';
import { dispositionCodeKind } from './disposition-code.ts';
import { maskingRuleKind } from './masking-rule.ts';
import { messageTemplateKind } from './message-template.ts';
import { notificationTemplateKind } from './notification-template.ts';
import { operatingHoursKind } from './operating-hours.ts';
import { outboundConfigurationKind } from './outbound-configuration.ts';
import { quickReplyKind } from './quick-reply.ts';
import { sessionTemplateKind } from './session-template.ts';
import { skillFinderKind } from './skill-finder.ts';
import { soundKind } from './sound.ts';
import { surveyKind } from './survey.ts';
import { timeOutRuleKind } from './time-out-rule.ts';

export * from './definition.ts';
export * from './differences.ts';
export * from './references.ts';
export * from './operating-hours.ts';
export * from './application-tab.ts';
export * from './assist.ts';
export * from './automated-message.ts';
export * from './automated-triggers.ts';
export * from './bot.ts';
export * from './consent.ts';
export * from './context-variable.ts';
export * from './disposition-code.ts';
export * from './masking-rule.ts';
export * from './message-template.ts';
export * from './notification-template.ts';
export * from './outbound-configuration.ts';
export * from './quick-reply.ts';
export * from './session-template.ts';
export * from './built-in-sounds.ts';
export * from './skill-finder.ts';
export * from './sound.ts';
export * from './survey.ts';
export * from './time-out-rule.ts';

/** Every kind of definition, in an order in which each comes after those it may name. */
export const definitionKinds: readonly DefinitionKind[] = [
  operatingHoursKind,
  applicationTabKind,
  sessionTemplateKind,
  notificationTemplateKind,
  soundKind,
  botKind,
  assistKind,
  skillFinderKind,
  surveyKind,
  dispositionCodeKind,
  maskingRuleKind,
  timeOutRuleKind,
  automatedMessageKind,
  quickReplyKind,
  messageTemplateKind,
  outboundConfigurationKind,
  contextVariableKind,
  consentTextKind,
  consentModeKind,
];
