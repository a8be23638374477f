import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAlertTriangle, IconLanguage } from '@tabler/icons-react';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
import type { ConversationView } from '#contracts';
import { context as contextQuery } from '../../api/customers.ts';
import { Refused } from '../../api/refused.ts';
import { translated, translations } from '../../api/translations.ts';
import { switchTranslating, useTranslating } from '../../parts/translating.ts';
import { toComposer } from '../../shell/regions.ts';
import { translationWords as words } from '../../words/en-translation.ts';
import { readDraft } from '../composer/draft.ts';
import { isSameLanguage } from './languages.ts';
import styles from './translating.module.css';

/** How long nobody has typed before it is said in the customer's language, in milliseconds. */
const pause = 600;

/** How the composer has something said. */
export interface TranslatingHandle {
  readonly send: (words: string) => void;
}

interface TranslatingProps {
  readonly conversation: ConversationView;
  /** What is written; empty where it is no text. */
  readonly body: string;
  readonly handle: Ref<TranslatingHandle>;
  /** What the customer gets instead; null: what is written. */
  readonly onWords: (words: string | null) => void;
  /** Sends these words, with what was written where they say it in another language. */
  readonly onSend: (words: string, original?: string) => void;
}

const inTheirs = (conversationId: string, text: string) =>
  queryOptions({
    queryKey: ['translated', conversationId, text],
    queryFn: ({ signal }) => translated(conversationId, text, signal),
    staleTime: Infinity,
    gcTime: 5 * 60_000,
    retry: false,
  });

/** Both languages, and whether what is written has to be said in another one; undefined until that is known. */
function useLanguages(conversation: ConversationView) {
  const isOn = useTranslating(conversation.id);
  // what the organisation set is told to nobody: it is read whenever somebody begins to write
  const { data: state, isError } = useQuery({ ...translations(conversation.id), staleTime: 0, retry: 1 });
  const { data: known } = useQuery(contextQuery(conversation.id));
  const theirs = known?.language ?? conversation.language;
  const isOther =
    state === undefined ? undefined : state.enabled && theirs !== undefined && !isSameLanguage(theirs, state.language);
  return { isOn, isOther, theirs: theirs ?? '', isUnknown: isError && state === undefined };
}

/**
 * Between what an agent writes and what the customer gets, where their languages differ: shows it before it goes out, and lets nothing out that
 * could not be translated, unless the agent says so (product.md 24).
 */
export function Translating({ conversation, body, handle, onWords, onSend }: TranslatingProps) {
  const { id } = conversation;
  const cache = useQueryClient();
  const { isOn, isOther, theirs, isUnknown } = useLanguages(conversation);
  const isNeeded = isOn && isOther === true;
  const written = body.trim();
  const [settled] = useDebouncedValue(written, pause);
  const asked = settled === written ? written : '';
  const preview = useQuery({ ...inTheirs(id, asked), enabled: isNeeded && asked !== '' });
  const [failure, setFailure] = useState<{ readonly words: string; readonly reason: string } | null>(null);
  const isAsking = useRef(false);

  const send = async (text: string) => {
    if (isUnknown) return setFailure({ words: text, reason: words.away });
    if (!isOn || isOther === false) return onSend(text);
    if (isOther === undefined || isAsking.current) return;
    isAsking.current = true;
    setFailure(null);
    try {
      const said = await cache.fetchQuery(inTheirs(id, text));
      // who went on writing meanwhile is not done
      if (readDraft(id, 'text').trim() !== text) return;
      if (said.text === text) onSend(text);
      else onSend(said.text, text);
    } catch (error) {
      // it was turned off since this page asked
      if (error instanceof Refused && error.code === 'translation-off') return onSend(text);
      setFailure({ words: text, reason: reasonOf(error) });
    } finally {
      isAsking.current = false;
    }
  };
  useImperativeHandle(handle, () => ({ send: (text) => void send(text) }));

  const said = isNeeded && asked !== '' ? (preview.data?.text ?? null) : null;
  useEffect(() => onWords(said), [said, onWords]);
  useEffect(() => () => onWords(null), [onWords]);

  if (!isOther && !isUnknown) return null;
  const problem =
    failure?.words === written && written !== ''
      ? failure.reason
      : isNeeded && asked !== '' && preview.isError
        ? reasonOf(preview.error)
        : null;
  const shown = problem === null && written !== '' && isNeeded;
  return (
    <div className={styles.translating}>
      <div className={styles.head}>
        <IconLanguage size={15} stroke={1.7} aria-hidden />
        <span>
          {!isOn ? words.off : shown ? (said === null ? words.preparing : words.gets(theirs)) : words.into(theirs)}
        </span>
        <Button
          size="compact-xs"
          variant="subtle"
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => {
            setFailure(null);
            switchTranslating(id);
            toComposer();
          }}
        >
          {isOn ? words.turnOff : words.turnOn}
        </Button>
      </div>
      {shown && said !== null && (
        <p className={styles.said} dir="auto" lang={theirs}>
          {said}
        </p>
      )}
      {problem !== null && (
        <p className={styles.problem} role="alert">
          <IconAlertTriangle size={14} stroke={1.9} aria-hidden />
          <span>{words.notDone(problem)}</span>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => {
              setFailure(null);
              cache.removeQueries({ queryKey: inTheirs(id, written).queryKey });
              void send(written);
            }}
          >
            {words.again}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => onSend(written)}>
            {words.asWritten}
          </Button>
        </p>
      )}
    </div>
  );
}

const reasonOf = (error: unknown): string => (error instanceof Refused ? error.message : words.away);
