import { z } from 'zod';
import { textWith } from '../placeholders.ts';
import { locale } from '../vocabulary.ts';
import { automatedTrigger } from './automated-triggers.ts';
import { defineDefinition } from './definition.ts';
import { levelFields, refuseOtherLevel } from './level.ts';

const fields = {
  /** For whoever keeps it; nobody is sent this. */
  description: z.string().trim().max(2000).default(''),
  trigger: automatedTrigger,
  ...levelFields,
  locale,
  text: textWith('automated-message'),
  /** False: at this trigger nothing is sent. */
  active: z.boolean().default(true),
};

/** What is sent by itself at a trigger, to all numbers or to one (product.md 21). While none is stored, the trigger's default is in force. */
export const automatedMessageKind = defineDefinition('automated-message', {
  path: 'automated-messages',
  title: 'automated messages',
  fields,
  rules: refuseOtherLevel,
  references: { channelId: 'channel' },
  filters: ['trigger', 'level', 'channelId', 'locale'],
  oneFor: ['level', 'channelId', 'trigger', 'locale'],
});
export type AutomatedMessage = z.output<z.ZodObject<typeof fields>>;
