import { ActionIcon, Button, Textarea, Tooltip } from '@mantine/core';
import { IconArrowUp, IconLock } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import { v7 as newId } from 'uuid';
import type { CompanionView, ConversationView } from '#contracts';
import { privateMessages, promote, say } from '../../api/advice.ts';
import { endAdvice, myWork } from '../../api/handing.ts';
import { Failed } from '../../parts/empty.tsx';
import { When } from '../../parts/small.tsx';
import { tellFailure } from '../../shell/tell.tsx';
import '../../theme/inputs.css';
import { agentWords } from '../../words/en-agent.ts';
import { handOverWords } from '../../words/en-hand-over.ts';
import { useDraft } from '../composer/draft.ts';
import styles from './private-talk.module.css';

const words = handOverWords.talk;
const names = new Intl.ListFormat('en');

interface PrivateTalkProps {
  readonly conversation: ConversationView;
  /** Who gives advice. */
  readonly advisers: readonly CompanionView[];
  readonly reader: string;
  /** Beside the thread for who has it; in the composer’s place for who gives advice and writes to no customer. */
  readonly place: 'beside' | 'below' | 'drawer';
}

/** What agent and advisers say to each other, in a colour and a place of its own: nothing written here reaches the customer (product.md 18.3). */
export function PrivateTalk({ conversation, advisers, reader, place }: PrivateTalkProps) {
  const cache = useQueryClient();
  const { id } = conversation;
  const { data: work } = useQuery(myWork(id));
  const isAdviser = advisers.some(({ agentId }) => agentId === reader);
  const ending = useMutation({
    mutationFn: (colleague: string) => endAdvice(work!.workItemId!, colleague),
    onError: tellFailure,
  });
  const adding = useMutation({
    mutationFn: (colleague: string) => promote(cache, id, colleague),
    onError: tellFailure,
  });
  const others = names.format(advisers.map(({ name }) => name));
  return (
    <section
      className={styles.talk}
      data-place={place}
      data-region={place === 'below' ? 'composer' : 'advice'}
      aria-label={agentWords.handing.advice.region}
    >
      <div className={styles.head}>
        <p className={styles.title}>
          <IconLock size={14} stroke={1.8} aria-hidden style={{ verticalAlign: '-2px' }} />{' '}
          {isAdviser ? words.onlyColleague : words.onlyYou(others)}
        </p>
        {advisers.map(({ agentId, name, speaks }) => {
          const isMe = agentId === reader;
          if (isAdviser && !isMe) return null;
          return (
            <div key={agentId} className={styles.colleague}>
              {!isMe && <span dir="auto">{speaks ? words.added(name) : name}</span>}
              {!isMe && !speaks && (
                <Tooltip label={words.addHint(name)} multiline w={230}>
                  <Button
                    variant="default"
                    size="compact-sm"
                    onClick={() => adding.mutate(agentId)}
                    loading={adding.isPending && adding.variables === agentId}
                  >
                    {words.add}
                  </Button>
                </Tooltip>
              )}
              <Button
                variant="default"
                size="compact-sm"
                aria-label={isMe ? undefined : words.end(name)}
                disabled={!work}
                onClick={() => ending.mutate(agentId)}
                loading={ending.isPending && ending.variables === agentId}
              >
                {isMe ? words.endMine : words.endShort}
              </Button>
            </div>
          );
        })}
      </div>
      <Said conversationId={id} reader={reader} />
      <Write conversationId={id} label={isAdviser ? words.writeColleague : words.write(others)} />
    </section>
  );
}

function Said({ conversationId, reader }: { readonly conversationId: string; readonly reader: string }) {
  const { data, error, refetch } = useQuery(privateMessages(conversationId));
  const list = useRef<HTMLDivElement>(null);
  const count = data?.length ?? 0;
  useLayoutEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [count]);
  if (error && !data) return <Failed what={handOverWords.failedAdvice} error={error} onRetry={() => void refetch()} />;
  return (
    <div ref={list} className={styles.said} role="log" aria-label={agentWords.handing.advice.region} tabIndex={0}>
      {data?.length === 0 && <p className={styles.none}>{words.none}</p>}
      {data?.map(({ id, author, body, at }) => (
        <article key={id}>
          <span className={styles.by}>
            <bdi>{author.agentId === reader ? words.you : author.name}</bdi>, <When at={at} />
          </span>
          <p className={styles.words} dir="auto">
            {body}
          </p>
        </article>
      ))}
    </div>
  );
}

/** Its own words, kept apart from the text and the note. What could not be said comes back into the field. */
function Write({ conversationId, label }: { readonly conversationId: string; readonly label: string }) {
  const cache = useQueryClient();
  const [body, write] = useDraft(conversationId, 'private');
  const saying = useMutation({
    mutationFn: ({ id, words: said }: { id: string; words: string }) => say(cache, conversationId, id, said),
    scope: { id: `private ${conversationId}` },
    onError: (error, { words: said }) => {
      write([said, body].filter(Boolean).join('\n'));
      tellFailure(error);
    },
  });
  const send = () => {
    if (body.trim() === '') return;
    saying.mutate({ id: newId(), words: body.trim() });
    write('');
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <div className={styles.write}>
      <Textarea
        autosize
        minRows={1}
        maxRows={5}
        maxLength={1600}
        dir="auto"
        aria-label={label}
        placeholder={label}
        value={body}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={press}
      />
      <Tooltip label={words.send}>
        <ActionIcon variant="filled" aria-label={words.send} aria-disabled={body.trim() === ''} onClick={send}>
          <IconArrowUp size={16} stroke={2} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
