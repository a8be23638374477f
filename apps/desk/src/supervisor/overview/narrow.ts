import type { ConversationView } from '#contracts';

/** Which conversations a supervisor looks at together; null: whatever it is. */
export interface Narrow {
  readonly status: string | null;
  /** Channel. */
  readonly line: string | null;
  /** What the queue is called that it waits in, or came from. */
  readonly queue: string | null;
  /** Who is offered it, has it, or had it while it waits; `nobody`. */
  readonly agent: string | null;
}
export const anything: Narrow = { status: null, line: null, queue: null, agent: null };
export const nobody = 'nobody';

type Known = Pick<ConversationView, 'status' | 'channelId' | 'channelName' | 'agentId'>;
/** What the queue of a conversation is called; undefined: it is in none. */
type QueueOf<One> = (conversation: One) => string | null | undefined;

/** Those that are like this. */
export const narrowed = <One extends Known>(
  all: readonly One[],
  { status, line, queue, agent }: Narrow,
  queueOf: QueueOf<One>,
): readonly One[] =>
  all.filter(
    (one) =>
      (status === null || one.status === status) &&
      (line === null || one.channelId === line) &&
      (queue === null || queueOf(one) === queue) &&
      (agent === null || (one.agentId ?? nobody) === agent),
  );

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What there is among these, once each, by name; what they are narrowed to stays among it, though nothing may be like that any more. */
export function choicesOf<One>(
  all: readonly One[],
  choice: (one: One) => Choice | null,
  kept: Choice | null,
): readonly Choice[] {
  const found = new Map<string, Choice>(kept ? [[kept.value, kept]] : []);
  for (const one of all) {
    const known = choice(one);
    if (known) found.set(known.value, known);
  }
  return [...found.values()].sort((one, other) => one.label.localeCompare(other.label));
}
