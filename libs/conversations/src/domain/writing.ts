import { type ConversationStatus, Refusal } from '#contracts';
import { mustHold } from './attending.ts';
import type { Conversation, Writer } from './conversation.ts';
import { lastOf, type Text } from './receiving.ts';
import { partOf } from './handling.ts';

const notInThisState: Record<Exclude<ConversationStatus, 'active'>, readonly [code: string, sentence: string]> = {
  open: ['conversation-state', 'Nobody has this conversation.'],
  waiting: ['conversation-waiting', 'The conversation waits for the customer to write again.'],
  'wrap-up': ['conversation-ended', 'The conversation has ended; what is left is wrap-up.'],
  closed: ['conversation-closed', 'The conversation is closed.'],
};

/**
 * The agent writes to the customer, who from then on waits no more. Only the agent who has it and who joined, only while it is active, and
 * only while the customer has not opted out.
 */
export function writeText(
  before: Conversation,
  { agentId, name }: Writer,
  body: string,
  now: Date,
): [Conversation, Text] {
  if (!partOf(before, agentId)?.speaks) mustHold(before, agentId);
  if (before.status !== 'active') throw new Refusal(...notInThisState[before.status]);
  if (before.optedOutAt)
    throw new Refusal(
      'opted-out',
      'The customer opted out: nobody may text them from this number until they come back.',
    );
  const version = before.version + 1;
  const text = { body, at: now, position: version };
  const last = lastOf(before, text, { kind: 'agent', agentId, name });
  return [{ ...before, ...last, version, waitingSince: null, lastActivityAt: now }, text];
}
