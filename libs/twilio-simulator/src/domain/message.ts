/** The states of a text at Twilio that this double knows (twilio.md 4.4). */
export type MessageStatus =
  | 'accepted'
  | 'scheduled'
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed'
  | 'canceled'
  | 'received';

/** One text as Twilio keeps it. */
export type Message = Readonly<{
  sid: string;
  accountSid: string;
  direction: 'inbound' | 'outbound-api' | 'outbound-reply';
  from: string;
  to: string;
  body: string;
  /** SIDs of its pictures and files. */
  media: readonly string[];
  segments: number;
  status: MessageStatus;
  errorCode: number | null;
  serviceSid: string | null;
  /** Where its later states are reported; null when nobody asked. */
  statusCallback: string | null;
  createdAt: Date;
  /** Null until it left for the carrier. */
  sentAt: Date | null;
  updatedAt: Date;
  /** Before this the list does not show it. */
  listedAt: Date;
}>;

const mayFollow: Record<MessageStatus, readonly MessageStatus[]> = {
  accepted: ['queued', 'failed'],
  scheduled: ['queued', 'canceled', 'failed'],
  queued: ['sending', 'failed'],
  sending: ['sent', 'failed'],
  sent: ['delivered', 'undelivered'],
  delivered: [],
  undelivered: [],
  failed: [],
  canceled: [],
  received: [],
};

/** Whether Twilio ever shows this state after that one. */
export const mayBecome = (now: MessageStatus, next: MessageStatus): boolean => mayFollow[now].includes(next);

/** The text one state further. Throws on a step Twilio never takes: that would be a fault of the double, not of the product. */
export function become(message: Message, status: MessageStatus, at: Date, errorCode: number | null = null): Message {
  if (!mayBecome(message.status, status)) {
    throw new Error(`A text that is ${message.status} cannot become ${status}.`);
  }
  return { ...message, status, errorCode, updatedAt: at, sentAt: message.sentAt ?? (status === 'sent' ? at : null) };
}

/** How a text ends. `sent`: the carrier took it and never says more. */
export type Outcome = Readonly<{ status: 'delivered' | 'sent' | 'undelivered' | 'failed'; code: number | null }>;

/** How long a text stays in each state, in milliseconds. */
export type Pace = Readonly<{ queuedMs: number; sendingMs: number; sentMs: number }>;

export type Step = Readonly<{ status: MessageStatus; afterMs: number; errorCode: number | null }>;

/** The states a text still goes through, each with the wait before it. */
export function courseOf(from: MessageStatus, outcome: Outcome, pace: Pace): Step[] {
  const step = (status: MessageStatus, afterMs: number, errorCode: number | null = null) => ({
    status,
    afterMs,
    errorCode,
  });
  const before = from === 'accepted' || from === 'scheduled' ? [step('queued', 0)] : [];
  const sending = step('sending', pace.queuedMs);
  if (outcome.status === 'failed') return [...before, sending, step('failed', pace.sendingMs, outcome.code)];
  const sent = step('sent', pace.sendingMs);
  if (outcome.status === 'sent') return [...before, sending, sent];
  return [...before, sending, sent, step(outcome.status, pace.sentMs, outcome.code)];
}

/** What can go wrong with the reports on one text. */
export type ReportFaults = Readonly<{ missing: boolean; outOfOrder: boolean; twice: boolean }>;

/** Which states are reported after step `reached` of a course: one, none, the same twice, or all of them at the end, last first. */
export function reportsAfter(reached: number, course: readonly Step[], faults: ReportFaults): Step[] {
  if (faults.missing) return [];
  const due = faults.outOfOrder
    ? reached === course.length - 1
      ? course.toReversed()
      : []
    : course.slice(reached, reached + 1);
  return faults.twice ? due.flatMap((step) => [step, step]) : due;
}
