import type { ChosenDispositionsView, ConversationId, DefinitionId, Person } from '#contracts';
import type { Transaction } from '#event-bus';
import { mustSee } from '../domain/access.ts';
import { mustBeChoosable } from '../domain/dispositions.ts';
import { chosenViewOf } from '../queries/dispositions.ts';
import { conversations } from '../storage/conversations.ts';
import { dispositions } from '../storage/dispositions.ts';

/**
 * The agent says what the conversation came to, in place of what they said before (product.md 35). Refuses with `conversation-not-found`,
 * `not-allowed` and as `mustBeChoosable` does.
 */
export async function chooseDispositions(
  tx: Transaction,
  person: Person,
  conversationId: ConversationId,
  asked: readonly DefinitionId[],
): Promise<ChosenDispositionsView> {
  const conversation = await conversations(tx).get(conversationId);
  mustSee(conversation, person);
  const { agentId, name: agentName } = person;
  const inForce = await dispositions(tx).inForce(conversation.workstreamId);
  const all = await dispositions(tx).of([conversationId]);
  const before = all.filter((one) => one.agentId === agentId);
  mustBeChoosable(conversation, agentId, asked, { ...inForce, before: before.map(({ codeId }) => codeId) });
  const known = { conversationId, agentId, agentName, workstreamId: conversation.workstreamId };
  const chosen = asked.map((codeId) => {
    const kept = before.find((one) => one.codeId === codeId);
    if (kept) return kept;
    const { name, category, effect } = inForce.options.find(({ id }) => id === codeId)!;
    return { ...known, codeId, name, category, effect, chosenAt: tx.now, saidAt: null };
  });
  await dispositions(tx).replace(conversationId, agentId, chosen);
  return chosenViewOf([...all.filter((one) => one.agentId !== agentId), ...chosen]);
}
