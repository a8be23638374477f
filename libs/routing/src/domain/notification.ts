import {
  builtInNotificationTemplates,
  type DataOf,
  type KnownContext,
  type notificationTemplateKind,
  type OfferNotification,
  type WorkstreamSettings,
} from '#contracts';
import { deskValues, fillDeskText, type KnownToDesk } from '#sms-text';
import type { OfferSlot } from './offer.ts';
import type { ConversationFacts } from './sources.ts';
import type { WorkItem } from './work-item.ts';

export type NotificationTemplate = DataOf<typeof notificationTemplateKind.changed>;
/** Which template a workstream has for which occasion (product.md 15.2). */
export type NotificationSlots = WorkstreamSettings['notifications'];

/** What is known of the conversation that an item is about; null: nothing. */
export interface KnownOfItem {
  readonly facts: ConversationFacts | null;
  readonly known: KnownContext | null;
}

/** An occasion on which an agent is told of work: what they are asked for, and of new work whether its customer was identified. */
type Occasion = keyof typeof builtInNotificationTemplates;

/** The occasion of an offer (product.md 15.2, 18.1); a supervisor's assigning has a template of its own only where a workstream names one. */
export function occasionOf(slot: OfferSlot, known: KnownContext | null): Occasion {
  if (slot === 'consult' || slot === 'transfer') return slot;
  return known?.contact || known?.account ? 'incomingAuthenticated' : 'incomingUnauthenticated';
}

/** The template by which an agent is told; the built-in one of the occasion where the workstream's was removed since. */
export function templateFor(
  slots: NotificationSlots,
  templates: ReadonlyMap<string, NotificationTemplate>,
  slot: OfferSlot,
  known: KnownContext | null,
): NotificationTemplate {
  const occasion = occasionOf(slot, known);
  const usual = slots[`${occasion}Id`];
  const id = slot === 'supervisor-assign' ? (slots.supervisorAssignId ?? usual) : usual;
  return templates.get(id) ?? templates.get(builtInNotificationTemplates[occasion].id)!;
}

/** The template with what is known of the conversation in the place of its placeholders. Fields of which nothing is known are left out. */
export function filledNotification(
  template: NotificationTemplate,
  item: Pick<WorkItem, 'conversationId' | 'customer' | 'workstreamId' | 'queueId'>,
  about: KnownOfItem,
): OfferNotification {
  const values = deskValues(knownToDesk(item, about), 'conversation');
  const { icon, showTimeout, autoAssign, autoAccept, acceptLabel, rejectLabel, desktopNotifications } = template;
  return {
    title: fillDeskText(template.title, values),
    icon,
    showTimeout,
    autoAssign,
    autoAccept,
    acceptLabel,
    showReject: template.showReject && !autoAssign,
    rejectLabel,
    desktopNotifications,
    fields: template.fields
      .map(({ name, header, value }) => ({ name, header, value: fillDeskText(value, values) }))
      .filter(({ value }) => value !== ''),
  };
}

/** What its channel is called is not known here. */
function knownToDesk(
  { conversationId, customer, workstreamId, queueId }: Parameters<typeof filledNotification>[1],
  { facts, known }: KnownOfItem,
): KnownToDesk {
  const language = facts?.locale ?? '';
  const { contact = null, account = null, case: caseRecord = null, variables = {} } = known ?? {};
  const openedAt = new Date(facts?.openedAt ?? 0);
  return {
    conversation: { id: conversationId, customer, status: 'active', openedAt, workstreamId },
    channel: { name: '', number: facts?.supportNumber ?? '', language },
    context: { contact, account, caseRecord, language, variables },
    queueId,
  };
}
