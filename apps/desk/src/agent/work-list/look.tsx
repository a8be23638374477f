import { Menu, TextInput } from '@mantine/core';
import { IconCheck, IconChevronDown, IconSearch, IconSortDescending, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, Suspense, useState } from 'react';
import type { ListView } from '#contracts';
import { changeListViews, listViews } from '../../api/list-views.ts';
import { late } from '../../parts/late.ts';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { agentWords } from '../../words/en-agent.ts';
import { listWords as words } from '../../words/en-list.ts';
import { everything, isSame } from './arrange.ts';
import type { useWanted } from './use-wanted.ts';
import styles from './work-list.module.css';

const KeepView = late(() => import('./keep-view.tsx').then(({ KeepView: component }) => component));

const tick = <IconCheck size={14} stroke={2} aria-hidden />;

interface FindProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** What is looked for in a list. */
export const Find = ({ value, onChange }: FindProps) => (
  <TextInput
    className={styles.find!}
    type="search"
    size="xs"
    aria-label={words.find}
    placeholder={words.find}
    dir="auto"
    maxLength={100}
    leftSection={<IconSearch size={14} stroke={1.8} aria-hidden />}
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
);

interface OrderProps<Value extends string> {
  readonly value: Value;
  readonly names: Readonly<Record<Value, string>>;
  readonly onChange: (value: Value) => void;
}

/** In which order a list is. */
export const Order = <Value extends string>({ value, names, onChange }: OrderProps<Value>) => (
  <Menu position="bottom-end" width={200} withinPortal={false}>
    <Menu.Target>
      <button type="button" className={styles.choice} aria-label={`${agentWords.list.sort}: ${names[value]}`}>
        <IconSortDescending size={14} stroke={1.8} aria-hidden />
        {names[value]}
      </button>
    </Menu.Target>
    <Menu.Dropdown>
      {(Object.keys(names) as Value[]).map((one) => (
        <Menu.Item key={one} rightSection={one === value ? tick : null} onClick={() => onChange(one)}>
          {names[one]}
        </Menu.Item>
      ))}
    </Menu.Dropdown>
  </Menu>
);

interface OneProps {
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}

/** One thing that the list can be narrowed to. */
export const One = ({ isChosen, onChoose, children }: OneProps) => (
  <Menu.Item rightSection={isChosen ? tick : null} onClick={onChoose}>
    <bdi>{children}</bdi>
  </Menu.Item>
);

interface LookProps {
  readonly at: ReturnType<typeof useWanted>;
  /** What it is narrowed to, in words. */
  readonly said: readonly string[];
  /** How many a view shows; null: nobody knows without looking. */
  readonly countOf: (view: ListView) => number | null;
  /** What it can be narrowed to. */
  readonly children: ReactNode;
  /** What it is when it is narrowed to nothing. */
  readonly all?: string;
}

/** To what a list is narrowed: chosen, or as a view that was kept. */
export function Look({ at, said, countOf, children, all = words.all }: LookProps) {
  const { list, wanted, want, go } = at;
  const cache = useQueryClient();
  const views = useQuery(listViews).data?.views ?? [];
  const [isKeeping, setKeeping] = useState(false);
  const removing = useMutation({
    mutationFn: ({ id }: ListView) => changeListViews(cache, (before) => before.filter((one) => one.id !== id)),
    onSuccess: (_, view) =>
      tell(words.viewGone, () => void changeListViews(cache, (before) => [...before, view]).catch(tellFailure)),
    onError: tellFailure,
  });
  const current = views.find((view) => view.list === list && isSame(view, wanted));
  const label = current?.name ?? (said.join(', ') || all);
  const { sort, order, caseOrder } = wanted;
  const isAll = isSame(wanted, { ...everything, sort, order, caseOrder });
  return (
    <>
      <Menu position="bottom-start" width={230} withinPortal={false}>
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
          <One isChosen={isAll} onChoose={() => want({ ...everything, sort, order, caseOrder })}>
            {all}
          </One>
          {children}
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
      {isKeeping && (
        <Suspense>
          <KeepView
            list={list}
            wanted={wanted}
            proposed={said.join(', ') || wanted.find}
            onClose={() => setKeeping(false)}
          />
        </Suspense>
      )}
    </>
  );
}
