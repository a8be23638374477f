import { Button } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeadLetterView, ServiceOfEvents } from '#contracts';
import { dropEvents, failedEvents, replayEvents, type WhichEvents } from '../../api/failed-events.ts';
import { Dialog, DialogText } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { More } from '../../parts/more.tsx';
import { Read } from '../../parts/read.tsx';
import { When } from '../../parts/small.tsx';
import { Card, DataTable, tableStyles as table } from '../../parts/table.tsx';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { words as shared } from '../../words/en.ts';
import { failedEventWords as words } from '../../words/en-failed-events.ts';
import styles from './failed-events.module.css';

interface Doing {
  /** What is under way: an event, or `all`; null: nothing. */
  readonly busy: string | null;
  readonly replay: (eventId?: string) => void;
  readonly drop: (eventId?: string) => void;
}

function Row({ letter, doing }: { readonly letter: DeadLetterView; readonly doing: Doing }) {
  const { eventId, type, correlationId, failures, reason, failedAt } = letter;
  const what = type ?? words.noType;
  return (
    <tr>
      <td className={`${table.strong} ${styles.event}`}>
        {what}
        <span>{eventId === null ? words.noId : words.id(eventId)}</span>
        {correlationId !== null && <span>{words.reference(correlationId)}</span>}
      </td>
      <td className={`${table.quiet} ${styles.reason}`} dir="auto">
        {reason}
      </td>
      <td className={table.end}>{shared.common.number(failures)}</td>
      <td className={`${table.end} ${table.quiet}`}>
        <When at={failedAt} />
      </td>
      <td className={table.end}>
        {eventId !== null && (
          <span className={styles.actions}>
            <Button
              variant="subtle"
              aria-label={words.replayOne(what)}
              loading={doing.busy === eventId}
              onClick={() => doing.replay(eventId)}
            >
              {words.replay}
            </Button>
            <Button variant="subtle" aria-label={words.dropOne(what)} onClick={() => doing.drop(eventId)}>
              {words.drop}
            </Button>
          </span>
        )}
      </td>
    </tr>
  );
}

interface FailedSubscriptionProps {
  readonly service: ServiceOfEvents;
  readonly subscription: string;
  readonly count: number;
}

/** What one subscription failed at: replayed or dropped one by one, or all of it. */
export function FailedSubscription({ service, subscription, count }: FailedSubscriptionProps) {
  const cache = useQueryClient();
  const list = useInfiniteQuery(failedEvents(service, subscription, count));
  const [busy, setBusy] = useState<string | null>(null);
  const [asked, setAsked] = useState<WhichEvents | null>(null);
  const act = async (
    { eventId }: Pick<WhichEvents, 'eventId'>,
    does: typeof replayEvents,
    said: (count: number) => string,
  ) => {
    setBusy(eventId ?? 'all');
    try {
      tell(said(await does(cache, { service, subscription, eventId })));
    } catch (error) {
      tellFailure(error);
    } finally {
      setBusy(null);
      setAsked(null);
    }
  };
  const doing: Doing = {
    busy,
    replay: (eventId) => void act({ eventId }, replayEvents, words.replayed),
    drop: (eventId) => setAsked({ service, subscription, eventId }),
  };
  const columns = [
    { name: words.event },
    { name: words.why },
    { name: words.attempts, end: true },
    { name: words.when, end: true },
    { name: words.do, isUnseen: true, end: true },
  ];
  const many = asked?.eventId === undefined ? count : 1;
  return (
    <Card
      title={subscription}
      note={
        <span className={styles.actions}>
          <span className={styles.count}>{words.events(count)}</span>
          <Button
            variant="subtle"
            aria-label={words.replayEvery(subscription)}
            loading={busy === 'all' && asked === null}
            onClick={() => doing.replay()}
          >
            {words.replayAll}
          </Button>
          <Button variant="subtle" aria-label={words.dropEvery(subscription)} onClick={() => doing.drop()}>
            {words.dropAll}
          </Button>
        </span>
      }
    >
      <Read query={list} what={words.failed(subscription)}>
        {({ pages }) => (
          <DataTable label={words.failed(subscription)} columns={columns}>
            {pages
              .flatMap(({ items }) => items)
              .map((letter, at) => (
                <Row key={letter.eventId ?? at} letter={letter} doing={doing} />
              ))}
          </DataTable>
        )}
      </Read>
      <More list={list} />
      <Dialog isOpen={asked !== null} onClose={() => setAsked(null)} title={words.dropTitle(many)}>
        <DialogText>{words.dropText(many)}</DialogText>
        <DialogFoot
          onCancel={() => setAsked(null)}
          startsAt="cancel"
          isFinal
          isBusy={busy !== null}
          onDo={() => void act(asked!, dropEvents, words.dropped)}
        >
          {many === 1 ? words.drop : words.dropAll}
        </DialogFoot>
      </Dialog>
    </Card>
  );
}
