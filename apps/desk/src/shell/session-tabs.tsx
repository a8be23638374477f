import { Menu } from '@mantine/core';
import { IconHome, IconMoodSad, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { ConversationView } from '#contracts';
import { context } from '../api/customers.ts';
import { promises } from '../api/handing.ts';
import { useSecondsSince } from '../live/clock.ts';
import { DrawnCount } from '../parts/small.tsx';
import { asClock } from '../parts/time.ts';
import { words } from '../words/en.ts';
import { useCloseSession } from './close-session.tsx';
import { begin } from './marks.ts';
import { toComposer } from './regions.ts';
import { SessionIcon, SessionName } from './session-name.tsx';
import { fitTabs } from './sessions.ts';
import styles from './shell.module.css';
import { useSessions } from './use-desk.ts';
import { useFailed } from './use-failed.ts';
import { useSessionName } from './use-session-template.ts';

const widestTab = 168;

const homeId = 'tab-home';
const tabId = (conversation: string): string => `tab-${conversation}`;

/** How many tabs find room in an element, as it is resized. */
function useRoom() {
  const bar = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(5);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) =>
      setRoom(Math.max(1, Math.floor((entry!.contentRect.width - 150) / widestTab))),
    );
    observer.observe(bar.current!);
    return () => observer.disconnect();
  }, []);
  return { bar, room };
}

/** After how many seconds a customer waits too long where the queue promises nothing. */
const usuallyLate = 300;

interface TabWaitProps {
  readonly since: string;
  /** Seconds within which the queue promises an answer. */
  readonly promised: number | undefined;
}
/** Amber over the queue's limit. */
function TabWait({ since, promised = usuallyLate }: TabWaitProps) {
  const seconds = useSecondsSince(since);
  const isLate = seconds >= promised;
  return <span className={styles.tabWait} data-late={isLate || undefined} data-text={asClock(seconds)} aria-hidden />;
}

/** Whether the customer feels as badly as agents are alerted of. */
const useIsUpset = ({ id }: ConversationView): boolean => useQuery(context(id)).data?.sentiment?.alertsAgent ?? false;

/** The name of the tab says it, too. */
const Upset = () => <IconMoodSad className={styles.tabUpset} size={16} stroke={1.7} aria-hidden />;

/** A text of mine failed there; the name of the tab says it, too. */
const Failed = () => <span className={styles.tabFailed} aria-hidden />;

interface TabProps {
  readonly session: ConversationView;
  readonly isSelected: boolean;
  readonly promised: number | undefined;
  readonly onOpen: () => void;
  readonly onClose: () => void;
}

/** The X stands beside the tab, not inside it: a tab may hold no button, and a list of tabs nothing but tabs, so it owns them by their ids. */
function SessionTab({ session, isSelected, promised, onOpen, onClose }: TabProps) {
  const name = useSessionName(session);
  const failed = useFailed(session);
  const isUpset = useIsUpset(session);
  const { unread, waitingSince } = session;
  return (
    <div
      className={styles.tab}
      data-selected={isSelected || undefined}
      data-unread={unread > 0 || undefined}
      role="none"
    >
      <button
        type="button"
        role="tab"
        id={tabId(session.id)}
        className={styles.tabButton}
        aria-selected={isSelected}
        aria-label={words.sessions.tab(name, unread, isSelected ? 0 : failed, isUpset)}
        aria-controls="session"
        tabIndex={isSelected ? 0 : -1}
        onClick={onOpen}
      >
        <SessionIcon conversation={session} />
        <span className={styles.tabName}>
          <SessionName conversation={session} />
        </span>
        {isUpset && <Upset />}
        {!isSelected && waitingSince && <TabWait since={waitingSince} promised={promised} />}
        {!isSelected && unread > 0 && <DrawnCount of={unread} />}
        {!isSelected && failed > 0 && <Failed />}
      </button>
      {isSelected && (
        <button type="button" className={styles.tabClose} aria-label={words.sessions.close(name)} onClick={onClose}>
          <IconX size={14} stroke={1.9} aria-hidden />
        </button>
      )}
    </div>
  );
}

