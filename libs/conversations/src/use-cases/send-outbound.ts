import {
  type Address,
  type ChannelId,
  conversationId,
  messageId,
  messageTemplateKind,
  outboundConfigurationKind,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { isOngoing } from '../domain/conversation.ts';
import { automaticText, type Message } from '../domain/message.ts';
import {
  answerBy,
  type Circumstances,
  decideOutbound,
  leaveBy,
  outboundPriority,
  outboundText,
} from '../domain/outbound.ts';
import { definitions, settings } from '../storage/configuration-copies.ts';
import { consents, type Line } from '../storage/consents.ts';
import { conversations } from '../storage/conversations.ts';
import { channelsOf } from '../storage/copies.ts';
import { messages } from '../storage/messages.ts';
import { outbound } from '../storage/outbound.ts';
import type { OutboundContact, OutboundRun } from '../storage/outbound.tables.ts';
import { momentsOf } from './outbound-run.ts';
import { earlier, takeTurns } from './take-turns.ts';
import { sayWritten, showConversation } from './say.ts';
import { appended } from './tell-customer.ts';

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
  const { runs, channels, latest, about, count } = await load(tx, due);
  const written: Message[] = [];
  const changed: OutboundContact[] = [];
  const later: (OutboundContact & { readonly dueAt: Date })[] = [];
  for (const contact of due) {
    const { run, channel, configuration, template, circumstances } = about(contact);
    const decision = decideOutbound(contact, circumstances);
    if (decision.is === 'held') changed.push({ ...contact, state: decision.state, dueAt: null });
    if (decision.is === 'over')
      changed.push({ ...contact, state: decision.state, reason: decision.reason, dueAt: null });
    if (decision.is === 'later') later.push({ ...contact, dueAt: decision.at });
    // their turn is as soon as others have left
    if (decision.is !== 'send' || !room.take(contact.channelId)) continue;
    count(contact);

    const before = latest.get({ channelId: contact.channelId, customer: contact.to });
    const ongoing = before && isOngoing(before.status) ? before : null;
    const threadId = ongoing?.id ?? (contact.answeredAt ? conversationId.parse(tx.newId()) : contact.threadId);
    const message = automaticText(
      {
        id: messageId.parse(tx.newId()),
        conversationId: threadId,
        body: outboundText(contact, template!),
        receivedAt: tx.now,
        position: (ongoing?.version ?? 0) + 1,
      },
      { kind: 'campaign', name: run.name || template!.name },
    );
    written.push(message);
    if (ongoing) latest.set(appended(ongoing, message));
    const thread = { id: threadId, channelId: contact.channelId, customer: contact.to };
    sayWritten(tx, message, thread, channel!, {
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
      threadId,
      sentAt: tx.now,
      keepUntil: answerBy(run, tx.now),
      text: message.body,
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

/** What is needed to decide about these and to write to them, once for all. */
async function load(tx: Transaction, due: readonly OutboundContact[]) {
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
  const lines = due.flatMap(({ channelId, to }): Line[] => {
    const number = channels.get(channelId)?.number;
    return number ? [{ number, customer: to }] : [];
  });
  const { outbound: rules } = (await settings(tx).inForce()).organisation;
  const optedOut = await consents(tx).optedOutAmong(lines);
  const optedIn = rules.requireOptIn ? await consents(tx).optedInAmong(lines) : () => false;
  const sent = await outbound(tx).sentTo(
    due.map(({ to }) => to),
    tx.now,
  );
  const sentTo = (to: Address) => sent.get(to) ?? { day: 0, week: 0, month: 0 };
  const latest = await conversations(tx).latestOf(due.map(({ channelId, to }) => ({ channelId, customer: to })));
  return {
    ...{ runs, channels, latest },
    /** What stands behind one of them. */
    about({ runId, channelId, to, notAfter }: OutboundContact) {
      const run = runs.get(runId)!;
      const channel = channels.get(channelId);
      const configuration = configurations.get(run.configurationId);
      const template = templates.get(configuration?.messageTemplateId ?? '');
      const line = channel && { number: channel.number, customer: to };
      const circumstances: Circumstances = {
        now: tx.now,
        run: run.state,
        channel: channel ? (channel.state ?? 'active') : null,
        hasTemplate: template !== undefined,
        endsAt: notAfter && notAfter < run.endsAt ? notAfter : run.endsAt,
        isOptedOut: line !== undefined && optedOut(line) !== undefined,
        hasOptedIn: line !== undefined && optedIn(line),
        outbound: rules,
        sent: sentTo(to),
      };
      return { run, channel, configuration, template, circumstances };
    },
    /** They get one more of the texts that nobody asked for. */
    count({ to }: OutboundContact): void {
      const { day, week, month } = sentTo(to);
      sent.set(to, { day: day + 1, week: week + 1, month: month + 1 });
    },
  };
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
