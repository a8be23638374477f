import type { AgentId, AutomatedTrigger, ConversationId, EventOf, offerEnded, offerMade, QueueId } from '#contracts';
import type { Transaction } from '#event-bus';
import { offerEnded as decideEnded, offerMade as decideMade } from '../domain/offers.ts';
import { closureOf } from '../domain/session.ts';
import { colleagueOffers, isToColleague } from '../storage/colleague-offers.ts';
import { conversations } from '../storage/conversations.ts';
import { askAssistsOfHandedOver } from './ask-assists-of-handed-over.ts';
import { follow } from './follow.ts';
import { writeAutomated } from './write-automated.ts';

type Made = EventOf<typeof offerMade>;
type Ended = EventOf<typeof offerEnded>;

/**
 * Routing asks an agent: the conversation is active from now on (product.md 17.2 T2). What a colleague is asked is remembered until they answer; what
 * they have answered already nobody waits for.
 */
export async function followOffersMade(tx: Transaction, events: readonly Made[]): Promise<void> {
  const toColleagues = await colleagueOffers(tx).remember(events.filter(({ data }) => isToColleague(data.slot)));
  await tellAgents(
    tx,
    toColleagues.map(({ data }) => ({
      ...data,
      what: data.slot === 'consult' ? 'consult-initiated' : 'transfer-initiated',
    })),
  );
  await follow(
    tx,
    events.filter(({ data }) => !isToColleague(data.slot)),
    (before, { data }) => {
      // whoever has it keeps it while a supervisor has somebody else asked
      const isKept = data.slot === 'supervisor-assign' && before.status === 'active' && before.accepted;
      return isKept ? { conversation: before, change: null } : decideMade(before, data, tx.now);
    },
  );
}

/** The agent took it, or it is back in the queue (product.md 17.2 T4, T7). Of what a colleague was asked, `handler-changed` says what follows. */
export async function followOffersEnded(tx: Transaction, events: readonly Ended[]): Promise<void> {
  const asked = await colleagueOffers(tx).take(events.map(({ data }) => data));
  await tellAgents(
    tx,
    events.flatMap(({ data }) => {
      const slot = asked.get(data.offerId)?.slot ?? data.slot;
      const how = isToColleague(slot) && data.reason !== 'taken-back' ? outcomes[data.outcome] : undefined;
      return how ? [{ ...data, what: `${slot}-${how}` as AutomatedTrigger }] : [];
    }),
  );
  const isColleagues = ({ data }: Ended) => isToColleague(data.slot) || asked.has(data.offerId);
  const decided = await follow(
    tx,
    events.filter((event) => !isColleagues(event)),
    (before, { data }) => ({ ...decideEnded(before, data, tx.now), closure: closureOf(data) }),
  );
  await askAssistsOfHandedOver(tx, decided);
}

/** What the end of an offer to a colleague tells the agent who asked; accepted needs no line, nor what was taken back. */
const outcomes: Partial<Record<Ended['data']['outcome'], 'rejected' | 'timed-out' | 'failed'>> = {
  rejected: 'rejected',
  'timed-out': 'timed-out',
  withdrawn: 'failed',
  lost: 'failed',
};

/** Lines in the threads of agents who asked a colleague (product.md 21.2). */
async function tellAgents(
  tx: Transaction,
  told: readonly {
    readonly conversationId: ConversationId;
    readonly agentId: AgentId;
    readonly queueId: QueueId;
    readonly what: AutomatedTrigger;
  }[],
): Promise<void> {
  if (told.length === 0) return;
  const found = await conversations(tx).find(told.map(({ conversationId }) => conversationId));
  await writeAutomated(
    tx,
    told.flatMap(({ conversationId, agentId, queueId, what: trigger }) => {
      const conversation = found.get(conversationId);
      return conversation ? [{ conversation, trigger, agentId, queueId }] : [];
    }),
  );
}
