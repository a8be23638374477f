import type { AgentView, ConversationView, ExplanationView, QueueView } from '#contracts';

/** What changes something for work that waits, and when. */
export type Chance =
  | { readonly kind: 'wrap-up'; readonly at: string; readonly agent: string }
  | { readonly kind: 'opens'; readonly at: string }
  | { readonly kind: 'moves'; readonly at: string; readonly to: string }
  | { readonly kind: 'ends'; readonly at: string };

interface Standing {
  /** The queue it waits in. */
  readonly queue: QueueView;
  readonly overflows: ExplanationView['overflows'];
  readonly agents: readonly AgentView[];
  readonly conversations: readonly ConversationView[];
  readonly now: number;
}

/**
 * What is known beforehand to come, the soonest first: agents of the queue whose wrap-up ends, the opening of the queue, and what becomes of
 * the work if nobody has it until then. What is past is left out: it has not helped.
 */
export function nextChances({ queue, overflows, agents, conversations, now }: Standing): readonly Chance[] {
  const members = new Map(agents.filter(({ id }) => queue.memberIds.includes(id)).map(({ id, name }) => [id, name]));
  const freed = conversations.flatMap(({ agentId, wrapUpEndsAt }): Chance[] => {
    const agent = agentId && members.get(agentId);
    return agent && wrapUpEndsAt ? [{ kind: 'wrap-up', at: wrapUpEndsAt, agent }] : [];
  });
  const opens: Chance[] = !queue.open && queue.changesAt ? [{ kind: 'opens', at: queue.changesAt }] : [];
  const left: Chance[] = !overflows
    ? []
    : overflows.to
      ? [{ kind: 'moves', at: overflows.at, to: overflows.to.name }]
      : [{ kind: 'ends', at: overflows.at }];
  return [...freed, ...opens, ...left]
    .filter(({ at }) => Date.parse(at) > now)
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}
