import type { TranscriptView } from '#contracts';
import type { Conversation } from './conversation.ts';
import type { Message } from './message.ts';

type Line = TranscriptView['messages'][number];

/** Somebody who had the conversation, or took part in it: from when, and until when; null: they still do. */
export interface Part {
  readonly name: string;
  readonly as: NonNullable<Line['control']>['as'];
  /** Wrote to the customer without having it; left out: they did not. */
  readonly spoke?: boolean;
  readonly from: Date;
  readonly until: Date | null;
}

/** What one of those who took part said to the others. */
interface Inner {
  readonly id: Message['id'];
  readonly authorName: string;
  readonly body: string;
  readonly at: Date;
}

/** What a text says in its agent's language. */
export interface Rendering {
  readonly language: string;
  readonly text: string;
  /** The customer's language, where somebody found out. */
  readonly detected: string | null;
}

interface About {
  /** By text, where its agent read another language than was written or sent. */
  readonly translations?: ReadonlyMap<Message['id'], Rendering>;
  readonly dispositions?: TranscriptView['dispositions'];
  readonly record?: TranscriptView['record'];
  readonly customerName: string | null;
  readonly channel: { readonly name: string; readonly number: Conversation['customer'] };
  readonly parts?: readonly Part[];
  readonly inner?: readonly Inner[];
}

/**
 * What was said in a conversation, in order, and who came and went. A customer nobody knows is called Customer (product.md 34); of a file in which the virus
 * scanner found something there is no word (23).
 */
export function transcriptOf(
  conversation: Conversation,
  messages: readonly Message[],
  { customerName, channel, dispositions = [], record = null, parts = [], inner = [], translations = new Map() }: About,
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
    // who comes is there before what they say at the same moment; texts keep their order
    messages: [
      ...parts.flatMap(comingAndGoing),
      ...messages.map((message) => textLine(message, named, translations.get(message.id))),
      ...inner.map(innerLine),
    ].sort((one, other) => (one.createdAt < other.createdAt ? -1 : one.createdAt > other.createdAt ? 1 : 0)),
  };
}

/** The same for the customer: what they have of it, but for what was said by itself (product.md 21.1); nothing of the record, nor what only the agent read. */
export const forCustomer = (transcript: TranscriptView): TranscriptView => ({
  ...transcript,
  record: null,
  dispositions: [],
  messages: transcript.messages
    .filter(({ kind, tags }) => kind !== 'system' && tags.includes('public'))
    .map((message) => ({ ...message, translation: null })),
});

const plain: Pick<Line, 'contentType' | 'translation' | 'attachments' | 'delivery' | 'control'> = {
  ...{ contentType: 'text/plain', translation: null, attachments: [], delivery: null, control: null },
};

function textLine(message: Message, customer: string, rendering: Rendering | undefined): Line {
  const { authorKind, authorName, body, mediaIds, media, deliveryState } = message;
  const isOurs = authorKind === 'system' && deliveryState === null;
  const kindOfText = body === '' && mediaIds.length > 0 ? 'file' : 'text';
  return {
    ...plain,
    id: message.id,
    createdAt: message.receivedAt.toISOString(),
    kind: authorKind === 'system' ? 'system' : kindOfText,
    content: body,
    from: {
      kind: authorKind,
      name: authorKind === 'customer' ? customer : (authorName ?? (authorKind === 'system' ? 'System' : 'Agent')),
    },
    translation: rendering
      ? {
          language: rendering.language,
          text: rendering.text,
          contentLanguage: rendering.detected,
          byAuthor: authorKind !== 'customer',
        }
      : null,
    attachments: mediaIds.flatMap((id) => {
      const known = media.find((one) => one.id === id);
      if (known?.reason === 'infected') return [];
      const { contentType = null, fileName: name = null, size = null, state = 'awaited' } = known ?? {};
      return [{ id, contentType, name, size, state }];
    }),
    tags: [isOurs ? 'system' : 'public'],
    delivery: deliveryState,
  };
}

const innerLine = ({ id, authorName, body, at }: Inner): Line => ({
  ...plain,
  ...{ id, createdAt: at.toISOString(), kind: 'text', content: body },
  ...{ from: { kind: 'agent', name: authorName }, tags: ['private'] },
});

const toDo = { agent: '', bot: '', consult: ' to give advice', monitor: ' to read along' } as const;

function comingAndGoing({ name, as, spoke = false, from, until }: Part): Line[] {
  const said = (event: 'joined' | 'left', at: Date): Line => ({
    ...plain,
    ...{ id: null, createdAt: at.toISOString(), kind: 'control', control: { event, as } },
    content: event === 'joined' ? `${name} joined${spoke ? '' : toDo[as]}` : `${name} left`,
    from: { kind: as === 'bot' ? 'bot' : 'agent', name },
    tags: ['system'],
  });
  return [said('joined', from), ...(until ? [said('left', until)] : [])];
}

type File = Line['attachments'][number];

/** What stands of a file in a page of text; nobody looks for one there that never came. */
const fileLine = ({ name, contentType, state }: File): string =>
  `${name ?? contentType ?? 'a file'}${state === 'stored' ? '' : ` (${notHere[state]})`}`;
const notHere: Readonly<Record<Exclude<File['state'], 'stored'>, string>> = {
  ...{ awaited: 'not available', late: 'not available', unavailable: 'not available', other: 'not available' },
  ...{ refused: 'not let in', erased: 'erased' },
};

const renderingLine = ({ byAuthor, language, text }: NonNullable<Line['translation']>): string =>
  `[${byAuthor ? 'written in' : 'translated to'} ${language}: ${text.replace(/\r?\n/g, '\n    ')}]`;

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
  const lines = messages.map(({ createdAt, kind, from, content, translation, attachments, tags }) => {
    const files = attachments.map(fileLine).join(', ') || (kind === 'file' ? 'a file (not let in)' : '');
    const said = [content, files && `[${files}]`].filter(Boolean).join(' ').replace(/\r?\n/g, '\n    ');
    if (tags.includes('system')) return `${createdAt}  -- ${said}`;
    const line = `${createdAt}  ${from.name}${tags.includes('private') ? ' (between us)' : ''}: ${said}`;
    return translation ? `${line}\n    ${renderingLine(translation)}` : line;
  });
  return `${[...heading, ...lines].join('\n')}\n`;
}
