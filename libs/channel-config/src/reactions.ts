import { Controller } from '@nestjs/common';
import {
  agentChanged,
  accountValidated,
  conversationsApplied,
  conversationsUsage,
  type EventOf,
  gatewayApplied,
  gatewaySecretsUsed,
  gatewayUsage,
  numberChecked,
  numberConnected,
  queueChanged,
  routingApplied,
  routingUsage,
  rulesChanged,
} from '#contracts';
import { ReactsInBulk, type Transaction } from '#event-bus';
import { recordApplied } from './use-cases/record-applied.ts';
import { recordConnections, recordNumberChecks, recordValidations } from './use-cases/record-checks.ts';
import { recordSecretUses } from './use-cases/record-secret-uses.ts';
import { recordUsage } from './use-cases/record-usage.ts';
import { rememberAgents } from './use-cases/remember-agents.ts';
import { rememberQueues } from './use-cases/remember-queues.ts';
import { rememberRules } from './use-cases/remember-rules.ts';

type Applied = readonly EventOf<typeof gatewayApplied>[];
type Counted = readonly EventOf<typeof gatewayUsage>[];

/** Everything this service hears: what those who keep copies of the configuration say of them, what they find at the provider, and which queues go by which hours. */
@Controller()
export class Reactions {
  @ReactsInBulk(gatewayApplied, 'channel-config.record-gateway-applied')
  recordGatewayApplied(tx: Transaction, events: Applied) {
    return recordApplied(tx, 'gateway', events);
  }

  @ReactsInBulk(conversationsApplied, 'channel-config.record-conversations-applied')
  recordConversationsApplied(tx: Transaction, events: Applied) {
    return recordApplied(tx, 'conversations', events);
  }

  @ReactsInBulk(routingApplied, 'channel-config.record-routing-applied')
  recordRoutingApplied(tx: Transaction, events: Applied) {
    return recordApplied(tx, 'routing', events);
  }

  @ReactsInBulk(gatewayUsage, 'channel-config.record-gateway-usage')
  recordGatewayUsage(tx: Transaction, events: Counted) {
    return recordUsage(tx, 'gateway', events);
  }

  @ReactsInBulk(conversationsUsage, 'channel-config.record-conversations-usage')
  recordConversationsUsage(tx: Transaction, events: Counted) {
    return recordUsage(tx, 'conversations', events);
  }

  @ReactsInBulk(routingUsage, 'channel-config.record-routing-usage')
  recordRoutingUsage(tx: Transaction, events: Counted) {
    return recordUsage(tx, 'routing', events);
  }

  @ReactsInBulk(accountValidated, 'channel-config.record-validations')
  recordValidations(tx: Transaction, events: readonly EventOf<typeof accountValidated>[]) {
    return recordValidations(tx, events);
  }

  @ReactsInBulk(numberChecked, 'channel-config.record-number-checks')
  recordNumberChecks(tx: Transaction, events: readonly EventOf<typeof numberChecked>[]) {
    return recordNumberChecks(tx, events);
  }

  @ReactsInBulk(numberConnected, 'channel-config.record-connections')
  recordConnections(tx: Transaction, events: readonly EventOf<typeof numberConnected>[]) {
    return recordConnections(tx, events);
  }

  @ReactsInBulk(gatewaySecretsUsed, 'channel-config.record-gateway-secret-uses')
  recordSecretUses(tx: Transaction, events: readonly EventOf<typeof gatewaySecretsUsed>[]) {
    return recordSecretUses(tx, events);
  }

  @ReactsInBulk(queueChanged, 'channel-config.remember-queue')
  rememberQueues(tx: Transaction, events: readonly EventOf<typeof queueChanged>[]) {
    return rememberQueues(tx, events);
  }

  @ReactsInBulk(agentChanged, 'channel-config.remember-agent')
  rememberAgents(tx: Transaction, events: readonly EventOf<typeof agentChanged>[]) {
    return rememberAgents(tx, events);
  }

  @ReactsInBulk(rulesChanged, 'channel-config.remember-rules')
  rememberRules(tx: Transaction, events: readonly EventOf<typeof rulesChanged>[]) {
    return rememberRules(tx, events);
  }
}
