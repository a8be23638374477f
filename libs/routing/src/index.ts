import { subscriptionsOf } from '#event-bus';
import { Reactions } from './reactions.ts';

export { RoutingModule } from './routing.module.ts';
export { routingSchema } from './schema.ts';
export const routingSubscriptions = subscriptionsOf(Reactions);
