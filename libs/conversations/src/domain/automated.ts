import type { AgentId, AutomatedTrigger } from '#contracts';
import { measureText } from '#sms-text';
import type { Companion, Conversation } from './conversation.ts';

/** Something of product.md 21.2 happened in a conversation; `agentId` is who the text names. */
export interface Firing {
  readonly trigger: AutomatedTrigger;
  readonly agentId: AgentId | null;
}

const byReason: Partial<Record<Conversation['statusReason'], AutomatedTrigger>> = {
  offered: 'agent-assigned',
  accepted: 'agent-joined',
  picked: 'agent-joined',
  assigned: 'agent-joined',
  transferred: 'transfer-accepted',
  'supervisor-transferred': 'transfer-accepted',
  lost: 'agent-disconnected',
  disconnected: 'agent-disconnected',
  'agent-ended': 'agent-ended-conversation',
  overflow: 'overflow-ended-conversation',
};

/** What one step of a conversation tells the customer, if it is turned on (product.md 21.2). */
export function firingsOf(before: Conversation, after: Conversation): readonly Firing[] {
  const firings: Firing[] = [];
  const moved = before.statusReason !== after.statusReason || before.status !== after.status;
  const taken = before.agentId !== after.agentId || before.accepted !== after.accepted;
  if (moved || taken) {
    const trigger = byReason[after.statusReason];
    // who was lost before they took it is nobody the customer knows
    const isUnknown = trigger === 'agent-disconnected' && !before.accepted;
    if (trigger && !isUnknown) firings.push({ trigger, agentId: after.agentId ?? before.agentId });
    if (before.status === 'wrap-up' && after.status === 'closed' && after.statusReason === 'agent-closed')
      firings.push({ trigger: 'session-ended', agentId: after.agentId });
  }
  // an end of everything says it all
  if (after.status === 'closed' || after.status === 'wrap-up') return firings;
  for (const companion of after.companions) {
    // who took the conversation over says so by that
    if (companion.agentId === after.agentId) continue;
    const was = before.companions.find(same(companion));
    const spoke = was?.speaks ?? false;
    if (companion.speaks !== spoke)
      firings.push({ trigger: companion.speaks ? 'colleague-joined' : 'colleague-left', agentId: companion.agentId });
    if (companion.mode !== 'consult' || companion.present === (was?.present ?? false)) continue;
    firings.push(
      companion.present
        ? { trigger: 'consult-accepted', agentId: companion.agentId }
        : { trigger: 'consult-ended', agentId: after.agentId },
    );
  }
  return firings;
}

const same =
  (one: Companion) =>
  (other: Companion): boolean =>
    one.agentId === other.agentId && one.mode === other.mode;

/** A text to the customer that waits a moment for others, to leave together with them. */
export interface Pending {
  readonly trigger: string;
  /** Whom it names. */
  readonly agentId?: AgentId | null;
  readonly body: string;
}

/** What an agent's own words say better: that they are there. */
const introductions = new Set(['agent-assigned', 'agent-joined', 'transfer-accepted']);

/** Whether this says that an agent is there, who may have written by the time it leaves. */
export const introduces = ({ trigger }: Pending): boolean => introductions.has(trigger);

/** What is sent whatever the budget: the last word of overflow, and what somebody asked for by name. */
const unlimited = new Set(['overflow-ended-conversation', 'survey']);

/** Nobody is there: who says so does not welcome anybody in the same breath. */
const absences = new Set(['outside-operating-hours', 'holiday']);

/** So many segments at most are one text. */
const mostSegments = 3;

/** A text that leaves, and whether it is one of those that the budget of its conversation limits. */
export interface Leaving {
  readonly body: string;
  readonly counts: boolean;
}

/**
 * Texts that fire within two seconds leave as one while that fits three segments; each text once, in the order in which they fired. No more
 * than the budget leaves room for; where we are closed, no greeting; what ends the conversation for overflow, and a survey, are not counted (product.md 43 G41).
 */
export function together(pending: readonly Pending[], room: number | null): readonly Leaving[] {
  const texts: { body: string; always: boolean }[] = [];
  const said = new Set<string>();
  const isNobodyThere = pending.some(({ trigger }) => absences.has(trigger));
  for (const { trigger, body } of pending) {
    if (said.has(body) || (isNobodyThere && trigger === 'greeting')) continue;
    said.add(body);
    const last = texts.at(-1);
    const always = unlimited.has(trigger);
    const joined = last && `${last.body}\n${body}`;
    if (joined && measureText(joined).segments <= mostSegments) {
      texts[texts.length - 1] = { body: joined, always: last.always || always };
    } else texts.push({ body, always });
  }
  let left = room ?? Infinity;
  return texts
    .filter(({ always }) => always || (left -= 1) >= 0)
    .map(({ body, always }) => ({ body, counts: !always }));
}

/** Companions as they are once these texts left: of whom they say that they joined, the customer was told (product.md 18.4). */
export function told(
  companions: readonly Companion[],
  fired: readonly Pending[],
  sent: readonly string[],
): readonly Companion[] {
  const left = ({ body }: Pending) => sent.some((text) => `\n${text}\n`.includes(`\n${body}\n`));
  const joined = fired.filter((one) => one.trigger === 'colleague-joined' && left(one));
  return companions.map((companion) =>
    companion.speaks && joined.some(({ agentId }) => agentId === companion.agentId)
      ? { ...companion, customerTold: true }
      : companion,
  );
}
