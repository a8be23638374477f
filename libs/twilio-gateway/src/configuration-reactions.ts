import { Controller } from '@nestjs/common';
import { consentModeKind, consentTextKind, definitionRemoved, type EventOf, organisationSettings } from '#contracts';
import { configurationMemory } from '#copies';
import { ReactsInBulk, type Transaction } from '#event-bus';
import { copyKeeper } from './keeping.ts';

const memory = configurationMemory(() => copyKeeper);

/** The definitions and settings that the gateway acts on, as channel-config says them. */
@Controller()
export class ConfigurationReactions {
  @ReactsInBulk(consentModeKind.changed, 'gateway.remember-consent-mode')
  consentModes(tx: Transaction, events: readonly EventOf<typeof consentModeKind.changed>[]): Promise<void> {
    return memory.rememberDefinitions(tx, consentModeKind.kind, events);
  }

  @ReactsInBulk(consentTextKind.changed, 'gateway.remember-consent-text')
  consentTexts(tx: Transaction, events: readonly EventOf<typeof consentTextKind.changed>[]): Promise<void> {
    return memory.rememberDefinitions(tx, consentTextKind.kind, events);
  }

  @ReactsInBulk(definitionRemoved, 'gateway.forget-definition')
  definitionsRemoved(tx: Transaction, events: readonly EventOf<typeof definitionRemoved>[]): Promise<void> {
    return memory.forgetDefinitions(tx, events);
  }

  @ReactsInBulk(organisationSettings.changed, 'gateway.remember-organisation')
  organisation(tx: Transaction, events: readonly EventOf<typeof organisationSettings.changed>[]): Promise<void> {
    return memory.rememberOrganisation(tx, events);
  }
}
