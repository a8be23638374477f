import { ActionIcon } from '@mantine/core';
import { IconLayoutSidebarRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ConversationView } from '#contracts';
import { conversation as conversationQuery } from '../api/conversations.ts';
import { latestWork } from '../api/explanation.ts';
import { agents as agentsQuery } from '../api/routing.ts';
import { ConversationHeader, ConversationHeaderBones } from '../parts/conversation-header.tsx';
import canvas from '../parts/conversation.module.css';
import { useCustomerName } from '../parts/customer.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Failed } from '../parts/empty.tsx';
import { Handled } from '../parts/handled.tsx';
import { NeededSkills } from '../parts/needed-skills.tsx';
import { SeeWhy } from '../parts/see-why.tsx';
import { Address, Fact, Facts } from '../parts/small.tsx';
import { Thread } from '../parts/thread/thread.tsx';
import { asDate } from '../parts/time.ts';
import { ConnectionWord } from '../shell/connection-bar.tsx';
import { TopCrumbs } from '../shell/frame.tsx';
import { useTitle } from '../shell/title.ts';
import { words as shared } from '../words/en.ts';
import { agentWords } from '../words/en-agent.ts';
import { supervisorWords } from '../words/en-supervisor.ts';
import { BulkHistory } from './bulk/bulk-history.tsx';
import styles from './overview/overview.module.css';
import { Place } from './place/place.tsx';
import { ForceClose, TakingPart } from './taking-part.tsx';

const words = supervisorWords.monitor;

/** The agent's thread: neither side sees who watches, until they join. */
export function Monitor() {
  const { conversation: id } = useParams({ from: '/live/c/$conversation' });
  const { data, error, refetch } = useQuery(conversationQuery(id));
  const [isAboutOpen, setAboutOpen] = useState(false);
  const name = useCustomerName({ conversationId: data?.id ?? '', address: data?.customer ?? '' });
  useTitle(name ? `${words.title}: ${name}` : words.title);
  if (error && !data) {
    return (
      <main className={canvas.canvas}>
        <Failed what={words.failed} error={error} onRetry={() => void refetch()} fill />
      </main>
    );
  }
  return (
    <div className={styles.watch}>
      <TopCrumbs list={<Link to="/live">{words.back}</Link>} beside={<ConnectionWord />}>
        {name || words.title}
      </TopCrumbs>
      <main className={canvas.canvas} aria-label={words.title}>
        {data ? (
          <ConversationHeader conversation={data}>
            <ActionIcon
              className={styles.aboutButton!}
              aria-label={shared.regions.context}
              onClick={() => setAboutOpen(true)}
            >
              <IconLayoutSidebarRight size={17} stroke={1.7} />
            </ActionIcon>
            <SeeWhy conversationId={data.id} />
            <Place conversation={data} />
            <ForceClose conversation={data} />
          </ConversationHeader>
        ) : (
          <ConversationHeaderBones />
        )}
        {data && <Thread conversation={data} />}
        {data && <TakingPart conversation={data} />}
      </main>
      {data && (
        <aside className={styles.side} aria-label={shared.regions.context}>
          <About conversation={data} />
        </aside>
      )}
      {data && (
        <Dialog isOpen={isAboutOpen} onClose={() => setAboutOpen(false)} title={shared.regions.context} side="end">
          <About conversation={data} />
        </Dialog>
      )}
    </div>
  );
}

/** Who has it, on which line, since when, and who had it before. */
function About({ conversation }: { readonly conversation: ConversationView }) {
  const { agentId, channelName, number, openedAt, status, statusSince } = conversation;
  const agents = useQuery(agentsQuery).data ?? [];
  const work = useQuery(latestWork(conversation.id)).data;
  return (
    <div className={styles.about}>
      <h2 className={styles.sideTitle}>{agentWords.context.here}</h2>
      <Facts>
        <Fact name={words.handledBy}>
          <bdi>{agents.find(({ id }) => id === agentId)?.name ?? words.nobody}</bdi>
        </Fact>
        <Fact name={agentWords.context.line}>
          <bdi>{channelName}</bdi>
        </Fact>
        <Fact name={agentWords.context.ourNumber}>
          <Address of={number} />
        </Fact>
        <Fact name={agentWords.context.opened}>{asDate(openedAt)}</Fact>
        <Fact name={agentWords.context.since(shared.status[status])}>{asDate(statusSince)}</Fact>
      </Facts>
      {work && status !== 'closed' && status !== 'wrap-up' && <NeededSkills workItemId={work.id} />}
      <Handled conversation={conversation} />
      <BulkHistory conversationId={conversation.id} />
    </div>
  );
}
