import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ConversationView } from '#contracts';
import { markRead, thread as threadQuery } from '../../api/conversations.ts';
import { firstUnread } from '../../parts/thread/rows.ts';

const watchVisibility = (tell: () => void): (() => void) => {
  document.addEventListener('visibilitychange', tell);
  return () => document.removeEventListener('visibilitychange', tell);
};
const isVisible = (): boolean => document.visibilityState === 'visible';

export interface Reading {
  /** Where the unread texts began: the line "New since". */
  readonly newFrom: string | null;
  readonly forget: () => void;
  readonly setAtEnd: (isAtEnd: boolean) => void;
}

/**
 * What is on screen at the end of the thread, in a visible tab, has been read. What came while it was not is marked as new
 * until the agent answers.
 */
export function useReading(conversation: ConversationView | undefined, isMine: boolean): Reading {
  const cache = useQueryClient();
  const { data: thread } = useQuery({ ...threadQuery(conversation?.id ?? ''), enabled: false });
  const [isAtEnd, setAtEnd] = useState(true);
  const [newFrom, setNewFrom] = useState<string | null>(null);
  const [isFirst, setFirst] = useState(true);
  const canRead = useSyncExternalStore(watchVisibility, isVisible) && isAtEnd;
  const { id, unread = 0, failed = 0, lastText } = conversation ?? {};
  const messages = thread?.messages;
  const newest = messages?.at(-1);
  const isComplete = !lastText || (newest !== undefined && newest.at >= lastText.at);

  useEffect(() => {
    if (!messages || !isComplete) return;
    setFirst(false);
    if (unread > 0 && (isFirst || !canRead)) setNewFrom((before) => before ?? firstUnread(messages, unread));
  }, [messages, isComplete, unread, isFirst, canRead]);

  useEffect(() => {
    if (!id || !isMine || !canRead || unread + failed === 0 || !messages) return;
    void markRead(cache, id).catch(() => undefined);
  }, [cache, id, isMine, canRead, unread, failed, messages]);

  return { newFrom, forget: () => setNewFrom(null), setAtEnd };
}