/** A session without a tab of its own. */
function OtherSession({ session, promised, onOpen }: Pick<TabProps, 'session' | 'promised' | 'onOpen'>) {
  const name = useSessionName(session);
  const failed = useFailed(session);
  const isUpset = useIsUpset(session);
  const { unread, waitingSince } = session;
  return (
    <Menu.Item
      aria-label={words.sessions.tab(name, unread, failed, isUpset)}
      onClick={onOpen}
      rightSection={
        <>
          {isUpset && <Upset />}
          {waitingSince && <TabWait since={waitingSince} promised={promised} />}
          {unread > 0 && <DrawnCount of={unread} />}
          {failed > 0 && <Failed />}
        </>
      }
    >
      <SessionName conversation={session} />
    </Menu.Item>
  );
}

/** Home and one tab a session. Arrows move among them, Delete closes; what finds no room is in the menu, who waits longest on top. */
export function SessionTabs() {
  const sessions = useSessions();
  const { conversation: open = null } = useParams({ strict: false });
  const navigate = useNavigate();
  const { bar, room } = useRoom();
  const { shown, rest } = fitTabs(sessions, open, room);
  const { data: promised } = useQuery(promises(sessions.map(({ id }) => id).sort()));
  const unreadBehind = rest.reduce((sum, { unread }) => sum + unread, 0);
  const failedBehind = rest.reduce((sum, { failed = 0 }) => sum + failed, 0);
  const { ask } = useCloseSession();
  const isHome = !shown.some(({ id }) => id === open);

  const show = (conversation: string) => {
    begin('desk.switch');
    void navigate({ to: '/work/c/$conversation', params: { conversation } }).then(() => toComposer());
  };
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')];
    const at = tabs.indexOf(document.activeElement as HTMLElement);
    const steps: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 };
    const next = steps[event.key];
    if (next !== undefined) {
      event.preventDefault();
      tabs[(next + tabs.length) % tabs.length]?.focus();
    }
    if (event.key === 'Delete' && at > 0) ask(shown[at - 1]!);
  };

  return (
    <div className={styles.tabs} ref={bar}>
      <div
        role="tablist"
        aria-label={words.sessions.label}
        aria-owns={[homeId, ...shown.map(({ id }) => tabId(id))].join(' ')}
      />
      <div className={styles.tabRow} onKeyDown={move}>
        <div className={styles.tab} data-selected={isHome || undefined} role="none">
          <button
            type="button"
            role="tab"
            id={homeId}
            className={styles.tabButton}
            style={{ paddingInlineEnd: 12 }}
            aria-selected={isHome}
            aria-controls="session"
            tabIndex={isHome ? 0 : -1}
            onClick={() => void navigate({ to: '/work' })}
          >
            <IconHome size={16} stroke={1.7} aria-hidden />
            {words.pages.home}
          </button>
        </div>
        {shown.map((session) => (
          <SessionTab
            key={session.id}
            session={session}
            isSelected={session.id === open}
            promised={promised?.get(session.id)}
            onOpen={() => show(session.id)}
            onClose={() => ask(session)}
          />
        ))}
      </div>
      {rest.length > 0 && (
        <Menu position="bottom-start" width={260}>
          <Menu.Target>
            <button
              type="button"
              className={styles.others}
              aria-label={words.sessions.othersLabel(rest.length, unreadBehind, failedBehind)}
            >
              {words.sessions.others(rest.length)}
              {unreadBehind > 0 && <DrawnCount of={unreadBehind} />}
              {failedBehind > 0 && <Failed />}
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {rest.map((session) => (
              <OtherSession
                key={session.id}
                session={session}
                promised={promised?.get(session.id)}
                onOpen={() => show(session.id)}
              />
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}
