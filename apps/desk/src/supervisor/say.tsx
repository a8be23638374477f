import { Button, Textarea } from '@mantine/core';
import { IconAlertTriangle, IconFile, IconMessage, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { v7 as newId } from 'uuid';
import { type ConversationView, longestReply, type MediaId, unspeakable, type WriteTextRequest } from '#contracts';
import { writeText } from '../api/conversations.ts';
import { leave } from '../api/handling.ts';
import { upload } from '../api/upload.ts';
import { AttachButton } from '../parts/attach-button.tsx';
import { useCustomerName } from '../parts/customer.tsx';
import { fitting } from '../parts/fits.ts';
import { tellFailure } from '../shell/tell.tsx';
import '../theme/inputs.css';
import { attachWords } from '../words/en-files.ts';
import { supervisorWords } from '../words/en-supervisor.ts';
import styles from './say.module.css';

const words = supervisorWords.monitor;

/** A file that was chosen; its id stays with it, so that a repeat uploads it once. */
interface Chosen {
  readonly id: MediaId;
  readonly file: File;
}
const none: readonly Chosen[] = [];

interface Saying {
  readonly id: string;
  readonly text: string;
  readonly files: readonly Chosen[];
}

interface SayProps {
  readonly conversation: ConversationView;
  readonly isCustomerTold: boolean;
}

/** What a supervisor who joined says to the customer, with the files that go along: they are uploaded when it is sent. */
export function Say({ conversation, isCustomerTold }: SayProps) {
  const cache = useQueryClient();
  const [body, setBody] = useState('');
  const [files, setFiles] = useState(none);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const name = useCustomerName({ conversationId: conversation.id, address: conversation.customer });
  const saying = useMutation({
    // The same ids for a repeat, so that nothing is said twice.
    mutationFn: async ({ id, text, files: along }: Saying) => {
      const { id: conversationId, channelId } = conversation;
      const progress = { onProgress: () => undefined, signal: new AbortController().signal };
      for (const { id: mediaId, file } of along)
        await upload({ id: mediaId, conversationId, channelId, file, fileName: file.name }, progress);
      const mediaIds = along.map((one) => one.id);
      return writeText(cache, conversationId, id, { body: text, mediaIds } as WriteTextRequest);
    },
    onSuccess: () => {
      setBody('');
      setFiles(none);
      setProblems([]);
    },
    onError: tellFailure,
  });
  const leaving = useMutation({ mutationFn: () => leave(cache, conversation.id), onError: tellFailure });
  const text = body.trim();
  const isSpeakable = text.length <= longestReply && !unspeakable.test(text);
  const canSay = (text !== '' || files.length > 0) && isSpeakable && !saying.isPending;
  const say = () => canSay && saying.mutate({ id: newId(), text, files });
  const choose = (chosen: readonly File[]) => {
    const { fit, turnedAway } = fitting(
      chosen,
      files.map(({ file }) => file),
    );
    setFiles([...files, ...fit.map((file) => ({ id: newId() as MediaId, file }))]);
    setProblems(turnedAway.map(({ name: called, size, why }) => attachWords.turnedAway[why](called, size)));
  };
  return (
    <section className={styles.say} aria-label={words.say(name)}>
      <p className={styles.joined} role="status">
        <IconMessage size={16} stroke={1.7} aria-hidden />
        {isCustomerTold ? words.joinedTold : words.joined}
        <Button variant="subtle" size="compact-sm" onClick={() => leaving.mutate()} loading={leaving.isPending}>
          {words.leave}
        </Button>
      </p>
      {files.length > 0 && (
        <ul className={styles.files} aria-label={attachWords.list}>
          {files.map(({ id, file }) => (
            <li key={id} className={styles.file}>
              <IconFile size={14} stroke={1.7} aria-hidden />
              <span dir="auto" title={file.name}>
                {file.name}
              </span>
              <button
                type="button"
                aria-label={attachWords.remove(file.name)}
                disabled={saying.isPending}
                onClick={() => setFiles(files.filter((one) => one.id !== id))}
              >
                <IconX size={14} stroke={2} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      {problems.map((sentence) => (
        <p key={sentence} className={styles.problem} role="alert">
          <IconAlertTriangle size={14} stroke={1.9} aria-hidden />
          {sentence}
        </p>
      ))}
      <div className={styles.sayLine}>
        <AttachButton canAttach={conversation.agentsMayAttach ?? false} onChoose={choose} />
        <Textarea
          autosize
          minRows={1}
          maxRows={6}
          dir="auto"
          aria-label={words.say(name)}
          placeholder={words.say(name)}
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            say();
          }}
        />
        <Button onClick={say} disabled={!canSay} loading={saying.isPending}>
          {words.send}
        </Button>
      </div>
    </section>
  );
}
