import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconLayoutSidebar } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { thread } from '../api/conversations.ts';
import { Dialog } from '../parts/dialog.tsx';
import { hasRoomForList, isPhone, useMedia } from '../parts/use-media.ts';
import { Top, TopTitle } from '../shell/frame.tsx';
import { keepPanesOf } from '../shell/panes.ts';
import { SessionTabs } from '../shell/session-tabs.tsx';
import { byWaiting } from '../shell/sessions.ts';
import { useMine } from '../shell/use-agent.ts';
import { useSessions } from '../shell/use-desk.ts';
import { agentWords } from '../words/en-agent.ts';
import { words } from '../words/en.ts';
import { WorkList } from './work-list/work-list.tsx';
import styles from './work.module.css';

export { ConversationPage } from './conversation/conversation-page.tsx';
export { Home } from './home/home.tsx';

/** The threads of the three who wait longest are read before they are opened, so that switching takes no time. */
function usePrefetchedThreads(): void {
  const cache = useQueryClient();
  const next = [...useSessions()]
    .sort(byWaiting)
    .slice(0, 3)
    .map(({ id }) => id)
    .join();
  useEffect(() => {
    for (const id of next === '' ? [] : next.split(',')) void cache.prefetchQuery(thread(id));
  }, [cache, next]);
}

/** What was arranged for a session goes with it. */
function useOnlySessionsKept(): void {
  const isKnown = useMine().data !== undefined;
  const ids = useSessions()
    .map(({ id }) => id)
    .join();
  useEffect(() => {
    if (isKnown) keepPanesOf(ids.split(','));
  }, [isKnown, ids]);
}

/** List, thread, context: as many of them side by side as there is room for. */
export function Work() {
  const { conversation } = useParams({ strict: false });
  const hasList = useMedia(hasRoomForList);
  const isSmall = useMedia(isPhone);
  usePrefetchedThreads();
  useOnlySessionsKept();
  if (isSmall) return <OneRegion isOpen={conversation !== undefined} />;
  return hasList ? (
    <div className={styles.work}>
      <Top>
        <SessionTabs />
      </Top>
      <div className={styles.listSide}>
        <WorkList />
      </div>
      <div className={styles.stage}>
        <Outlet />
      </div>
    </div>
  ) : (
    <WithDrawer key={conversation} />
  );
}

/** The list as a drawer. It closes when something is chosen in it, because the address is its key. */
function WithDrawer() {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={styles.work}>
      <Top>
        <ActionIcon aria-label={agentWords.list.open} onClick={() => setOpen(true)}>
          <IconLayoutSidebar size={18} stroke={1.7} />
        </ActionIcon>
        <SessionTabs />
      </Top>
      <Dialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={words.regions.list}
        width={320}
        side="start"
        isFilled
      >
        <WorkList hasOffers={false} />
      </Dialog>
      <div className={styles.stage}>
        <Outlet />
      </div>
    </div>
  );
}

/** On a telephone one region at a time: the list, or the conversation with the way back. */
const OneRegion = ({ isOpen }: { readonly isOpen: boolean }) =>
  isOpen ? (
    <div className={styles.work}>
      <Top>
        <Link to="/work" className={styles.back}>
          <IconChevronLeft size={20} stroke={1.8} aria-hidden />
          {agentWords.conversation.back}
        </Link>
      </Top>
      <div className={styles.stage}>
        <Outlet />
      </div>
    </div>
  ) : (
    <div className={styles.work}>
      <TopTitle>{words.pages.work}</TopTitle>
      <main id="session" style={{ minHeight: 0 }}>
        <WorkList hasOffers={false} />
      </main>
    </div>
  );
