import {
  address,
  type Address,
  type ConversationId,
  customerErased,
  type ErasureRequest,
  mostConversations,
  type Person,
  Refusal,
} from '#contracts';
import { forgottenCustomers } from '#copies';
import type { Transaction } from '#event-bus';
import { normaliseCustomerNumber } from '#phone';
import { numbersOf } from '../domain/directory.ts';
import { forceClose } from '../domain/closing.ts';
import type { Conversation } from '../domain/conversation.ts';
import { conversations } from '../storage/conversations.ts';
import { directory } from '../storage/directory.ts';
import { type Erasure, ErasureTable } from '../storage/erasures.ts';
import { blank, forgetContacts } from '../storage/blank.ts';
import { eraseSome } from '../timers/erase-customers.ts';
import { isUuid } from './is-uuid.ts';
import { keepAll } from './keep.ts';
import { sayTextsForgotten } from './say-texts-forgotten.ts';

/** How many conversations are blanked in one transaction. */
const atOnce = 200;

/**
 * A customer is to be forgotten (decisions R): everything they wrote and we wrote to them, whatever was linked to them, what is known of them, and their
 * record. The other services hear of it and do the same; what was said before and is heard of only later leaves nothing. The same id again is the same erasure.
 * Refuses with `customer-not-found`, `unreadable`, and `already-exists` for somebody else under this id.
 */
export async function requestErasure(
  tx: Transaction,
  person: Person,
  id: string,
  { contactId, numbers }: ErasureRequest,
  country: string,
): Promise<Erasure> {
  const table = tx.manager.getRepository(ErasureTable);
  const there = await table.findOneBy({ id });
  const record = contactId && isUuid(contactId) ? await directory(tx).find('contact', contactId) : null;
  const isKnown = record !== null || (contactId !== null && (await linkedTo(tx, contactId, 1)).length > 0);
  if (!there && contactId && !isKnown)
    throw new Refusal('customer-not-found', 'There is no such contact.', 'contactId');
  const wrong = numbers.findIndex((number) => !normaliseCustomerNumber(number, country));
  if (wrong >= 0) throw new Refusal('unreadable', 'is no telephone number', `numbers.${wrong}`);
  if (there) {
    // whom it was about is forgotten once it is done: what is left to tell is that those who are named are
    const about = (number: string) => ({ customer: normaliseCustomerNumber(number, country)!, at: there.requestedAt });
    const others = await forgottenCustomers(tx).exclude(numbers, about);
    if (others.length > 0 || (isKnown && contactId !== there.contactId))
      throw new Refusal('already-exists', 'There is an erasure of somebody else with this id.', 'id');
    return there;
  }
  const addresses: Address[] = [
    ...new Set(
      [...(record ? numbersOf(record) : []).map(({ number }) => number), ...numbers].map((number) =>
        address.parse(normaliseCustomerNumber(number, country)),
      ),
    ),
  ];
  const erasure: Erasure = {
    id,
    contactId,
    addresses,
    requestedAt: tx.now,
    requestedBy: person.name,
    blanked: 0,
    conversationsAt: null,
    // without an address they are asked for nothing but texts
    gatewayAt: addresses.length === 0 ? tx.now : null,
    routingAt: addresses.length === 0 ? tx.now : null,
  };
  await table.insert({ ...erasure, addresses: [...addresses] });
  if (addresses.length > 0) {
    await forgottenCustomers(tx).remember(new Map(addresses.map((one) => [one, tx.now])));
    const conversationIds = await theirConversations(tx, addresses);
    tx.publish(customerErased, { erasureId: id, addresses, conversationIds, erasedAt: tx.now.toISOString() });
  }
  await tx.schedule(eraseSome, id, tx.now, {});
  return erasure;
}

type Theirs = Pick<Conversation, 'id' | 'customer'>;

/** Some of the conversations that are linked to a contact, whatever number they are from. */
const linkedTo = ({ manager }: Transaction, contactId: string, limit: number): Promise<Theirs[]> =>
  manager.query(
    `SELECT c.id, c.customer FROM conversation_context known JOIN conversation c ON c.id = known.conversation_id
     WHERE known.contact IS NOT NULL AND known.contact ->> 'id' = $1 ORDER BY known.conversation_id LIMIT $2`,
    [contactId, limit],
  );

