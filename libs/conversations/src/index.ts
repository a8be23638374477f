import { subscriptionsOf } from '#event-bus';
import { ConfigurationReactions } from './configuration-reactions.ts';
import { MediaReactions } from './media-reactions.ts';
import { QueueReactions } from './queue-reactions.ts';
import { ErasureReactions } from './erasure-reactions.ts';
import { SecretReactions } from './secret-reactions.ts';
import { WebhookReactions } from './webhook-reactions.ts';
import { Reactions } from './reactions.ts';

export { ConversationsModule } from './conversations.module.ts';
export { conversationsSchema } from './schema.ts';
export const conversationsSubscriptions = subscriptionsOf(
  Reactions,
  ConfigurationReactions,
  MediaReactions,
  QueueReactions,
  ErasureReactions,
  WebhookReactions,
  SecretReactions,
);
