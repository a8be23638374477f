import type { QueryClient } from '@tanstack/react-query';
import type { ConversationView } from '#contracts';
import { attachFiles, attachments, open } from '../../api/attached.ts';
import { mediaLinks } from '../../api/media.ts';
import { writer } from '../../api/unsent.ts';
import type { Drawn } from '../../parts/thread/rows.ts';
import { tell } from '../../shell/tell.tsx';
import { attachWords } from '../../words/en-files.ts';

type TakenUp = Pick<Drawn, 'id' | 'media' | 'unsent'>;

/** The files of a text that did not go out are beside the words again. */
export async function takeUp(cache: QueryClient, conversation: ConversationView, text: TakenUp): Promise<void> {
  await open(writer());
  if (text.unsent) attachments.release(text.id);
  else if (conversation.agentsMayAttach)
    await copy(cache, conversation, text).catch(() => tell(attachWords.takenUpFailed));
}

/** A file goes with one text only: to go with another one, it is attached anew. */
async function copy(cache: QueryClient, conversation: ConversationView, { id, media }: TakenUp): Promise<void> {
  const here = media.filter(({ state }) => state === 'stored');
  const ids = here.map((file) => file.id);
  const links = await cache.fetchQuery(mediaLinks(conversation.id, id, ids));
  const files = await Promise.all(
    here.map(async ({ id: fileId, fileName, contentType }) => {
      const answer = await fetch(links.get(fileId)!);
      if (!answer.ok) throw new Error('the file is not there');
      return new File([await answer.blob()], fileName ?? fileId, { type: contentType ?? '' });
    }),
  );
  attachFiles(conversation, files);
}