/** What failed for good may name no more of a customer than a conversation. */
async function theirConversations({ manager }: Transaction, addresses: readonly Address[]): Promise<ConversationId[]> {
  const found: { id: ConversationId }[] = await manager.query(
    `SELECT id FROM conversation WHERE customer = ANY($1) ORDER BY id DESC LIMIT $2`,
    [addresses, mostConversations],
  );
  return found.map(({ id }) => id);
}

/** Forgets some of it; answers whether there may be more. */
export async function eraseSomeOf(tx: Transaction, id: string): Promise<boolean> {
  const table = tx.manager.getRepository(ErasureTable);
  const erasure = await table.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!erasure || erasure.conversationsAt) return false;
  const { addresses, contactId } = erasure;
  const found: Theirs[] = await tx.manager.query(
    `SELECT id, customer FROM conversation WHERE customer = ANY($1) ORDER BY id LIMIT $2`,
    [addresses, atOnce],
  );
  const isFull = found.length === atOnce;
  const known = contactId === null || isFull ? [] : await linkedTo(tx, contactId, atOnce);
  const byNumber = new Set(found.map(({ id }) => id));
  // from numbers that are perhaps not theirs alone: of these nobody hears, only of the texts
  const linked = known.filter(({ id }) => !byNumber.has(id));
  const ids = [...found, ...linked].map(({ id }) => id);
  await closeThem(tx, ids);
  await sayTextsForgotten(tx, linked);
  await blank(tx, ids);
  const isMore = isFull || known.length === atOnce;
  if (!isMore) await forgetThem(tx, addresses, contactId);
  await table.update({ id }, { blanked: erasure.blanked + ids.length, ...(!isMore && { conversationsAt: tx.now }) });
  if (!isMore) await forgetWhenDone(tx, id);
  return isMore;
}

/** Another service has forgotten them. Once more changes nothing. */
export async function recordForgotten(tx: Transaction, service: 'gateway' | 'routing', id: string): Promise<void> {
  const column = service === 'gateway' ? 'gateway_at' : 'routing_at';
  await tx.manager.query(`UPDATE erasure SET ${column} = COALESCE(${column}, $2) WHERE id = $1`, [id, tx.now]);
  await forgetWhenDone(tx, id);
}

/** When everybody has forgotten them, whom it was about is forgotten, too. */
async function forgetWhenDone(tx: Transaction, id: string): Promise<void> {
  await tx.manager.query(
    `UPDATE erasure SET addresses = '{}', contact_id = NULL
     WHERE id = $1 AND conversations_at IS NOT NULL AND gateway_at IS NOT NULL AND routing_at IS NOT NULL`,
    [id],
  );
}

async function closeThem(tx: Transaction, ids: readonly ConversationId[]): Promise<void> {
  const before = await conversations(tx).find(ids);
  await keepAll(
    tx,
    [...before.values()].map((conversation) => ({ before: conversation, ...forceClose(conversation, tx.now) })),
  );
}

async function forgetThem(
  { manager }: Transaction,
  addresses: readonly Address[],
  contactId: string | null,
): Promise<void> {
  await manager.query(
    `UPDATE message SET body = '' WHERE conversation_id IN (SELECT thread_id FROM outbound_contact WHERE to_number = ANY($1))`,
    [addresses],
  );
  await forgetContacts({ manager }, 'to_number = ANY($1)', addresses);
  await manager.query(`DELETE FROM webhook_delivery WHERE about && $1::text[]`, [addresses]);
  await manager.query(`DELETE FROM directory_answer WHERE number = ANY($1)`, [addresses]);
  // the gateway's ledger still knows, and says so when somebody writes to them
  await manager.query(`DELETE FROM consent WHERE customer = ANY($1)`, [addresses]);
  if (contactId === null || !isUuid(contactId)) return;
  await manager.query(`DELETE FROM directory_number WHERE record_id = $1`, [contactId]);
  // their cases, too: what is known of them here is what somebody wrote down of this customer
  await manager.query(`DELETE FROM directory_record WHERE contact_id = $1`, [contactId]);
  await manager.query(`DELETE FROM directory_record WHERE id = $1`, [contactId]);
}
