import {
  builtInNotificationTemplates,
  type ConversationId,
  notificationTemplateKind,
  type OfferNotification,
  type WorkstreamId,
  workstreamSettings,
} from '#contracts';
import { atOnce, type Transaction } from '#event-bus';
import type { EntityManager } from 'typeorm';
import {
  filledNotification,
  type KnownOfItem,
  type NotificationSlots,
  type NotificationTemplate,
  templateFor,
} from '../domain/notification.ts';
import type { OfferSlot } from '../domain/offer.ts';
import type { WorkItem } from '../domain/work-item.ts';
import type { Question } from './together.ts';

/** How an agent is told of an item, and for how long they are asked. */
export interface Told {
  readonly notification: OfferNotification;
  readonly countdownSeconds: number;
}

export interface Found {
  readonly slots: Readonly<Record<WorkstreamId, Partial<NotificationSlots>>> | null;
  readonly templates: Readonly<Record<string, unknown>> | null;
}

/** The templates, in one statement, each once however many items ask for it. */
const foundSql = `
  SELECT
    (SELECT jsonb_object_agg(subject, settled -> 'notifications') FROM settings_copy
     WHERE kind = $1 AND subject = ANY($2) AND settled ? 'notifications') AS slots,
    (SELECT jsonb_object_agg(id, defined) FROM definition_copy
     WHERE kind = $3 AND defined IS NOT NULL AND id IN (
       SELECT chosen.id::uuid FROM settings_copy, jsonb_each_text(settled -> 'notifications') AS chosen (occasion, id)
       WHERE settings_copy.kind = $1 AND subject = ANY($2) AND chosen.id IS NOT NULL)) AS templates`;

const usualSlots = workstreamSettings.stored.parse({}).notifications;
const parse = (stored: unknown): NotificationTemplate => notificationTemplateKind.changed.data.parse(stored);
const builtIn = Object.values(builtInNotificationTemplates).map((one) => parse({ ...one, version: 1 }));
const nothing: KnownOfItem = { facts: null, known: null };

/** How agents are told of these items on this occasion, by the templates of their workstreams, with what is known now (product.md 15). */
export async function howTold(
  { manager }: Pick<Transaction, 'manager'>,
  items: readonly WorkItem[],
  slot: OfferSlot,
): Promise<(item: WorkItem) => Told> {
  const { sql, values } = templatesOf(items);
  const [[found], known] = await atOnce(manager.query<[Found]>(sql, [...values]), knownOf(manager, items));
  return toldBy(found, known, slot);
}

type Concerned = Pick<WorkItem, 'workstreamId' | 'conversationId'>;

/** By which templates agents are told of these items. */
export const templatesOf = (items: readonly Concerned[]): Question<Found> => ({
  sql: foundSql,
  values: [
    workstreamSettings.kind,
    [...new Set(items.map(({ workstreamId }) => workstreamId))],
    notificationTemplateKind.kind,
  ],
});

/** What is known of the conversations of these items: what templates are filled in with. */
export async function knownOf(
  manager: EntityManager,
  items: readonly Concerned[],
): Promise<ReadonlyMap<ConversationId, KnownOfItem>> {
  const rows: (KnownOfItem & { readonly id: ConversationId })[] = await manager.query(
    'SELECT id, facts, known FROM conversation WHERE id = ANY($1)',
    [items.map(({ conversationId }) => conversationId)],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** How agents are told of items on this occasion, by what was found of them. */
export function toldBy(
  found: Found,
  known: ReadonlyMap<ConversationId, KnownOfItem>,
  slot: OfferSlot,
): (item: WorkItem) => Told {
  const templates = new Map(
    [...builtIn, ...Object.values(found.templates ?? {}).map(parse)].map((one) => [one.id, one]),
  );
  return (item) => {
    const about = known.get(item.conversationId) ?? nothing;
    const slots = { ...usualSlots, ...found.slots?.[item.workstreamId] };
    const template = templateFor(slots, templates, slot, about.known);
    return {
      notification: filledNotification(template, item, about),
      countdownSeconds: template.countdownSeconds,
    };
  };
}
