import { Controller } from '@nestjs/common';
import {
  assistKind,
  automatedMessageKind,
  botKind,
  contextVariableKind,
  definitionRemoved,
  dispositionCodeKind,
  type EventOf,
  maskingRuleKind,
  messageTemplateKind,
  operatingHoursKind,
  organisationSettings,
  outboundConfigurationKind,
  surveyKind,
  timeOutRuleKind,
  workstreamSettings,
} from '#contracts';
import { ReactsInBulk, type Transaction } from '#event-bus';
import { planAnew } from './timers/plan-anew.ts';
import { followOrganisation } from './use-cases/follow-organisation.ts';
import {
  forgetDefinitions,
  rememberDefinitions,
  rememberWorkstreamSettings,
} from './use-cases/remember-configuration.ts';

/** The definitions and settings that conversations act on, as channel-config says them. */
@Controller()
export class ConfigurationReactions {
  @ReactsInBulk(assistKind.changed, 'conversations.remember-assist')
  assists(tx: Transaction, events: readonly EventOf<typeof assistKind.changed>[]) {
    return rememberDefinitions(tx, assistKind.kind, events);
  }

  @ReactsInBulk(automatedMessageKind.changed, 'conversations.remember-automated-message')
  automatedMessages(tx: Transaction, events: readonly EventOf<typeof automatedMessageKind.changed>[]) {
    return rememberDefinitions(tx, automatedMessageKind.kind, events);
  }

  @ReactsInBulk(operatingHoursKind.changed, 'conversations.remember-operating-hours')
  operatingHours(tx: Transaction, events: readonly EventOf<typeof operatingHoursKind.changed>[]) {
    return rememberDefinitions(tx, operatingHoursKind.kind, events);
  }

  @ReactsInBulk(surveyKind.changed, 'conversations.remember-survey')
  surveys(tx: Transaction, events: readonly EventOf<typeof surveyKind.changed>[]) {
    return rememberDefinitions(tx, surveyKind.kind, events);
  }

  @ReactsInBulk(timeOutRuleKind.changed, 'conversations.remember-time-out-rule')
  async timeOutRules(tx: Transaction, events: readonly EventOf<typeof timeOutRuleKind.changed>[]) {
    await rememberDefinitions(tx, timeOutRuleKind.kind, events);
    await planAnew(
      tx,
      events.map(({ data }) => data.workstreamId),
    );
  }

  @ReactsInBulk(botKind.changed, 'conversations.remember-bot')
  bots(tx: Transaction, events: readonly EventOf<typeof botKind.changed>[]) {
    return rememberDefinitions(tx, botKind.kind, events);
  }

  @ReactsInBulk(contextVariableKind.changed, 'conversations.remember-context-variable')
  contextVariables(tx: Transaction, events: readonly EventOf<typeof contextVariableKind.changed>[]) {
    return rememberDefinitions(tx, contextVariableKind.kind, events);
  }

  @ReactsInBulk(dispositionCodeKind.changed, 'conversations.remember-disposition-code')
  dispositionCodes(tx: Transaction, events: readonly EventOf<typeof dispositionCodeKind.changed>[]) {
    return rememberDefinitions(tx, dispositionCodeKind.kind, events);
  }

  @ReactsInBulk(maskingRuleKind.changed, 'conversations.remember-masking-rule')
  maskingRules(tx: Transaction, events: readonly EventOf<typeof maskingRuleKind.changed>[]) {
    return rememberDefinitions(tx, maskingRuleKind.kind, events);
  }

  @ReactsInBulk(messageTemplateKind.changed, 'conversations.remember-message-template')
  messageTemplates(tx: Transaction, events: readonly EventOf<typeof messageTemplateKind.changed>[]) {
    return rememberDefinitions(tx, messageTemplateKind.kind, events);
  }

  @ReactsInBulk(outboundConfigurationKind.changed, 'conversations.remember-outbound-configuration')
  outboundConfigurations(tx: Transaction, events: readonly EventOf<typeof outboundConfigurationKind.changed>[]) {
    return rememberDefinitions(tx, outboundConfigurationKind.kind, events);
  }

  @ReactsInBulk(definitionRemoved, 'conversations.forget-definition')
  definitionsRemoved(tx: Transaction, events: readonly EventOf<typeof definitionRemoved>[]) {
    return forgetDefinitions(tx, events);
  }

  @ReactsInBulk(organisationSettings.changed, 'conversations.remember-organisation')
  organisation(tx: Transaction, events: readonly EventOf<typeof organisationSettings.changed>[]) {
    return followOrganisation(tx, events);
  }

  @ReactsInBulk(workstreamSettings.changed, 'conversations.remember-workstream-settings')
  workstreamSettings(tx: Transaction, events: readonly EventOf<typeof workstreamSettings.changed>[]) {
    return rememberWorkstreamSettings(tx, events);
  }
}
