import { z } from 'zod';
import { conversationId } from '#contracts';
import { defineBulkTimer, type Transaction } from '#event-bus';
import type { Conversation } from '../domain/conversation.ts';
import { nextRule, type Silence, type TimeOutRule } from '../domain/time-out.ts';
import { actOnSilence } from '../use-cases/act-on-silence.ts';

const silence = z.object({ who: z.enum(['customer', 'agent']), since: z.iso.datetime(), acted: z.int() });

/** The next rule that acts on a silence. Every text of either side plans it anew. */
export const silenceDue = defineBulkTimer('act-on-silence', silence, (tx, due) =>
  actOnSilence(
    tx,
    due.map(({ tx: within, subject, data }) => ({
      within,
      id: conversationId.parse(subject),
      silence: { ...data, since: new Date(data.since) },
    })),
  ),
);

interface Silent {
  readonly conversation: Conversation;
  readonly rules: readonly TimeOutRule[];
  readonly silence: Silence | null;
}

/** Plans what acts next on each of these silences. Where nothing does, nothing is planned. */
export async function planSilences(tx: Transaction, silent: readonly Silent[]): Promise<void> {
  const planned = silent.map(({ conversation, rules, silence: of }) => ({
    subject: conversation.id,
    next: of && nextRule(rules, of),
    of,
  }));
  await tx.cancelAll(
    silenceDue,
    planned.filter(({ next }) => !next).map(({ subject }) => subject),
  );
  await tx.scheduleAll(
    silenceDue,
    planned.flatMap(({ subject, next, of }) =>
      next && of
        ? [{ subject, dueAt: next.at, data: { who: of.who, since: of.since.toISOString(), acted: of.acted } }]
        : [],
    ),
  );
}
