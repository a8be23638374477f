import { type Address, type ConversationId, longestWaitMs, messageId } from '#contracts';
import type { Transaction } from '#event-bus';
import { done, messageOneOfMany, type Outcome, refused, unchanged, whyNotMessaged } from '../domain/bulk.ts';
import type { Conversation } from '../domain/conversation.ts';
import { readersOf } from '../domain/handling.ts';
import { agentText, type Message } from '../domain/message.ts';
import { leaveBy, outboundPriority } from '../domain/outbound.ts';
import { silenceIn } from '../domain/time-out.ts';
import { type BulkJob, bulkJobs } from '../storage/bulk-jobs.ts';
import { settings } from '../storage/configuration-copies.ts';
import { consents } from '../storage/consents.ts';
import { contexts } from '../storage/contexts.ts';
import type { Channel } from '../storage/copies.table.ts';
import { channelsOf } from '../storage/copies.ts';
import { messages } from '../storage/messages.ts';
import { outbound } from '../storage/outbound.ts';
import { timeOutRulesOf } from '../storage/time-out-rules.ts';
import { planSilences } from '../timers/act-on-silence.ts';
import { type Decided, keepAll } from './keep.ts';
import { sayWritten, showMessage } from './say.ts';

interface Written {
  readonly message: Message;
  /** Who waits for nothing gets nothing once it is quiet where they live; null: they wait for us. */
  readonly validUntil: Date | null;
  readonly conversation: Conversation;
  readonly channel: Channel;
}

/**
 * The customers of these conversations get the text of a job, each once, whatever number of ours they wrote to: one load and one save for all.
 * Who may not be texted now is not (`whyNotMessaged`).
 */
export async function messageMany(
  tx: Transaction,
  job: BulkJob,
  found: readonly Conversation[],
): Promise<ReadonlyMap<ConversationId, Outcome>> {
  const body = job.text!;
  const ids = found.map(({ id }) => id);
  const customers = found.map(({ customer }) => customer);
  const channels = await channelsOf(
    tx.manager,
    found.map(({ channelId }) => channelId),
  );
  const { outbound: rules } = (await settings(tx).inForce()).organisation;
  const known = await contexts(tx).of(ids);
  const withBot = await contexts(tx).withBot(ids);
  const lineOf = ({ channelId, customer }: Conversation) => {
    const channel = channels.get(channelId);
    return channel ? [{ number: channel.number, customer }] : [];
  };
  const hasOptedIn = rules.requireOptIn ? await consents(tx).optedInAmong(found.flatMap(lineOf)) : () => true;
  const sent = await outbound(tx).sentTo(customers, tx.now);
  const told = new Set<Address>(await bulkJobs(tx).toldBy(job.id, customers));

  const outcomes = new Map<ConversationId, Outcome>();
  const decided: Decided[] = [];
  const written: Written[] = [];
  for (const before of found) {
    const { id, customer, channelId } = before;
    const channel = channels.get(channelId);
    const context = known.get(id);
    const code = !channel
      ? 'channel-not-found'
      : whyNotMessaged(before, {
          now: tx.now,
          outbound: rules,
          hasConsent: context?.startedBy === 'customer' || lineOf(before).some(hasOptedIn),
          sent: sent.get(customer) ?? { day: 0, week: 0, month: 0 },
          whereabouts: context?.variables ?? {},
        });
    if (told.has(customer)) outcomes.set(id, unchanged('told-elsewhere'));
    else if (code !== null || !channel) outcomes.set(id, refused(code!));
    else {
      const by = { agentId: job.byId, name: job.byName };
      const decision = messageOneOfMany(before, body, { now: tx.now, hasBot: withBot.has(id), by });
      const line = { id: messageId.parse(tx.newId()), conversationId: id, body, receivedAt: tx.now };
      const message = agentText({ ...line, position: before.version + 1, masked: job.masked }, by);
      told.add(customer);
      decided.push({ before, ...decision });
      const whom = { to: customer, context: context?.variables ?? {}, notAfter: null };
      const circumstances = { now: tx.now, endsAt: new Date(tx.now.getTime() + longestWaitMs), outbound: rules };
      const validUntil = before.status === 'waiting' ? leaveBy(whom, circumstances) : null;
      written.push({ message, conversation: decision.conversation, channel, validUntil });
      outcomes.set(id, { ...done, sentAt: tx.now });
    }
  }
  await keepAll(tx, decided);
  await messages(tx).add(...written.map(({ message }) => message));
  for (const { message, conversation, channel, validUntil } of written) {
    sayWritten(tx, message, conversation, channel, { priority: outboundPriority.critical, validUntil });
    showMessage(tx, message, readersOf(conversation));
  }
  await planNextSilences(tx, written);
  return outcomes;
}

async function planNextSilences(tx: Transaction, written: readonly Written[]): Promise<void> {
  const rules = await timeOutRulesOf(
    tx.manager,
    written.map(({ conversation }) => conversation.workstreamId),
  );
  const silent = written.map(({ conversation, message }) => ({
    conversation,
    rules: rules(conversation.workstreamId),
    silence: silenceIn(conversation, message.receivedAt),
  }));
  await planSilences(
    tx,
    silent.filter((one) => one.rules.length > 0),
  );
}
