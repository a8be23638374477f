import { Button } from '@mantine/core';
import { IconAlertTriangle, IconEye } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ConversationView } from '#contracts';
import { moodAlerts } from '../../api/alerts.ts';
import { sendingAlerts } from '../../api/deliverability.ts';
import { useNow } from '../../live/clock.ts';
import { CustomerName } from '../../parts/customer.tsx';
import { WhyLink } from '../../parts/see-why.tsx';
import { Address, Elapsed } from '../../parts/small.tsx';
import { tableStyles as table } from '../../parts/table.tsx';
import { useMe } from '../../shell/use-agent.ts';
import { agentWords } from '../../words/en-agent.ts';
import { liveWords } from '../../words/en-live.ts';
import { supervisorWords } from '../../words/en-supervisor.ts';
import styles from './alerts.module.css';
import type { WorkOf } from './figures.ts';
import { standingOut, type StandingOut } from './standing-out.ts';
import { useThresholds } from './thresholds.ts';

const words = liveWords.standingOut;
/** More than this would hide what they are about; the rest is a button away. */
const most = 2;

interface AlertLinesProps {
  readonly conversations: readonly ConversationView[];
  readonly workOf: WorkOf;
}

function Line({ of, workOf }: { readonly of: StandingOut; readonly workOf: WorkOf }) {
  if (of.kind === 'held')
    return (
      <>
        <span className={styles.text}>
          <strong>{words.held}</strong> <Address of={of.sender} />: {of.title}
        </span>
        <Link to="/live/sending" className={table.rowAction}>
          {words.look}
        </Link>
      </>
    );
  const { id, customer, waitingSince } = of.conversation;
  const work = workOf.get(id);
  return (
    <>
      <span className={styles.text}>
        <strong>
          <CustomerName conversationId={id} address={customer} />
        </strong>{' '}
        {of.kind === 'mood' ? (
          words.mood(agentWords.context.moods[of.mood].toLowerCase())
        ) : (
          <>
            {words.waits(work?.queueName ?? null)} {waitingSince && <Elapsed since={waitingSince} />}
          </>
        )}
      </span>
      {work && <WhyLink workItem={work.id} />}
      <Link to="/live/c/$conversation" params={{ conversation: id }} className={table.rowAction}>
        <IconEye size={15} stroke={1.7} aria-hidden />
        {supervisorWords.conversations.monitor}
      </Link>
    </>
  );
}

/** What cannot wait, with why it is so and what can be done. Nothing is drawn while nothing stands out. */
export function AlertLines({ conversations, workOf }: AlertLinesProps) {
  const [isWhole, setWhole] = useState(false);
  const sending = useInfiniteQuery(sendingAlerts).data?.pages.flatMap(({ items }) => items) ?? [];
  const moods = useQuery(moodAlerts).data ?? [];
  const me = useMe().data ?? null;
  const all = standingOut({ me, sending, moods, conversations, thresholds: useThresholds(), now: useNow() });
  if (all.length === 0) return null;
  return (
    <section aria-label={words.title} className={styles.alerts}>
      <ul>
        {all.slice(0, isWhole ? all.length : most).map((one) => (
          <li key={one.id} className={styles.line} data-kind={one.kind}>
            <IconAlertTriangle size={16} stroke={1.7} aria-hidden />
            <Line of={one} workOf={workOf} />
          </li>
        ))}
      </ul>
      {all.length > most && (
        <Button variant="subtle" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? words.fewer : words.more(all.length - most)}
        </Button>
      )}
    </section>
  );
}
