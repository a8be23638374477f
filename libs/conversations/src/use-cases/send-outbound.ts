import {
  type Address,
  type ChannelId,
  type ConversationId,
  conversationId,
  messageId,
  messageTemplateKind,
  outboundConfigurationKind,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { fill, fillingsFor, splitText } from '#sms-text';
import { isOngoing } from '../domain/conversation.ts';
import { automaticText } from '../domain/message.ts';
import { answerBy, decideOutbound, leaveBy, outboundPriority, templateText } from '../domain/outbound.ts';
import { definitions, settings } from '../storage/configuration-copies.ts';
import { consents, type Line } from '../storage/consents.ts';
import { conversations } from '../storage/conversations.ts';
import type { Channel } from '../storage/copies.table.ts';
import { channelsOf } from '../storage/copies.ts';
import { messages } from '../storage/messages.ts';
import { outbound } from '../storage/outbound.ts';
import type { OutboundContact, OutboundRun } from '../storage/outbound.tables.ts';
import { momentsOf } from './outbound-run.ts';
import { earlier, takeTurns } from './take-turns.ts';
import { sayWritten, showConversation } from './say.ts';
import { appended } from './tell-customer.ts';

const linesOf = (due: readonly OutboundContact[], channels: ReadonlyMap<ChannelId, Channel>): Line[] =>
  due.flatMap(({ channelId, to }) => {
    const number = channels.get(channelId)?.number;
    return number ? [{ number, customer: to }] : [];
  });

/** What has to wait for the end of quiet hours, or for its turn, keeps to the pace of its run when it is time. */
async function saveInPace(
  tx: Transaction,
  later: readonly (OutboundContact & { readonly dueAt: Date })[],
  runs: ReadonlyMap<string, OutboundRun>,
): Promise<void> {
  const together = Map.groupBy(later, ({ runId, dueAt }) => `${runId} ${dueAt.getTime()}`);
  for (const [, contacts] of [...together].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const { runId, dueAt } = contacts[0]!;
    const moments = await momentsOf(tx, runs.get(runId)!, contacts.length, dueAt);
    // saved before the next of the same run are planned, which count them
    await outbound(tx).saveContacts(contacts.map((contact, n) => ({ ...contact, dueAt: moments[n] ?? dueAt })));
  }
}

/** How many share a transaction. */
const atOnce = 200;
/** No more texts of runs are handed on by a channel than so many that have not left: so many a run that is held up, or ended, has to call back. */
const mostWaiting = 200;

/**
 * Writes to some of those who are due: one load and one save for all of them. Answers true when there may be more at once, else when the next
 * one is due. Who cannot be written to now is written to later, or never, and why is kept (product.md 29).
 */
export async function sendSomeOutbound(tx: Transaction): Promise<boolean | Date> {
  const room = roomLeft(await outbound(tx).waiting(tx.now));
  const turns = await takeTurns(tx, atOnce, room.on);
  const inOrder = await outbound(tx).due(tx.now, atOnce, room.full());
  const due = [...inOrder, ...turns.contacts];
  const next = async () => {
    const full = room.full();
    const soon = full.length > 0 ? new Date(tx.now.getTime() + 1000) : null;
    return earlier(earlier(await outbound(tx).nextDue(full), soon), turns.again) ?? false;
  };
  if (due.length === 0) return next();
  const runs = await outbound(tx).runsOf(due.map(({ runId }) => runId));
  const configurations = await definitions(tx).some(
    outboundConfigurationKind,
    [...runs.values()].map(({ configurationId }) => configurationId),
  );
  const templates = await definitions(tx).some(
    messageTemplateKind,
    [...configurations.values()].map(({ messageTemplateId }) => messageTemplateId),
  );
  const channels = await channelsOf(
    tx.manager,
    due.map(({ channelId }) => channelId),
  );
  const { organisation } = await settings(tx).inForce();
  const isOptedOut = await consents(tx).optedOutAmong(linesOf(due, channels));
  const hasOptedIn = organisation.outbound.requireOptIn
    ? await consents(tx).optedInAmong(linesOf(due, channels))
    : () => false;
  const sent = await outbound(tx).sentTo(
    due.map(({ to }) => to),
    tx.now,
  );
  const latest = await conversations(tx).latestOf(due.map(({ channelId, to }) => ({ channelId, customer: to })));

  const written = [];
  const changed: OutboundContact[] = [];
  const later: (OutboundContact & { readonly dueAt: Date })[] = [];
  for (const contact of due) {
    const run = runs.get(contact.runId)!;
    const channel = channels.get(contact.channelId);
    const configuration = configurations.get(run.configurationId);
    const template = templates.get(configuration?.messageTemplateId ?? '');
    const over = (state: OutboundContact['state'], reason: string) =>
      changed.push({ ...contact, state, reason, dueAt: null });
    // what became of an earlier text was heard while the run was held up, or ended
    if (run.state !== 'running') {
      changed.push({ ...contact, state: run.state === 'cancelled' ? 'cancelled' : 'pending', dueAt: null });
      continue;
    }
    if (!channel || channel.state === 'removed') {
      over('refused', 'channel-removed');
      continue;
    }
    if (!template) {
      over('refused', 'template-removed');
      continue;
    }
    const circumstances = {
      now: tx.now,
      endsAt: contact.notAfter && contact.notAfter < run.endsAt ? contact.notAfter : run.endsAt,
      isOptedOut: isOptedOut({ number: channel.number, customer: contact.to }) !== undefined,
      hasOptedIn: hasOptedIn({ number: channel.number, customer: contact.to }),
      outbound: organisation.outbound,
      sent: sent.get(contact.to) ?? { day: 0, week: 0, month: 0 },
    };
    const decision = decideOutbound(contact, circumstances);
    if (decision.is === 'over') {
      over(decision.state, decision.reason);
      continue;
    }
    if (decision.is === 'later') {
      later.push({ ...contact, dueAt: decision.at });
      continue;
    }
    // their turn is as soon as others have left
    if (!room.take(contact.channelId)) continue;
    const counts = sent.get(contact.to) ?? { day: 0, week: 0, month: 0 };
    sent.set(contact.to, { day: counts.day + 1, week: counts.week + 1, month: counts.month + 1 });

    const words = contact.message ?? templateText(template, contact.locale).text;
    const { FirstName: firstName = '', LastName: lastName = '', NickName: nickname = '' } = contact.context;
    const whom = {
      contact: { name: contact.name, attributes: { firstName, lastName, nickname } },
      account: null,
      variables: contact.context,
    };
    const [body = ''] = splitText(fill(words, fillingsFor(whom, null)).text.trim());
    const pair = { channelId: contact.channelId as ChannelId, customer: contact.to as Address };
    const before = latest.get(pair);
    const ongoing = before && isOngoing(before.status) ? before : null;
    const thread: ConversationId =
      ongoing?.id ?? (contact.answeredAt ? conversationId.parse(tx.newId()) : contact.threadId);
    const message = automaticText(
      {
        id: messageId.parse(tx.newId()),
        conversationId: thread,
        body,
        receivedAt: tx.now,
        position: (ongoing?.version ?? 0) + 1,
      },
      { kind: 'campaign', name: run.name || template.name },
    );
    written.push(message);
    if (ongoing) latest.set(appended(ongoing, message));
    sayWritten(tx, message, { id: thread, channelId: pair.channelId, customer: pair.customer }, channel, {
      author: 'campaign',
      priority: outboundPriority[run.priority],
      validUntil: leaveBy(contact, circumstances),
    });
    changed.push({
      ...contact,
      state: 'sent',
      reason: null,
      attempts: contact.attempts + 1,
      dueAt: null,
      messageId: message.id,
      threadId: conversationId.parse(thread),
      sentAt: tx.now,
      keepUntil: answerBy(run, tx.now),
      text: body,
      inTimeline: configuration!.showInTimeline,
      waits: true,
    });
  }
  await messages(tx).add(...written);
  await outbound(tx).saveContacts(changed);
  await saveInPace(tx, later, runs);
  const continued = latest.changed();
  await conversations(tx).save(...continued.map(({ conversation }) => conversation));
  for (const change of continued) showConversation(tx, change, channels.get(change.conversation.channelId));
  return inOrder.length === atOnce && room.full().length === 0 ? true : next();
}

/** How many texts may still be handed on by each channel. */
function roomLeft(waiting: Map<ChannelId, number>) {
  const on = (id: ChannelId): number => Math.max(0, mostWaiting - (waiting.get(id) ?? 0));
  return {
    on,
    full: (): ChannelId[] => [...waiting.keys()].filter((id) => on(id) === 0),
    /** False: there is none left. */
    take(id: ChannelId): boolean {
      if (on(id) === 0) return false;
      waiting.set(id, (waiting.get(id) ?? 0) + 1);
      return true;
    },
  };
}
