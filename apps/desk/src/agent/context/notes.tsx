import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { v7 as newId } from 'uuid';
import type { NoteView } from '#contracts';
import { notes, removeNote, writeNote } from '../../api/handling.ts';
import { Failed } from '../../parts/empty.tsx';
import { When } from '../../parts/small.tsx';
import { usePerson } from '../../shell/sign-in/session.ts';
import { tell, tellFailure } from '../../shell/tell.tsx';
import '../../theme/inputs.css';
import { agentWords } from '../../words/en-agent.ts';
import { useDraft } from '../composer/draft.ts';
import styles from './context.module.css';

const words = agentWords.notes;

/** What colleagues should know; the customer never sees it. What is typed and not kept yet survives a reload, apart from the text. */
export function Notes({ conversationId }: { readonly conversationId: string }) {
  const cache = useQueryClient();
  const { name } = usePerson();
  const { data, error, refetch } = useQuery(notes(conversationId));
  const [draft, write] = useDraft(conversationId, 'note');
  const again = () => cache.invalidateQueries({ queryKey: notes(conversationId).queryKey });
  const keeping = useMutation({
    mutationFn: (body: string) => writeNote(conversationId, newId(), body),
    onSuccess: async (_, body) => {
      if (draft.trim() === body) write('');
      await again();
    },
    onError: tellFailure,
  });
  const removing = useMutation({
    mutationFn: ({ id }: NoteView) => removeNote(conversationId, id),
    onSuccess: (_, { body }) => {
      tell(words.removed, () => keeping.mutate(body));
      return again();
    },
    onError: tellFailure,
  });
  const keep = () => draft.trim() !== '' && !keeping.isPending && keeping.mutate(draft.trim());
  return (
    <section className={styles.section} aria-label={words.title}>
      <h3 className={styles.title}>{words.title}</h3>
      <Textarea
        data-notes
        autosize
        minRows={1}
        maxRows={6}
        dir="auto"
        aria-label={words.write}
        placeholder={words.write}
        value={draft}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          keep();
        }}
      />
      {draft.trim() !== '' && (
        <Button size="compact-sm" onClick={keep} loading={keeping.isPending} className={styles.keep!}>
          {words.keep}
        </Button>
      )}
      {error && !data && <Failed what={words.failed} error={error} onRetry={() => void refetch()} />}
      {data && data.length > 0 && (
        <ul className={styles.notes}>
          {data.map((note) => (
            <li key={note.id} className={styles.note}>
              <p dir="auto">{note.body}</p>
              <p className={styles.noteBy}>
                <bdi>{note.author.name}</bdi>, <When at={note.at} />
                {note.author.name === name && (
                  <Button variant="transparent" size="compact-xs" onClick={() => removing.mutate(note)}>
                    {words.remove}
                  </Button>
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
