import type { AgentView, ConversationView, SendingAlertView, SentimentAlertsView } from '#contracts';
import { secondsBetween } from '../../parts/time.ts';
import { inUrgency } from './figures.ts';
import { standingOf, type Thresholds } from './thresholds.ts';

type Mood = SentimentAlertsView['items'][number];

/** Something that cannot wait until somebody finds it in a table. */
export type StandingOut =
  | { readonly kind: 'held'; readonly id: string; readonly sender: string; readonly title: string }
  | { readonly kind: 'waits'; readonly id: string; readonly conversation: ConversationView }
  | {
      readonly kind: 'mood';
      readonly id: string;
      readonly conversation: ConversationView;
      readonly mood: Mood['label'];
    };

interface Seen {
  /** Who looks, as routing knows them; null: they are no agent, and have no presence. */
  readonly me: Pick<AgentView, 'presence' | 'queueIds'> | null;
  readonly sending: readonly SendingAlertView[];
  readonly moods: readonly Mood[];
  readonly conversations: readonly ConversationView[];
  readonly thresholds: Thresholds;
  readonly now: number;
}

/** Whether a supervisor is alerted of customers who are unhappy: Available or Busy, and in a queue (product.md 33). */
export const isAlertedOfMoods = (me: Seen['me']): boolean =>
  me !== null && (me.presence === 'available' || me.presence === 'busy') && me.queueIds.length > 0;

/**
 * What a supervisor has to see first, worst on top: senders that send nothing, once each; the customer who waits longest for somebody,
 * past what is critical; customers who are very unhappy, as far as their conversations go on, and
 * the supervisor is there for them.
 */
export function standingOut({ me, sending, moods, conversations, thresholds, now }: Seen): readonly StandingOut[] {
  const held = sending.filter(
    ({ isPausing, sender }, at) =>
      isPausing && sending.findIndex((one) => one.isPausing && one.sender === sender) === at,
  );
  const first = inUrgency(conversations.filter(({ status }) => status === 'open'))[0];
  const isLate = first?.waitingSince
    ? standingOf('longest', secondsBetween(first.waitingSince, now), thresholds) === 'critical'
    : false;
  return [
    ...held.map(({ id, sender, title }): StandingOut => ({ kind: 'held', id, sender, title })),
    ...(first && isLate ? [{ kind: 'waits', id: `waits ${first.id}`, conversation: first } as const] : []),
    ...(isAlertedOfMoods(me) ? moods : []).flatMap(
      ({ conversationId, alertsSupervisor, label: mood }): StandingOut[] => {
        const conversation = conversations.find(({ id }) => id === conversationId);
        return alertsSupervisor && conversation
          ? [{ kind: 'mood', id: `mood ${conversationId}`, conversation, mood }]
          : [];
      },
    ),
  ];
}
