import { type consentChanged, type DataOf, type EventOf, messageId } from '#contracts';
import { forgottenCustomers } from '#copies';
import type { Transaction } from '#event-bus';
import { type Consent, heed, lineAbout } from '../domain/consent.ts';
import { readersOf } from '../domain/handling.ts';
import { type Message, systemLine } from '../domain/message.ts';
import { consents } from '../storage/consents.ts';
import { conversations } from '../storage/conversations.ts';
import { channelsNumbered } from '../storage/copies.ts';
import { messages } from '../storage/messages.ts';
import { showConversation, showMessage } from './say.ts';

type Told = Consent & Pick<DataOf<typeof consentChanged>, 'word' | 'recordedBy'>;

/**
 * Keeps what the gateway's ledger says of consent (product.md 30): conversations that are not closed know it from here on, and their threads say so.
 * Later entries of the ledger win, in whatever order they come. Who opens a conversation meanwhile waits for the pair, and then sees it.
 */
export async function rememberConsents(
  tx: Transaction,
  heard: readonly EventOf<typeof consentChanged>[],
): Promise<void> {
  // by when it was said: of who is written to again the ledger says once more what it knew all along
  const events = await forgottenCustomers(tx).exclude(heard, ({ occurredAt, data: { customer } }) => ({
    customer,
    at: new Date(occurredAt),
  }));
  if (events.length === 0) return;
  const told = latestOf(events.flatMap(({ data }) => toldIn(data)));
  const channels = await channelsNumbered(
    tx.manager,
    told.map(({ number }) => number),
  );
  const pairsOf = ({ number, customer }: Told) =>
    channels.filter((channel) => channel.number === number).map(({ channelId }) => ({ channelId, customer }));
  const latest = await conversations(tx).latestOf(told.flatMap(pairsOf), ({ status }) => status === 'wrap-up');
  const written: Message[] = [];
  for (const consent of await consents(tx).remember(told)) {
    for (const pair of pairsOf(consent)) {
      const before = latest.get(pair);
      if (!before || before.status === 'closed') continue;
      const conversation = heed(before, consent);
      if (conversation === before) continue;
      latest.set(conversation);
      const { at, position } = consent;
      const line = { conversationId: before.id, body: lineAbout(consent), receivedAt: at, position };
      written.push(systemLine({ id: messageId.parse(tx.newId()), ...line }));
    }
  }
  const changed = latest.changed();
  await conversations(tx).saveChanges(changed);
  await messages(tx).add(...written);

  const byId = new Map(channels.map((channel) => [channel.channelId, channel]));
  const readers = new Map(changed.map(({ conversation }) => [conversation.id, readersOf(conversation)]));
  for (const change of changed) showConversation(tx, change, byId.get(change.conversation.channelId));
  for (const line of written) showMessage(tx, line, readers.get(line.conversationId) ?? []);
}

const toldIn = ({ numbers, at, ...data }: DataOf<typeof consentChanged>): Told[] =>
  numbers.map((number) => ({ ...data, number, at: new Date(at) }));

/** Of each number and customer the one that holds. */
function latestOf(told: readonly Told[]): Told[] {
  const latest = new Map<string, Told>();
  for (const one of told) {
    const key = `${one.number} ${one.customer}`;
    const known = latest.get(key);
    const isLater = !known || (one.at.getTime() - known.at.getTime() || one.position - known.position) > 0;
    if (isLater) latest.set(key, one);
  }
  return [...latest.values()];
}
