import type { agentChanged, EventOf } from '#contracts';
import { newestOf } from '#copies';
import type { Transaction } from '#event-bus';
import { agentCopies } from '../storage/agent-copies.ts';

/** Keeps which agents have which operating hours for their own, so that hours which one of them has are not removed (product.md 20). */
export async function rememberAgents(tx: Transaction, events: readonly EventOf<typeof agentChanged>[]): Promise<void> {
  await agentCopies(tx).remember(
    newestOf(events, ({ agentId }) => agentId).map(({ agentId: id, version, name, operatingHoursId = null }) => ({
      ...{ id, version, name, operatingHoursId },
    })),
  );
}
