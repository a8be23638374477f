import { type ContextView, type ConversationId, type LinkRequest, type Person, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import { mustSee } from '../domain/access.ts';
import { identifiedAs, unlinked } from '../domain/context.ts';
import { knownOf } from '../domain/directory.ts';
import { linked, nobody } from '../domain/identification.ts';
import { contextViewOf } from '../queries/views.ts';
import { contexts } from '../storage/contexts.ts';
import { conversations } from '../storage/conversations.ts';
import { directory } from '../storage/directory.ts';
import { isUuid } from './is-uuid.ts';
import { changeContext } from './change-context.ts';

/**
 * A person says who the customer is, or what they write about (product.md 19.6): one customer and one case at most, active ones only. What a
 * person linked is not found otherwise later. Refuses with `conversation-not-found`, `not-allowed`, `customer-not-found`, `case-not-found`.
 */
export async function linkCustomer(
  tx: Transaction,
  person: Person,
  id: ConversationId,
  { contactId, accountId, caseId }: LinkRequest,
): Promise<ContextView> {
  const conversation = await conversations(tx).get(id);
  mustSee(conversation, person);
  let context = await contexts(tx).get(id);
  const customer = contactId ?? accountId;
  if (customer !== undefined) {
    const shown = context.candidates.find((one) => one.id === customer);
    const found = isUuid(customer) ? await directory(tx).asFound(customer) : null;
    const isRight = contactId === undefined || found?.contact;
    if (found && isRight) context = identifiedAs(context, linked(found), 'agent');
    else if (shown) {
      const { kind, ...record } = shown;
      context = identifiedAs(context, { ...nobody, [kind]: record }, 'agent');
    } else throw new Refusal('customer-not-found', 'There is no such customer.', contactId ? 'contactId' : 'accountId');
  }
  if (caseId !== undefined) {
    const record = isUuid(caseId) ? await directory(tx).find('case', caseId) : null;
    if (!record?.active) throw new Refusal('case-not-found', 'There is no such active case.', 'caseId');
    const { id: recordId, name, attributes } = knownOf(record);
    context = { ...context, caseRecord: { id: recordId, name, attributes: { ...attributes } } };
  }
  return contextViewOf(context, await changeContext(tx, conversation, context, 'linked'));
}

/** Nobody is linked any more, or no case. Only while the conversation is not closed (`conversation-closed`). */
export async function unlinkCustomer(
  tx: Transaction,
  person: Person,
  id: ConversationId,
  what: 'customer' | 'case',
): Promise<ContextView> {
  const conversation = await conversations(tx).get(id);
  mustSee(conversation, person);
  if (conversation.status === 'closed') throw new Refusal('conversation-closed', 'The conversation is closed.');
  const context = unlinked(await contexts(tx).get(id), what);
  return contextViewOf(context, await changeContext(tx, conversation, context, 'unlinked'));
}
