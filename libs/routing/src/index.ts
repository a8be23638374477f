import { subscriptionsOf } from '#event-bus';
import { ConfigurationReactions } from './configuration-reactions.ts';
import { ErasureReactions } from './erasure-reactions.ts';
import { Reactions } from './reactions.ts';

export { RoutingModule } from './routing.module.ts';
export { routingSchema } from './schema.ts';
export const routingSubscriptions = subscriptionsOf(Reactions, ConfigurationReactions, ErasureReactions);
