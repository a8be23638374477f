import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useImperativeHandle, useRef, useState } from 'react';
import { context } from '../../api/customers.ts';
import { quickReplies, type QuickReply } from '../../api/quick-replies.ts';
import { Failed } from '../../parts/empty.tsx';
import { Bone, Keys, Loading } from '../../parts/small.tsx';
import { useOptions } from '../../parts/use-options.ts';
import { typedWords } from '../../words/en-typed.ts';
import { filledFor, useWriter } from './fill-reply.ts';
import styles from './typed-panel.module.css';
import type { TypedPanelProps } from './typed-panel.tsx';

const words = typedWords;
type From = 'all' | 'personal';

/**
 * Quick replies for this conversation: its workstream's and everybody's in its language, and one's own. `#` lists tags. Choosing one puts the
 * words that the customer will get into the field, placeholders filled in (product.md 28).
 */
export function QuickReplies({
  search,
  conversation,
  handle,
  onActive,
  onWrite,
}: TypedPanelProps & { search: string }) {
  const [from, setFrom] = useState<From>('all');
  const writer = useWriter();
  const { data: known = null } = useQuery(context(conversation.id));
  const {
    data,
    error,
    refetch,
    isPending,
    isPlaceholderData: isEarlier,
  } = useQuery({
    ...quickReplies({ q: search, from, workstreamId: conversation.workstreamId, locale: conversation.language }),
    placeholderData: keepPreviousData,
  });
  const isTags = search.startsWith('#') && !search.includes(' ');
  const tags = isTags ? (data?.tags ?? []) : [];
  const replies = isTags ? [] : (data?.items ?? []);
  const choose = (index: number) => {
    const tag = tags[index];
    if (tag) return onWrite(`/q ${tag.tag} `);
    const reply = replies[index];
    if (reply) onWrite(filledFor(reply.message, known, writer).text);
  };
  const options = useOptions(tags.length + replies.length, `${from} ${search}`, choose);
  // What is shown may still be the answer to what was typed before: Enter then means the first of those to come.
  const isChosen = useRef(false);
  useImperativeHandle(handle, () => ({
    press: (event) => {
      if (!isEarlier || event.key !== 'Enter') return options.press(event);
      event.preventDefault();
      isChosen.current = true;
      return true;
    },
  }));
  useEffect(() => {
    if (isEarlier || !isChosen.current) return;
    isChosen.current = false;
    choose(0);
  });
  useEffect(() => {
    onActive(options.activeId);
    return () => onActive(undefined);
  }, [options.activeId, onActive]);

  return (
    <div className={styles.panel} onPointerDown={(event) => event.preventDefault()}>
      <div className={styles.tabs} role="group" aria-label={words.whose}>
        {(['all', 'personal'] as const).map((one) => (
          <button key={one} type="button" aria-pressed={from === one} onClick={() => setFrom(one)}>
            {words.from[one]}
          </button>
        ))}
        <span className={styles.hint}>
          <Keys>↑</Keys> <Keys>↓</Keys> <Keys>Enter</Keys> {words.inserts}
        </span>
      </div>
      {error && !data ? (
        <Failed what={words.failed} error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Loading>
          <Bone height={40} />
        </Loading>
      ) : tags.length + replies.length === 0 ? (
        <p className={styles.empty}>{search === '' ? words.none : words.noneFound(search)}</p>
      ) : (
        <ul className={styles.list} role="listbox" id={options.listId} aria-label={words.quickReplies}>
          {tags.map(({ tag, count }, index) => (
            <li key={tag} {...optionProps(index)}>
              <strong className={styles.name}>#{tag}</strong>
              <span className={styles.words}>{words.replies(count)}</span>
            </li>
          ))}
          {replies.map((reply, index) => (
            <li key={reply.id} {...optionProps(index)}>
              <Reply reply={reply} text={filledFor(reply.message, known, writer).text} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );

  function optionProps(index: number) {
    return {
      id: options.idOf(index),
      role: 'option',
      'aria-selected': options.isActive(index),
      className: styles.option,
      onPointerMove: () => options.point(index),
      onClick: () => choose(index),
    };
  }
}

/** Title, the whole text as the customer would get it, and its tags. */
const Reply = ({ reply, text }: { readonly reply: QuickReply; readonly text: string }) => (
  <>
    <strong className={styles.name} dir="auto">
      {reply.title ?? words.from.personal}
    </strong>
    <span className={styles.words} dir="auto">
      {text}
    </span>
    {reply.tags.length > 0 && <span className={styles.tags}>{reply.tags.map((tag) => `#${tag}`).join(' ')}</span>}
  </>
);
