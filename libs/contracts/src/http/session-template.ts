import { z } from 'zod';
import { recordEntities } from '../definitions/application-tab.ts';
import { conversationId, definitionId } from '../ids.ts';

/** What a tab of a session shows, filled in for one conversation. */
const filledPage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('conversation') }),
  z.object({
    type: z.literal('record'),
    entity: z.enum(recordEntities),
    /** Null: nobody knows which one. */
    recordId: z.string().nullable(),
  }),
  z.object({ type: z.literal('search'), query: z.string() }),
  /** Whatever was filled in is encoded; the host is the administrator's. */
  z.object({ type: z.literal('external'), address: z.url() }),
]);

const filledTab = z.object({
  id: definitionId,
  /** Never empty: the tab's own name where nothing is known of what its title asks for. */
  title: z.string(),
  /** The anchor tab stays. */
  canClose: z.boolean(),
  page: filledPage,
});
export type FilledTab = z.output<typeof filledTab>;

/** How the session of a conversation looks: the template of its workstream, with what is known of it in the place of placeholders (product.md 16). */
export const filledSessionTemplate = z
  .object({
    conversationId,
    templateId: definitionId,
    /** Null: nothing is known of what it asks for, so the customer's name or number stands there. */
    title: z.string().nullable(),
    icon: z.string().nullable(),
    communicationPanel: z.enum(['docked', 'minimized', 'hidden']),
    /** The anchor tab first. All of them are open at the start. */
    tabs: z.array(filledTab),
  })
  .meta({ id: 'FilledSessionTemplate' });
export type FilledSessionTemplate = z.output<typeof filledSessionTemplate>;
export const filledSessionTemplates = z.object({ items: z.array(filledSessionTemplate) });
