import {
  attachable,
  type ConversationId,
  type MediaId,
  type MessageId,
  type MessageMediaView,
  Refusal,
} from '#contracts';

/** A file of a text, as the gateway last said it; `awaited` and version 0 before it said anything. */
export interface MessageMedia extends MessageMediaView {
  /** The text that has it. */
  readonly messageId: MessageId | null;
  /** Of what an agent attached: for which conversation. */
  readonly conversationId: ConversationId | null;
}

/** What a text keeps of its files: what is shown. */
export const shownOf = ({
  messageId: _message,
  conversationId: _conversation,
  ...shown
}: MessageMedia): MessageMediaView => shown;

/** A file of which nobody has said anything yet. */
export const awaited = (id: MediaId, messageId: MessageId): MessageMedia => ({
  id,
  messageId,
  conversationId: null,
  version: 0,
  state: 'awaited',
  reason: null,
  contentType: null,
  size: null,
  fileName: null,
  nextTryAt: null,
});

/**
 * An agent's text takes these files along. Of one the gateway has not told yet, it decides itself when the text leaves. Refused as
 * `media-elsewhere`, `media-state` and `files-too-large`.
 */
export function mustFit(
  files: readonly MessageMedia[],
  text: { readonly messageId: MessageId; readonly conversationId: ConversationId },
): void {
  const isElsewhere = ({ messageId, conversationId }: MessageMedia) =>
    (messageId !== null && messageId !== text.messageId) ||
    (conversationId !== null && conversationId !== text.conversationId);
  if (files.some(isElsewhere))
    throw new Refusal(
      'media-elsewhere',
      'A file was attached to another text, or in another conversation.',
      'mediaIds',
    );
  if (files.some(({ state }) => state !== 'stored' && state !== 'awaited'))
    throw new Refusal('media-state', 'A file is not here any more.', 'mediaIds');
  const bytes = files.reduce((sum, { size }) => sum + (size ?? 0), 0);
  if (bytes > attachable.bytes)
    throw new Refusal('files-too-large', 'The files together are larger than a text may be.', 'mediaIds');
}
