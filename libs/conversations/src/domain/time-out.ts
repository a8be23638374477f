import { type DataOf, inLocale, type Locale, silenceOf, type timeOutRuleKind } from '#contracts';
import { closed, type Conversation, type Decision, gone, isOngoing, move } from './conversation.ts';

export type TimeOutRule = DataOf<typeof timeOutRuleKind.changed>;

/** Somebody is silent, since when, and the longest wait (in seconds) of a rule that has acted on this silence; 0: none has. */
export interface Silence {
  readonly who: 'customer' | 'agent';
  readonly since: Date;
  readonly acted: number;
}

/**
 * Whose silence it is: the agent's while the customer waits for an answer, the customer's while the last word was the agent's; null when
 * nobody owes an answer (product.md 17.5). What a rule or an automated message says does not end a silence.
 */
export function silenceIn(conversation: Conversation, lastAnswerAt: Date | null): Silence | null {
  const { status, waitingSince } = conversation;
  if (status === 'closed' || status === 'wrap-up') return null;
  if (waitingSince) return { who: 'agent', since: waitingSince, acted: 0 };
  return lastAnswerAt && { who: 'customer', since: lastAnswerAt, acted: 0 };
}

/** The rule that acts next on a silence, and when. Of several that would act at the same moment the one with the lowest priority does. */
export function nextRule(
  rules: readonly TimeOutRule[],
  { who, since, acted }: Silence,
): { readonly rule: TimeOutRule; readonly at: Date; readonly after: number } | null {
  const trigger = who === 'customer' ? 'customer-silent' : 'agent-silent';
  const [first] = rules
    .filter((rule) => rule.active && rule.trigger === trigger && silenceOf(rule.after) > acted)
    .toSorted(
      (one, other) =>
        silenceOf(one.after) - silenceOf(other.after) || one.priority - other.priority || (one.id < other.id ? -1 : 1),
    );
  if (!first) return null;
  const after = silenceOf(first.after);
  return { rule: first, at: new Date(since.getTime() + after * 1000), after };
}

/** What a rule says, in the closest language. */
export const wordsOf = ({ texts, defaultLocale }: TimeOutRule, locale: Locale): string =>
  (inLocale(texts, locale) ?? texts.find((one) => one.locale === defaultLocale) ?? texts[0])?.text ?? '';

/** What a rule does to a conversation as it is. */
export type Action =
  | { readonly is: 'moved'; readonly decision: Decision }
  | { readonly is: 'tell-customer' }
  | { readonly is: 'tell-agent' }
  | { readonly is: 'nothing' };

/**
 * Closes what is open, active or waiting; moves what an agent has to waiting; reminds the customer while an agent has it or it waits, and not
 * when they opted out (product.md 17.2 T11, T15, T17, 17.5).
 */
export function actionOf({ action, recipient, trigger }: TimeOutRule, before: Conversation, now: Date): Action {
  if (!isOngoing(before.status)) return { is: 'nothing' };
  if (action === 'close') return { is: 'moved', decision: closed(before, trigger, now) };
  const isHeld = before.status === 'active' && before.accepted;
  if (action === 'wait') {
    if (!isHeld) return { is: 'nothing' };
    const companions = before.companions.map(gone(now));
    return { is: 'moved', decision: move(before, 'waiting', 'moved-to-waiting', now, { companions }) };
  }
  if (recipient === 'agent') return before.agentId ? { is: 'tell-agent' } : { is: 'nothing' };
  const mayBeTold = !before.optedOutAt && (isHeld || before.status === 'waiting');
  return mayBeTold ? { is: 'tell-customer' } : { is: 'nothing' };
}
