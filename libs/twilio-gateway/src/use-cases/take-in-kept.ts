import type { EventOf, webhookKept } from '#contracts';
import type { Transaction } from '#event-bus';
import { readForm } from '../domain/form.ts';
import { readText } from '../domain/incoming-text.ts';
import { readStatus } from '../domain/status-report.ts';
import { type CallbackAtTheDoor, recordCallbacks } from './record-callbacks.ts';
import { takeInTexts, type TextAtTheDoor } from './take-in-texts.ts';

type Kept = EventOf<typeof webhookKept>;

/** Takes in the webhooks that came while the database was away as if they came now, but received when they did (decisions E). */
export async function takeInKept(tx: Transaction, events: readonly Kept[]): Promise<void> {
  const texts = events.flatMap((event) => atTheDoor(event) ?? []);
  const inOrder = texts.toSorted((one, other) => one.receivedAt.getTime() - other.receivedAt.getTime());
  if (texts.length > 0) await takeInTexts(tx, inOrder);
  // what is unknown now, its sender would have been told so at the door
  const callbacks = events.flatMap((event) => callbackOf(event) ?? []);
  if (callbacks.length > 0) await recordCallbacks(tx, callbacks);
}

function atTheDoor({ id, correlationId, data }: Kept): (TextAtTheDoor & { readonly receivedAt: Date }) | undefined {
  if (data.kind !== 'text') return undefined;
  const form = Buffer.from(data.form, 'base64');
  return {
    text: readText(readForm(form.toString('utf8'))),
    channelId: data.channelId,
    form,
    cause: { correlationId, causationId: id },
    receivedAt: new Date(data.receivedAt),
  };
}

function callbackOf({ id, correlationId, data }: Kept): CallbackAtTheDoor | undefined {
  if (data.kind !== 'status') return undefined;
  return {
    accountId: data.accountId,
    messageId: data.messageId,
    report: readStatus(readForm(Buffer.from(data.form, 'base64').toString('utf8'))),
    cause: { correlationId, causationId: id },
  };
}
