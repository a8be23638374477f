import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import {
  IconChevronDown,
  IconFileText,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconMessage,
  IconSearch,
  IconUser,
  IconWorld,
  IconX,
  type TablerIcon,
} from '@tabler/icons-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { ConversationView, FilledSessionTemplate } from '#contracts';
import { messages } from '../../words/en.ts';
import { pageWords as words } from '../../words/en-pages.ts';
import { arrange, conversationPage, usePane } from '../../shell/panes.ts';
import { toComposer, toTextsAside } from '../../shell/regions.ts';
import { useSessionTemplate } from '../../shell/use-session-template.ts';
import { ContextPane } from './context-pane.tsx';
import { ExternalPage } from './external-page.tsx';
import { closePage } from './kept-pages.ts';
import { afterClosing, type Page, type Pages, pagesOf } from './pages.ts';
import styles from './pages.module.css';
import { RecordPage } from './record-page.tsx';
import { SearchPage } from './search-page.tsx';

/** Where the texts of a session are: beside its pages, a strip of them, or nowhere. */
export type Texts = FilledSessionTemplate['communicationPanel'];

interface SessionPaneProps {
  readonly conversation: ConversationView;
  /** Where the texts are; null: it has no room of its own beside them, or they are not ours to put aside. */
  readonly texts: Texts | null;
}

/** The pages of a session beside its texts: what is known of the conversation, and whatever else its template opens (product.md 16). */
export function SessionPane({ conversation, texts }: SessionPaneProps) {
  const { id } = conversation;
  const pane = usePane(id);
  const { data: template, error, refetch } = useSessionTemplate(conversation);
  const pages = pagesOf(template ?? null, pane, words.conversation);
  const { open, closed, selected } = pages;
  // what was looked at once stays as it was left
  const [seen, setSeen] = useState<readonly string[]>([]);
  if (!seen.includes(selected.id)) setSeen([...seen, selected.id]);
  const select = (page: Page) => arrange(id, { selected: page.id });
  const close = (page: Page) => {
    arrange(id, { selected: afterClosing(pages, page.id), closed: [...pane.closed, page.id] });
    setSeen(seen.filter((other) => other !== page.id));
    if (page.shows.type === 'external') closePage(id, page.shows.address);
  };
  const reopen = (page: Page) =>
    arrange(id, { selected: page.id, closed: pane.closed.filter((other) => other !== page.id) });
  const hasBar = open.length + closed.length > 1 || texts === 'hidden';
  return (
    <div className={styles.session}>
      {hasBar && (
        <div className={styles.bar}>
          <PageTabs pages={open} selected={selected} onSelect={select} onClose={close} />
          {(closed.length > 0 || open.length > 3) && <AllPages pages={pages} onSelect={select} onReopen={reopen} />}
          {texts && texts !== 'minimized' && <TextsButton conversation={conversation} isDocked={texts === 'docked'} />}
        </div>
      )}
      {error && !template && (
        <div className={styles.failed} role="alert">
          <span>{messages.loadFailed(words.failed)}</span>
          <Button size="compact-sm" variant="default" onClick={() => void refetch()}>
            {messages.tryAgain}
          </Button>
        </div>
      )}
      {open.map((page) => (
        <div
          // the conversation's own is there before its template names it, and stays: a menu in it may be open
          key={page.shows.type === 'conversation' ? conversationPage : page.id}
          id={panelId(page)}
          className={styles.panel}
          data-fills={page.shows.type === 'external' || undefined}
          hidden={page !== selected}
          {...(hasBar && { role: 'tabpanel', 'aria-labelledby': tabId(page) })}
        >
          {(page === selected || seen.includes(page.id) || page.shows.type === 'conversation') && (
            <PageContent page={page} conversation={conversation} />
          )}
        </div>
      ))}
    </div>
  );
}

const tabId = ({ id }: Page) => `page-tab-${id}`;
const panelId = ({ id }: Page) => `page-${id}`;

function PageContent({
  page: { title, shows },
  conversation,
}: {
  readonly page: Page;
  readonly conversation: ConversationView;
}) {
  const { id } = conversation;
  switch (shows.type) {
    case 'conversation':
      return <ContextPane conversation={conversation} />;
    case 'record':
      return <RecordPage conversationId={id} entity={shows.entity} recordId={shows.recordId} />;
    case 'search':
      return <SearchPage key={shows.query} conversationId={id} query={shows.query} />;
    case 'external':
      return <ExternalPage conversationId={id} address={shows.address} title={title} />;
  }
}

