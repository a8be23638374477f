import { Button } from '@mantine/core';
import { IconRobot, IconUser, IconUsers } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ConversationView, ParticipantView, SessionView, TranscriptRequest } from '#contracts';
import { handling } from '../api/handling.ts';
import { transcriptText } from '../api/found-texts.ts';
import { tellFailure } from '../shell/tell.tsx';
import { foundWords } from '../words/en-found.ts';
import { handledWords as words } from '../words/en-handled.ts';
import styles from './handled.module.css';
import { Read } from './read.tsx';
import { save } from './save.ts';
import { Tag } from './tag.tsx';
import { asDate, asDuration, asTime, isSameDay, secondsBetween } from './time.ts';

/** An end on the same day as the beginning is its time alone. */
const untilOf = (from: string, until: string | null): string =>
  until === null ? words.goesOn : words.until(isSameDay(from, until) ? asTime(until) : asDate(until));

function whenOf({ createdAt, acceptedAt, closedAt, botId }: SessionView): string {
  if (botId !== null) return `${asDate(createdAt)}, ${untilOf(createdAt, closedAt)}`;
  if (acceptedAt === null)
    return closedAt === null ? words.asked(asDate(createdAt)) : words.notTaken(asDate(createdAt));
  const after = asDuration(secondsBetween(createdAt, Date.parse(acceptedAt)));
  return `${words.taken(asDate(acceptedAt), after)}, ${untilOf(acceptedAt, closedAt)}`;
}

/** A stretch in which somebody was asked, or had it, and why it is over (product.md 17.6). */
const Session = ({ of }: { readonly of: SessionView }) => {
  const Icon = of.botId === null ? IconUser : IconRobot;
  return (
    <li className={styles.one}>
      <div className={styles.head}>
        <span className={styles.who}>
          <Icon size={15} stroke={1.7} aria-label={of.botId === null ? words.agent : words.bot} />
          <bdi>{of.name || words.unknown}</bdi>
        </span>
        {of.closureReason && (
          <Tag tone={of.acceptedAt === null && of.botId === null ? 'risk' : 'quiet'}>
            {words.reasons[of.closureReason] ?? of.closureReason}
          </Tag>
        )}
      </div>
      <p className={styles.when}>{whenOf(of)}</p>
      {of.queueName && (
        <p className={styles.when} dir="auto">
          {words.from(of.queueName)}
        </p>
      )}
    </li>
  );
};

const Participant = ({ of }: { readonly of: ParticipantView }) => (
  <li className={styles.one}>
    <div className={styles.head}>
      <span className={styles.who}>
        <IconUsers size={15} stroke={1.7} aria-hidden />
        <bdi>{of.name}</bdi>
      </span>
      <Tag>{[words.modes[of.mode], ...(of.spoke ? [words.spoke] : [])].join(', ')}</Tag>
    </div>
    <p className={styles.when}>
      {`${asDate(of.joinedAt)}, ${untilOf(of.joinedAt, of.leftAt)}`}
      {of.closureReason === 'agent-disconnected' && `. ${words.reasons[of.closureReason]}`}
    </p>
  </li>
);

/** Who handled a conversation and who took part, from the first on; and what was said in it, to keep (product.md 34). */
export function Handled({ conversation }: { readonly conversation: ConversationView }) {
  const query = useQuery(handling(conversation));
  const saving = useMutation({
    mutationFn: async (whom: TranscriptRequest['for']) =>
      save(await transcriptText(conversation.id, whom), `${words.file}-${conversation.id}.txt`),
    onError: tellFailure,
  });
  return (
    <section aria-label={words.title}>
      <h3 className={styles.title}>{words.title}</h3>
      <Read query={query} what={words.failed}>
        {({ sessions, participants }) =>
          sessions.length + participants.length === 0 ? (
            <p className={styles.when}>{words.none}</p>
          ) : (
            <ul className={styles.list}>
              {sessions.map((one) => (
                <Session key={one.id} of={one} />
              ))}
              {participants.map((one) => (
                <Participant key={`${one.agentId} ${one.joinedAt}`} of={one} />
              ))}
            </ul>
          )
        }
      </Read>
      {(['us', 'customer'] as const).map((whom) => (
        <Button
          key={whom}
          variant="subtle"
          className={styles.save!}
          loading={saving.isPending && saving.variables === whom}
          onClick={() => saving.mutate(whom)}
        >
          {foundWords.save[whom]}
        </Button>
      ))}
    </section>
  );
}
