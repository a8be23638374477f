import type { ConversationView } from '#contracts';
import { attachFiles, attachments } from '../../api/attached.ts';
import { announce } from '../../shell/announce.ts';
import { attachWords as words } from '../../words/en-files.ts';
import { fitting } from '../../parts/fits.ts';

/** Attaches what fits, and says of the rest why not, before anything leaves. */
export function attach(conversation: ConversationView, files: readonly File[]): void {
  if (files.length === 0) return;
  const { fit, turnedAway } = fitting(files, attachments.beside(conversation.id));
  attachFiles(conversation, fit);
  const sentences = turnedAway.map(({ name, size, why }) => words.turnedAway[why](name, size));
  attachments.say(conversation.id, sentences);
  announce([...(fit.length > 0 ? [words.attached(fit.length)] : []), ...sentences].join(' '));
}