const iconOf = ({ shows }: Page): TablerIcon =>
  shows.type === 'conversation'
    ? IconMessage
    : shows.type === 'search'
      ? IconSearch
      : shows.type === 'external'
        ? IconWorld
        : shows.entity === 'case'
          ? IconFileText
          : IconUser;

interface PageTabsProps {
  readonly pages: readonly Page[];
  readonly selected: Page;
  readonly onSelect: (page: Page) => void;
  readonly onClose: (page: Page) => void;
}

/** Arrows move and choose at once, Delete closes. The X stands beside its tab, because a tab may hold no button. */
function PageTabs({ pages, selected, onSelect, onClose }: PageTabsProps) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    document.getElementById(tabId(selected))?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [selected]);
  const focus = (page: Page) => document.getElementById(tabId(page))?.focus();
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const at = pages.indexOf(selected);
    const steps: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: pages.length - 1 };
    const next = steps[event.key];
    if (next !== undefined) {
      event.preventDefault();
      const page = pages[(next + pages.length) % pages.length]!;
      onSelect(page);
      focus(page);
    }
    if (event.key === 'Delete' && selected.canClose) {
      event.preventDefault();
      onClose(selected);
      // the tab that takes its place is drawn first
      requestAnimationFrame(() => row.current?.querySelector<HTMLElement>('[role="tab"][tabindex="0"]')?.focus());
    }
  };
  return (
    <>
      <div role="tablist" aria-label={words.label} aria-owns={pages.map(tabId).join(' ')} />
      <div className={styles.tabs} ref={row} onKeyDown={move}>
        {pages.map((page) => {
          const Icon = iconOf(page);
          const isSelected = page === selected;
          return (
            <div key={page.id} className={styles.tab} data-selected={isSelected || undefined} role="none">
              <button
                type="button"
                role="tab"
                id={tabId(page)}
                className={styles.tabButton}
                aria-selected={isSelected}
                aria-controls={panelId(page)}
                tabIndex={isSelected ? 0 : -1}
                data-first-focus={isSelected || undefined}
                title={page.title}
                onClick={() => onSelect(page)}
              >
                <Icon size={15} stroke={1.7} aria-hidden />
                <span className={styles.tabName} dir="auto">
                  {page.title}
                </span>
              </button>
              {isSelected && page.canClose && (
                <button
                  type="button"
                  className={styles.tabClose}
                  aria-label={words.close(page.title)}
                  onClick={() => onClose(page)}
                >
                  <IconX size={13} stroke={1.9} aria-hidden />
                </button>
              )}
            </div>
          );
        })}
      </div>
    </>
  );
}

interface AllPagesProps {
  readonly pages: Pages;
  readonly onSelect: (page: Page) => void;
  readonly onReopen: (page: Page) => void;
}

/** Those that find no room in the row, and those that were closed, which come back. */
const AllPages = ({ pages: { open, closed }, onSelect, onReopen }: AllPagesProps) => (
  <Menu position="bottom-end" width={240}>
    <Menu.Target>
      <ActionIcon aria-label={words.all}>
        <IconChevronDown size={16} stroke={1.8} />
      </ActionIcon>
    </Menu.Target>
    <Menu.Dropdown>
      {open.map((page) => (
        <Menu.Item key={page.id} onClick={() => onSelect(page)}>
          <bdi>{page.title}</bdi>
        </Menu.Item>
      ))}
      {closed.map((page) => (
        <Menu.Item
          key={page.id}
          onClick={() => onReopen(page)}
          rightSection={<span className={styles.closed}>{words.closedOne}</span>}
        >
          <bdi>{page.title}</bdi>
        </Menu.Item>
      ))}
    </Menu.Dropdown>
  </Menu>
);

/** Puts the texts aside, so that the page has the room, and brings them back. */
export function TextsButton({
  conversation,
  isDocked,
}: {
  readonly conversation: ConversationView;
  readonly isDocked: boolean;
}) {
  const { id, unread } = conversation;
  const name = isDocked ? words.minimize : unread > 0 ? words.dockUnread(unread) : words.dock;
  const press = () => {
    arrange(id, { texts: isDocked ? 'minimized' : 'docked' });
    if (isDocked) toTextsAside();
    else toComposer();
  };
  const Icon = isDocked ? IconLayoutSidebarLeftCollapse : IconLayoutSidebarLeftExpand;
  return (
    <Tooltip label={name}>
      <ActionIcon aria-label={name} data-show-texts={isDocked ? undefined : true} onClick={press}>
        <Icon size={17} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  );
}
