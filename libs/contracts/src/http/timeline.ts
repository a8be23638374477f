import { z } from 'zod';
import { agentId, conversationId } from '../ids.ts';
import { conversationStatus } from '../vocabulary.ts';
import { outboundContactState } from './outbound.ts';
import { pageOf } from './page.ts';

const at = z.iso.datetime();

/**
 * Something that passed between a customer and us besides one conversation (product.md 19.5, 29.1, 34): another conversation of theirs, or a text that
 * we wrote first by an outbound configuration that shows it here.
 */
export const timelineEntry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('conversation'),
    id: conversationId,
    /** When it was opened. */
    at,
    channelName: z.string(),
    status: conversationStatus,
    closedAt: at.nullable(),
    /** Who has it or had it last; null: nobody. */
    agentId: agentId.nullable(),
    agentName: z.string().nullable(),
    /** Its last text; null: it is not yours to read. */
    lastText: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('outbound-text'),
    id: z.uuid(),
    /** When it was sent. */
    at,
    channelName: z.string(),
    text: z.string(),
    state: outboundContactState,
    /** What the run is called that wrote it; empty: it has no name. */
    runName: z.string(),
    answeredAt: at.nullable(),
  }),
]);
export type TimelineEntry = z.output<typeof timelineEntry>;
export const timelineView = pageOf(timelineEntry).meta({ id: 'Timeline' });
export type TimelineView = z.output<typeof timelineView>;
