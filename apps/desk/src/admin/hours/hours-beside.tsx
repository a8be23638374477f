import { Button, TextInput } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { isOpen, nextChange, nextClockChange, timeIn, whyClosed } from '#calendar';
import { useNow } from '../../live/clock.ts';
import { Tag } from '../../parts/tag.tsx';
import { hoursWords as words } from '../../words/en-hours.ts';
import { Beside } from '../patterns/page.tsx';
import own from './hours.module.css';
import { dayInZone, inZone, instantIn, readable } from './moments.ts';

interface HoursBesideProps {
  readonly values: Readonly<Record<string, unknown>>;
}

/** How it stands now, what a customer would get at a moment, and what comes next: with what is typed, saved or not. */
export function HoursBeside({ values }: HoursBesideProps) {
  const now = new Date(useNow());
  const [moment, setMoment] = useState('');
  const [tried, setTried] = useState<Date | null>(null);
  const hours = readable(values);
  if (!hours) return <Beside title={words.now}>{words.notYet}</Beside>;
  const { timeZone } = hours;
  const isNow = isOpen(hours, now);
  const change = nextChange(hours, now);
  const closed = tried && whyClosed(hours, tried);
  const today = timeIn(timeZone, now).slice(0, 10);
  const clocks = nextClockChange(timeZone, now);
  const coming = [
    ...(change ? [{ at: change.at, what: change.opens ? words.open : words.closed, isDay: false }] : []),
    ...hours.holidays
      .filter(({ from }) => from >= today)
      .toSorted((one, other) => (one.from < other.from ? -1 : 1))
      .slice(0, 3)
      .flatMap(({ from, reason }) => {
        const at = instantIn(timeZone, `${from}T00:00`);
        return at ? [{ at, what: `${words.closed}, ${reason}`, isDay: true }] : [];
      }),
    ...(clocks
      ? [{ at: clocks.at, what: clocks.minutes > 0 ? words.clocksForward : words.clocksBack, isDay: false }]
      : []),
  ].toSorted((one, other) => one.at.getTime() - other.at.getTime());
  return (
    <>
      <Beside title={words.now}>
        <Tag tone={isNow ? 'good' : 'quiet'}>{isNow ? words.open : words.closed}</Tag>{' '}
        {change
          ? isNow
            ? words.openUntil(inZone(timeZone, change.at))
            : words.opensAt(inZone(timeZone, change.at))
          : words.noChange}
      </Beside>
      <Beside title={words.tryMoment}>
        <div className={own.moment}>
          <TextInput
            type="datetime-local"
            aria-label={words.tryMoment}
            value={moment}
            onChange={(event) => setMoment(event.currentTarget.value)}
          />
          <Button
            variant="default"
            leftSection={<IconPlayerPlay size={14} stroke={1.8} aria-hidden />}
            disabled={moment === ''}
            onClick={() => setTried(instantIn(timeZone, moment))}
          >
            {words.test}
          </Button>
        </div>
        <div role="status">
          {tried &&
            (closed === null ? (
              <p className={own.answer}>
                <b>{words.open}</b>
                {words.openText}
              </p>
            ) : (
              <p className={own.answer} data-closed>
                <b>
                  {words.closed}
                  {typeof closed === 'object' && `, ${words.holiday(closed.holiday)}`}
                </b>
                {typeof closed === 'object' ? words.holidayText : words.closedText}
              </p>
            ))}
        </div>
      </Beside>
      <Beside title={words.next}>
        <dl className={own.next}>
          {coming.map(({ at, what, isDay }) => [
            <dt key={`${what} when`}>{isDay ? dayInZone(timeZone, at) : inZone(timeZone, at)}</dt>,
            <dd key={what} dir="auto">
              {what}
            </dd>,
          ])}
        </dl>
      </Beside>
    </>
  );
}
