import { Menu } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { ChannelId, ConversationView } from '#contracts';
import { myChoices } from '../../api/choices.ts';
import { myCases } from '../../api/my-cases.ts';
import { useMine } from '../../shell/use-agent.ts';
import { words as shared } from '../../words/en.ts';
import { listWords as words, openWords } from '../../words/en-list.ts';
import { matching, type Show } from './arrange.ts';
import { Find, Look, One, Order } from './look.tsx';
import type { useWanted } from './use-wanted.ts';
import styles from './work-list.module.css';

const shows = ['active', 'waiting', 'wrap-up'] as const satisfies readonly Show[];
const reads = ['unread', 'read'] as const;

interface ChoicesProps {
  readonly at: ReturnType<typeof useWanted>;
  /** Everything in the list. */
  readonly all: readonly ConversationView[];
  readonly nameOf: (conversationId: string) => string | null;
}

type At = Pick<ChoicesProps, 'at'>;

/** With texts that were not seen, or without. */
const Reads = ({ at: { wanted, want } }: At) =>
  reads.map((value) => (
    <One
      key={value}
      isChosen={value === wanted.read}
      onChoose={() => want({ read: value === wanted.read ? null : value })}
    >
      {words.reads[value]}
    </One>
  ));

/** On one line, where there are several. */
const Lines = ({ at: { wanted, want }, lines }: At & { readonly lines: readonly (readonly [ChannelId, string])[] }) =>
  lines.length > 1 && (
    <>
      <Menu.Label>{words.line}</Menu.Label>
      {lines.map(([id, name]) => (
        <One key={id} isChosen={id === wanted.line} onChoose={() => want({ line: id === wanted.line ? null : id })}>
          {name}
        </One>
      ))}
    </>
  );

/** What is looked at of a list, and in which order: typed, chosen, or as a view that was kept. */
export const Choices = ({ at, all, nameOf }: ChoicesProps) =>
  at.list === 'cases' ? (
    <CaseChoices at={at} />
  ) : at.list === 'open' ? (
    <OpenChoices at={at} />
  ) : (
    <OwnChoices at={at} all={all} nameOf={nameOf} />
  );

/** Of my conversations, and of those that were closed today. */
function OwnChoices({ at, all, nameOf }: ChoicesProps) {
  const { list, wanted, want } = at;
  const isClosed = list === 'closed';
  const lines = [...new Map(all.map(({ channelId, channelName }) => [channelId, channelName]))];
  const lineName = lines.find(([id]) => id === wanted.line)?.[1];
  const said = [
    ...(wanted.show && !isClosed ? [shared.status[wanted.show]] : []),
    ...(wanted.read ? [words.reads[wanted.read]] : []),
    ...(wanted.line ? [lineName ?? words.line] : []),
  ];
  return (
    <>
      <Find value={wanted.find} onChange={(find) => want({ find })} />
      <div className={styles.choices}>
        <Look at={at} said={said} countOf={(view) => (view.list === list ? matching(all, view, nameOf).length : null)}>
          {!isClosed &&
            shows.map((value) => (
              <One
                key={value}
                isChosen={value === wanted.show}
                onChoose={() => want({ show: value === wanted.show ? null : value })}
              >
                {shared.status[value]}
              </One>
            ))}
          {!isClosed && <Menu.Divider />}
          {!isClosed && <Reads at={at} />}
          <Lines at={at} lines={lines} />
        </Look>
        {!isClosed && <Order value={wanted.sort} names={words.sorts} onChange={(sort) => want({ sort })} />}
      </div>
    </>
  );
}

/** Of what waits in the queues that an agent serves: the service looks for it, as nobody has all of it. */
function OpenChoices({ at }: At) {
  const { wanted, want } = at;
  const queues = useQuery(myChoices).data?.queues ?? [];
  const said = wanted.queue ? [queues.find(({ id }) => id === wanted.queue)?.name ?? words.queue] : [];
  return (
    <>
      <Find value={wanted.find} onChange={(find) => want({ find })} />
      <div className={styles.choices}>
        <Look at={at} said={said} countOf={() => null}>
          {queues.length > 0 && <Menu.Label>{words.queue}</Menu.Label>}
          {queues.map(({ id, name }) => (
            <One
              key={id}
              isChosen={id === wanted.queue}
              onChoose={() => want({ queue: id === wanted.queue ? null : id })}
            >
              {name}
            </One>
          ))}
        </Look>
        <Order value={wanted.order} names={openWords.sorts} onChange={(order) => want({ order })} />
      </div>
    </>
  );
}

/** Of the cases that are written about: the service looks for them, too. */
function CaseChoices({ at }: At) {
  const { wanted, want } = at;
  const mine = useMine().data ?? [];
  const found = useInfiniteQuery({ ...myCases(wanted), enabled: false }).data?.pages ?? [];
  // narrowed to one line, the list itself tells of no other
  const lines = useRef(new Map<ChannelId, string>()).current;
  for (const { channelId, channelName } of [
    ...mine,
    ...found.flatMap(({ items }) => items.map(({ latest }) => latest)),
  ])
    lines.set(channelId, channelName);
  const said = [
    ...(wanted.read ? [words.reads[wanted.read]] : []),
    ...(wanted.line ? [lines.get(wanted.line) ?? words.line] : []),
  ];
  return (
    <>
      <Find value={wanted.find} onChange={(find) => want({ find })} />
      <div className={styles.choices}>
        <Look at={at} said={said} countOf={() => null} all={words.allCases}>
          <Reads at={at} />
          <Lines at={at} lines={[...lines]} />
        </Look>
        <Order value={wanted.caseOrder} names={words.caseOrders} onChange={(caseOrder) => want({ caseOrder })} />
      </div>
    </>
  );
}
