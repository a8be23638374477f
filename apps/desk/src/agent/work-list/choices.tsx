import { Menu, TextInput } from '@mantine/core';
import { IconCheck, IconChevronDown, IconSearch, IconSortDescending, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import type { ConversationView, ListView } from '#contracts';
import { changeListViews, listViews } from '../../api/list-views.ts';
import { late } from '../../parts/late.ts';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { words as shared } from '../../words/en.ts';
import { agentWords } from '../../words/en-agent.ts';
import { listWords as words } from '../../words/en-list.ts';
import { everything, isSame, matching, type Show, type Sort, type Wanted } from './arrange.ts';
import type { useWanted } from './use-wanted.ts';
import styles from './work-list.module.css';

const shows = ['active', 'waiting', 'wrap-up'] as const satisfies readonly Show[];
const reads = ['unread', 'read'] as const;
const sorts = ['waiting', 'latest', 'oldest', 'customer'] as const satisfies readonly Sort[];
const KeepView = late(() => import('./keep-view.tsx').then(({ KeepView: component }) => component));

const tick = <IconCheck size={14} stroke={2} aria-hidden />;

interface ChoicesProps {
  readonly at: ReturnType<typeof useWanted>;
  /** Everything in the list. */
  readonly all: readonly ConversationView[];
  readonly nameOf: (conversationId: string) => string | null;
}

/** Which conversations of a list, and in which order: typed, chosen, or as a view that was kept. */
export function Choices({ at, all, nameOf }: ChoicesProps) {
  const { list, wanted, want, go } = at;
  const cache = useQueryClient();
  const views = useQuery(listViews).data?.views ?? [];
  const [isKeeping, setKeeping] = useState(false);
  const removing = useMutation({
    mutationFn: ({ id }: ListView) => changeListViews(cache, (before) => before.filter((one) => one.id !== id)),
    onSuccess: () => tell(words.viewGone),
    onError: tellFailure,
  });
  const isClosed = list === 'closed';
  const lines = [...new Map(all.map(({ channelId, channelName }) => [channelId, channelName]))];
  const lineName = lines.find(([id]) => id === wanted.line)?.[1];
  const current = views.find((view) => view.list === list && isSame(view, wanted));
  const { sort } = wanted;
  const said = [
    ...(wanted.show && !isClosed ? [shared.status[wanted.show]] : []),
    ...(wanted.read ? [words.reads[wanted.read]] : []),
    ...(wanted.line ? [lineName ?? words.line] : []),
  ];
  const label = current?.name ?? (said.join(', ') || words.all);
  const countOf = (view: ListView) => (view.list === list ? matching(all, view, nameOf).length : null);
  return (
    <>
      <TextInput
        className={styles.find!}
        type="search"
        size="xs"
        aria-label={words.find}
        placeholder={words.find}
        dir="auto"
        maxLength={100}
        leftSection={<IconSearch size={14} stroke={1.8} aria-hidden />}
        value={wanted.find}
        onChange={(event) => want({ find: event.currentTarget.value })}
      />
      <div className={styles.choices}>
        <Menu position="bottom-start" width={230} withinPortal={false} withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <button type="button" className={styles.choice} aria-label={`${words.show}: ${label}`}>
              <span className={styles.chosen} dir="auto">
                {label}
              </span>
              <IconChevronDown size={13} stroke={1.9} aria-hidden />
            </button>
          </Menu.Target>
          <Menu.Dropdown className={styles.menu!}>
            {views.length > 0 && <Menu.Label>{words.yourViews}</Menu.Label>}
            {views.map((view) => (
              <Menu.Item
                key={view.id}
                rightSection={view === current ? tick : countOf(view)}
                onClick={() => go(view.list, view)}
              >
                <bdi>{view.name}</bdi>
              </Menu.Item>
            ))}
            {views.length > 0 && <Menu.Divider />}
            <Menu.Item
              rightSection={isSame({ ...wanted, sort: everything.sort }, everything) ? tick : null}
              onClick={() => want({ ...everything, sort })}
            >
              {words.all}
            </Menu.Item>
            {!isClosed &&
              shows.map((value) => (
                <Menu.Item
                  key={value}
                  rightSection={value === wanted.show ? tick : null}
                  onClick={() => want({ show: value === wanted.show ? null : value })}
                >
                  {shared.status[value]}
                </Menu.Item>
              ))}
            {!isClosed && <Menu.Divider />}
            {!isClosed &&
              reads.map((value) => (
                <Menu.Item
                  key={value}
                  rightSection={value === wanted.read ? tick : null}
                  onClick={() => want({ read: value === wanted.read ? null : value })}
                >
                  {words.reads[value]}
                </Menu.Item>
              ))}
            {lines.length > 1 && <Menu.Label>{words.line}</Menu.Label>}
            {lines.length > 1 &&
              lines.map(([id, name]) => (
                <Menu.Item
                  key={id}
                  rightSection={id === wanted.line ? tick : null}
                  onClick={() => want({ line: id === wanted.line ? null : id })}
                >
                  <bdi>{name}</bdi>
                </Menu.Item>
              ))}
            {(current !== undefined || !isSame(wanted, everything)) && <Menu.Divider />}
            {current ? (
              <Menu.Item
                leftSection={<IconX size={14} stroke={1.9} aria-hidden />}
                onClick={() => removing.mutate(current)}
              >
                {words.removeView(current.name)}
              </Menu.Item>
            ) : (
              !isSame(wanted, everything) && <Menu.Item onClick={() => setKeeping(true)}>{words.keepView}</Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
        {!isClosed && <Order sort={sort} onSort={(value) => want({ sort: value })} />}
      </div>
      {isKeeping && (
        <Suspense>
          <KeepView
            list={isClosed ? 'closed' : 'mine'}
            wanted={wanted}
            proposed={said.join(', ') || wanted.find}
            onClose={() => setKeeping(false)}
          />
        </Suspense>
      )}
    </>
  );
}

const Order = ({ sort, onSort }: { readonly sort: Sort; readonly onSort: (sort: Wanted['sort']) => void }) => (
  <Menu position="bottom-end" width={180} withinPortal={false} withInitialFocusPlaceholder={false}>
    <Menu.Target>
      <button type="button" className={styles.choice} aria-label={`${agentWords.list.sort}: ${words.sorts[sort]}`}>
        <IconSortDescending size={14} stroke={1.8} aria-hidden />
        {words.sorts[sort]}
      </button>
    </Menu.Target>
    <Menu.Dropdown>
      {sorts.map((value) => (
        <Menu.Item key={value} rightSection={value === sort ? tick : null} onClick={() => onSort(value)}>
          {words.sorts[value]}
        </Menu.Item>
      ))}
    </Menu.Dropdown>
  </Menu>
);
