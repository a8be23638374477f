import { z } from 'zod';
import { channelId, definitionId } from '../ids.ts';
import { defineDefinition } from './definition.ts';

const fields = {
  /** Whether what was sent is shown in a customer's timeline: for single events yes, for texts to many rather not. */
  showInTimeline: z.boolean().default(true),
  channelKind: z.literal('sms').default('sms'),
  /** The number it is sent from. */
  channelId,
  messageTemplateId: definitionId,
};

/** How texts go out to customers who did not write first; who sends them names its id (product.md 29.1). */
export const outboundConfigurationKind = defineDefinition('outbound-configuration', {
  path: 'outbound-configurations',
  title: 'outbound configurations',
  fields,
  references: { channelId: 'channel', messageTemplateId: 'message-template' },
  filters: ['channelId', 'messageTemplateId'],
});
