import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import type { EventContract } from '#contracts';

/** What a reaction is registered with; the event server reads it back. */
export interface ReactionExtras {
  readonly contract: EventContract<unknown>;
  readonly subscription: string;
  readonly bulk: boolean;
  readonly batch: number | undefined;
  readonly onDemand: boolean;
}

const key = 'parley:reaction';

export const rememberReaction = (method: object, extras: ReactionExtras): void =>
  Reflect.defineMetadata(key, extras, method);

/** A queue on the broker and the event that fills it. */
export interface SubscriptionName {
  /** `<service>.<reaction>`, such as `channel-config.record-validation`. */
  readonly name: string;
  readonly type: string;
  /** Filled only while `Broker.heed` says so. */
  readonly onDemand?: boolean;
}

/** Everything these classes of reactions hear, read from their decorators. Throws when two reactions share a name. */
export function subscriptionsOf(...reactions: readonly Type[]): SubscriptionName[] {
  const found = new Map<string, SubscriptionName>();
  for (const { prototype } of reactions) {
    for (const name of Object.getOwnPropertyNames(prototype)) {
      const method: unknown = Object.getOwnPropertyDescriptor(prototype, name)?.value;
      if (typeof method !== 'function') continue;
      const extras: ReactionExtras | undefined = Reflect.getMetadata(key, method);
      if (!extras) continue;
      if (found.has(extras.subscription)) throw new Error(`Two reactions share the name ${extras.subscription}.`);
      found.set(extras.subscription, {
        name: extras.subscription,
        type: extras.contract.type,
        onDemand: extras.onDemand,
      });
    }
  }
  return [...found.values()];
}

/** Those of these subscriptions that belong to a service, by the name that they begin with; without one, all. */
export const namesOf = (subscriptions: readonly string[], service?: string): readonly string[] =>
  service === undefined ? subscriptions : subscriptions.filter((name) => name.startsWith(`${service}.`));

/** The schema of the service that a subscription belongs to: `channel-config.…` works on `channel_config`. */
export const schemaOf = (subscription: string): string => subscription.split('.')[0]!.replaceAll('-', '_');
