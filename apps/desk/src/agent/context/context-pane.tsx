import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import type { ContextView, ConversationView } from '#contracts';
import { context as contextQuery } from '../../api/customers.ts';
import { myWork } from '../../api/handing.ts';
import { CustomerAvatar, CustomerName } from '../../parts/customer.tsx';
import { late } from '../../parts/late.ts';
import { SeeWhy } from '../../parts/see-why.tsx';
import { Address, Fact, Facts, Wait } from '../../parts/small.tsx';
import { Tag } from '../../parts/tag.tsx';
import { asDate } from '../../parts/time.ts';
import { usePerson } from '../../shell/sign-in/session.ts';
import { useMe } from '../../shell/use-agent.ts';
import { agentWords } from '../../words/en-agent.ts';
import { words as shared } from '../../words/en.ts';
import { threadWords } from '../../words/en-thread.ts';
import { Suggestions } from '../assist/suggestions.tsx';
import styles from './context.module.css';
import { Candidates, CaseCard, LinkMenu } from './linking.tsx';
import { Notes } from './notes.tsx';
import { Timeline } from './timeline.tsx';

const words = agentWords.context;
const Handled = late(() => import('../../parts/handled.tsx').then(({ Handled: component }) => component));
const NeededSkills = late(() =>
  import('../../parts/needed-skills.tsx').then(({ NeededSkills: component }) => component),
);
const languages = new Intl.DisplayNames('en', { type: 'language' });

/** What is known about the customer and this conversation, and what came before it. */
export function ContextPane({ conversation }: { readonly conversation: ConversationView }) {
  const { id, customer } = conversation;
  const { data: known } = useQuery(contextQuery(id));
  const record = known?.contact ?? known?.account ?? null;
  return (
    <div className={styles.pane}>
      <Suggestions conversationId={id} className={styles.section} titleClass={styles.title} />
      <section className={styles.section} aria-label={words.title}>
        <div className={styles.person}>
          <CustomerAvatar conversationId={id} address={customer} tone="accent" size="large" />
          <div className={styles.who}>
            <h3 className={styles.name}>
              <CustomerName conversationId={id} address={customer} />
            </h3>
            <p className={styles.sub}>{whoItIs(known ?? null)}</p>
          </div>
          <LinkMenu conversation={conversation} known={known ?? null} />
        </div>
        <Facts>
          {record && (
            <Fact name={words.mobile}>
              <Address of={customer} />
            </Fact>
          )}
          <Fact name={words.consent}>
            {conversation.optedOut ? (
              <Tag tone="bad">{words.optedOut}</Tag>
            ) : (
              <Tag tone="good">{words.mayBeTexted}</Tag>
            )}
          </Fact>
          {(known?.language ?? conversation.language) && (
            <Fact name={words.language}>{languages.of(known?.language ?? conversation.language!)}</Fact>
          )}
          {known?.contact && known.account && (
            <Fact name={words.company}>
              <bdi>{known.account.name}</bdi>
            </Fact>
          )}
          {facts(record).map(([name, value]) => (
            <Fact key={name} name={name}>
              <bdi>{value}</bdi>
            </Fact>
          ))}
        </Facts>
      </section>
      {known && known.candidates.length > 1 && !record && <Candidates conversation={conversation} known={known} />}
      <CaseCard conversation={conversation} known={known ?? null} />
      <ThisConversation conversation={conversation} known={known ?? null} />
      <Needs conversation={conversation} />
      {conversation.status === 'closed' && (
        <div className={styles.section}>
          <Suspense>
            <Handled conversation={conversation} />
          </Suspense>
        </div>
      )}
      {known && Object.keys(known.variables).length > 0 && (
        <section className={styles.section}>
          <h3 className={styles.title}>{words.variables}</h3>
          <Facts>
            {Object.entries(known.variables).map(([name, value]) => (
              <Fact key={name} name={name}>
                <bdi>{value}</bdi>
              </Fact>
            ))}
          </Facts>
        </section>
      )}
      <Notes conversationId={id} />
      <Timeline conversationId={id} />
    </div>
  );
}

/** What mine needs: whoever comes next is looked for by it. */
function Needs({ conversation: { id, status, accepted, agentId } }: { readonly conversation: ConversationView }) {
  // others have no part in it, and what an agent began is no work before somebody answers
  const me = useMe().data?.id;
  const isMine = me !== undefined && me === agentId && accepted && status === 'active';
  const workItemId = useQuery({ ...myWork(id), enabled: isMine }).data?.workItemId;
  if (!workItemId || !isMine) return null;
  return (
    <div className={styles.section}>
      <Suspense>
        <NeededSkills workItemId={workItemId} />
      </Suspense>
    </div>
  );
}

/** What stands under names of their own in the pane, or is part of the name. */
const shownElsewhere = ['name', 'firstName', 'lastName', 'nickname', 'number'];

/** The directory's columns that are filled in; a person reads eight, more are in the directory. */
const facts = (record: ContextView['contact']): readonly (readonly [string, string])[] =>
  Object.entries(record?.attributes ?? {})
    .filter(([name, value]) => value !== null && value !== '' && !shownElsewhere.includes(name))
    .slice(0, 8)
    .map(([name, value]) => [words.columns[name as keyof typeof words.columns] ?? name, String(value)]);

/** In a few words, how sure we are who writes (product.md 18.1). */
function whoItIs(known: ContextView | null): string {
  if (known?.contact) return known.linkedBy === 'agent' ? words.contactByAgent : words.contactByNumber;
  if (known?.account) return known.linkedBy === 'agent' ? words.accountByAgent : words.accountByNumber;
  return known && known.candidates.length > 1 ? words.several(known.candidates.length) : words.unknown;
}

interface AboutProps {
  readonly conversation: ConversationView;
  readonly known: ContextView | null;
}

function ThisConversation({ conversation, known }: AboutProps) {
  const { id, channelName, number, openedAt, acceptedAt, status, statusSince, waitingSince, closedAt } = conversation;
  const mayAskWhy = usePerson().roles.some((role) => role !== 'agent');
  return (
    <section className={styles.section}>
      <h3 className={styles.title}>{words.here}</h3>
      <Facts>
        <Fact name={words.line}>
          <bdi>{channelName}</bdi>
        </Fact>
        <Fact name={words.ourNumber}>
          <Address of={number} />
        </Fact>
        <Fact name={words.opened}>{asDate(openedAt)}</Fact>
        {acceptedAt && <Fact name={words.accepted}>{asDate(acceptedAt)}</Fact>}
        {closedAt ? (
          <Fact name={words.closed}>{asDate(closedAt)}</Fact>
        ) : (
          <Fact name={words.since(shared.status[status])}>{asDate(statusSince)}</Fact>
        )}
        {waitingSince && status === 'active' && (
          <Fact name={threadWords.waits}>
            <Wait since={waitingSince} />
          </Fact>
        )}
        {known?.sentiment && (
          <Fact name={words.mood}>
            <Tag tone={known.sentiment.alertsAgent ? 'bad' : 'quiet'}>{words.moods[known.sentiment.label]}</Tag>
          </Fact>
        )}
        {known?.bot?.summary && (
          <Fact name={words.bot}>
            <bdi>{known.bot.summary}</bdi>
          </Fact>
        )}
      </Facts>
      {known?.outbound && (
        <p className={styles.answers} dir="auto">
          {words.answersTo(asDate(known.outbound.sentAt))} “{known.outbound.text}”
        </p>
      )}
      {mayAskWhy && <SeeWhy conversationId={id} />}
    </section>
  );
}
