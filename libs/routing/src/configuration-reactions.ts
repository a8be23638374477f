import { Controller } from '@nestjs/common';
import {
  contextVariableKind,
  definitionRemoved,
  type EventOf,
  notificationTemplateKind,
  operatingHoursKind,
  organisationSettings,
  skillFinderKind,
  workstreamSettings,
} from '#contracts';
import { ReactsInBulk, type Transaction } from '#event-bus';
import {
  forgetDefinitions,
  rememberDefinitions,
  rememberOrganisation,
  rememberWorkstreamSettings,
} from './use-cases/remember-configuration.ts';
import { rememberHours } from './use-cases/remember-hours.ts';

/** The definitions and settings that routing acts on, as channel-config says them. */
@Controller()
export class ConfigurationReactions {
  @ReactsInBulk(notificationTemplateKind.changed, 'routing.remember-notification-template')
  notificationTemplates(
    tx: Transaction,
    events: readonly EventOf<typeof notificationTemplateKind.changed>[],
  ): Promise<void> {
    return rememberDefinitions(tx, notificationTemplateKind.kind, events);
  }

  @ReactsInBulk(operatingHoursKind.changed, 'routing.remember-operating-hours')
  operatingHours(tx: Transaction, events: readonly EventOf<typeof operatingHoursKind.changed>[]): Promise<void> {
    return rememberHours(tx, events);
  }

  @ReactsInBulk(contextVariableKind.changed, 'routing.remember-context-variable')
  contextVariables(tx: Transaction, events: readonly EventOf<typeof contextVariableKind.changed>[]): Promise<void> {
    return rememberDefinitions(tx, contextVariableKind.kind, events);
  }

  @ReactsInBulk(skillFinderKind.changed, 'routing.remember-skill-finder')
  skillFinders(tx: Transaction, events: readonly EventOf<typeof skillFinderKind.changed>[]): Promise<void> {
    return rememberDefinitions(tx, skillFinderKind.kind, events);
  }

  @ReactsInBulk(definitionRemoved, 'routing.forget-definition')
  definitionsRemoved(tx: Transaction, events: readonly EventOf<typeof definitionRemoved>[]): Promise<void> {
    return forgetDefinitions(tx, events);
  }

  @ReactsInBulk(organisationSettings.changed, 'routing.remember-organisation')
  organisation(tx: Transaction, events: readonly EventOf<typeof organisationSettings.changed>[]): Promise<void> {
    return rememberOrganisation(tx, events);
  }

  @ReactsInBulk(workstreamSettings.changed, 'routing.remember-workstream-settings')
  workstreams(tx: Transaction, events: readonly EventOf<typeof workstreamSettings.changed>[]): Promise<void> {
    return rememberWorkstreamSettings(tx, events);
  }
}
