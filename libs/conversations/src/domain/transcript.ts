import type { TranscriptView } from '#contracts';
import type { Conversation } from './conversation.ts';
import type { Message } from './message.ts';

interface About {
  readonly dispositions?: TranscriptView['dispositions'];
  readonly record?: TranscriptView['record'];
  readonly customerName: string | null;
  readonly channel: { readonly name: string; readonly number: Conversation['customer'] };
}

/** What was said in a conversation, in order. A customer nobody knows is called Customer (product.md 34). */
export function transcriptOf(
  conversation: Conversation,
  messages: readonly Message[],
  { customerName, channel, dispositions = [], record = null }: About,
): TranscriptView {
  const named = customerName || 'Customer';
  return {
    conversationId: conversation.id,
    customer: conversation.customer,
    customerName: named,
    number: channel.number,
    channel: channel.name,
    status: conversation.status,
    openedAt: conversation.openedAt.toISOString(),
    closedAt: conversation.closedAt?.toISOString() ?? null,
    dispositions,
    record,
    messages: messages.map((message) => ({
      id: message.id,
      createdAt: message.receivedAt.toISOString(),
      contentType: 'text/plain',
      content: message.body,
      from: { kind: message.authorKind, name: nameOf(message, named) },
      attachments: [...message.mediaIds],
      tags: [message.authorKind === 'system' && message.deliveryState === null ? 'system' : 'public'],
      delivery: message.deliveryState,
    })),
  };
}

const nameOf = ({ authorKind, authorName }: Message, customer: string): string =>
  authorKind === 'customer' ? customer : (authorName ?? (authorKind === 'system' ? 'System' : 'Agent'));

/** The same as a page of text: a heading, then a line for each text, in the order it was said. */
export function transcriptText({
  customerName,
  customer,
  channel,
  number,
  openedAt,
  closedAt,
  dispositions,
  messages,
}: TranscriptView): string {
  const heading = [
    `${customerName} (${customer}) with ${channel} (${number})`,
    `Opened ${openedAt}${closedAt ? `, closed ${closedAt}` : ''}`,
    ...dispositions.map(({ name, category, by }) => `Came to: ${category ? `${category}, ` : ''}${name} (${by})`),
    '',
  ];
  const lines = messages.map(({ createdAt, from, content, attachments, tags }) => {
    const files =
      attachments.length > 0 ? ` [${attachments.length} ${attachments.length === 1 ? 'file' : 'files'}]` : '';
    const said = `${content}${files}`.replace(/\r?\n/g, '\n    ');
    return tags.includes('system') ? `${createdAt}  -- ${said}` : `${createdAt}  ${from.name}: ${said}`;
  });
  return `${[...heading, ...lines].join('\n')}\n`;
}
