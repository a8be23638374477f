import { TextInput } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCircle, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { servicesOfEvents } from '#contracts';
import { accounts, channels, workstreams } from '../../api/channel-config.ts';
import { sendingAlerts } from '../../api/deliverability.ts';
import { failedSubscriptions } from '../../api/failed-events.ts';
import { provisioning } from '../../api/provisioning.ts';
import { queues } from '../../api/routing.ts';
import { webhooks } from '../../api/webhooks.ts';
import { failedEventWords } from '../../words/en-failed-events.ts';
import { placeWords } from '../../words/en-places.ts';
import { AdminPage, Section, Sections } from '../patterns/page.tsx';
import { findSettings } from './find.ts';
import own from './start.module.css';

const words = placeWords.start;

function Find() {
  const [typed, setTyped] = useState('');
  const found = findSettings(typed);
  return (
    <div>
      <TextInput
        type="search"
        aria-label={words.find}
        placeholder={words.find}
        leftSection={<IconSearch size={15} stroke={1.7} aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {typed.trim() !== '' && (
        <>
          <p className={own.count} role="status">
            {found.length === 0 ? words.nothing(typed.trim()) : words.found(found.length)}
          </p>
          <ul className={own.found}>
            {found.map(({ name, where, to }) => (
              <li key={`${to} ${name}`}>
                <Link to={to}>{name}</Link>
                <span>{where}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

interface Step {
  readonly name: string;
  readonly text: string;
  readonly to: string;
  readonly isDone: boolean;
}

const Steps = ({ steps }: { readonly steps: readonly Step[] }) => (
  <ol className={own.steps}>
    {steps.map(({ name, text, to, isDone }) => (
      <li key={name} data-done={isDone || undefined}>
        {isDone ? (
          <IconCheck size={17} stroke={2} aria-label={words.done} role="img" />
        ) : (
          <IconCircle size={17} stroke={1.7} aria-label={words.todo} role="img" />
        )}
        <Link to={to}>{name}</Link>
        <span>{text}</span>
      </li>
    ))}
  </ol>
);

interface Problem {
  readonly key: string;
  readonly text: string;
  /** Where it is cured. */
  readonly to: string;
}

/** Where administration begins: what is set up and what is not, what needs a look, and a way to every setting. */
export function AdminStart() {
  const sms = useQuery(provisioning);
  const known = useQuery(accounts);
  const wired = useQuery(channels);
  const streams = useQuery(workstreams);
  const lines = useQuery(queues);
  const told = useQuery(webhooks);
  const sending = useInfiniteQuery(sendingAlerts);
  const failed = useQueries({ queries: servicesOfEvents.map(failedSubscriptions) });
  const held = (sending.data?.pages ?? []).flatMap(({ items }) => items).filter(({ isPausing }) => isPausing);
  const isRead = [sms, known, wired, streams, lines, told, sending, ...failed].every(({ data }) => data !== undefined);
  const numbers = (known.data ?? []).flatMap((account) => account.numbers);
  const steps: readonly Step[] = [
    {
      name: words.provision,
      text: words.provisionText,
      to: '/admin/channels',
      isDone: sms.data?.status === 'provisioned',
    },
    { name: words.account, text: words.accountText, to: '/admin/accounts', isDone: (known.data ?? []).length > 0 },
    {
      name: words.agents,
      text: words.agentsText,
      to: '/admin/queues',
      isDone: (lines.data ?? []).some(({ memberIds, isDefault }) => memberIds.length > 0 && !isDefault),
    },
    { name: words.channel, text: words.channelText, to: '/admin/workstreams', isDone: (wired.data ?? []).length > 0 },
    {
      name: words.connected,
      text: words.connectedText,
      to: '/admin/accounts',
      isDone: numbers.some(({ connectedAt }) => connectedAt !== null),
    },
  ];
  const problems: readonly Problem[] = [
    ...held.map(({ id, accountId, sender, title }) => ({
      key: id as string,
      text: words.held(sender, title),
      to: `/admin/accounts/${accountId}`,
    })),
    ...servicesOfEvents.flatMap((service, at) => {
      const count = (failed[at]!.data ?? []).reduce((sum, one) => sum + one.count, 0);
      const text = words.failedEvents(count, failedEventWords.services[service]);
      return count > 0 ? [{ key: `${service} events`, text, to: '/admin/failed-events' }] : [];
    }),
    ...(told.data ?? []).flatMap(({ id, name, turnedOff }) =>
      turnedOff ? [{ key: id, text: words.turnedOff(name, turnedOff.why), to: `/admin/webhooks/${id}` }] : [],
    ),
    ...(known.data ?? []).flatMap(({ id, name, numbers: its, validation }) => [
      ...(validation && validation.outcome !== 'ok'
        ? [{ key: `${id} check`, text: words.badAccount(name), to: `/admin/accounts/${id}` }]
        : []),
      ...its
        .filter(({ channelId, connectedAt }) => channelId !== null && connectedAt === null)
        .map((number) => ({
          key: number.id as string,
          text: words.notConnected(number.formatted),
          to: `/admin/accounts/${id}`,
        })),
    ]),
    ...(lines.data ?? [])
      // every agent serves the default queue from their first sign-in on
      .filter(({ memberIds, isDefault }) => memberIds.length === 0 && !isDefault)
      .map(({ id, name }) => ({ key: id as string, text: words.emptyQueue(name), to: `/admin/queues/${id}` })),
    ...[...(known.data ?? []), ...(wired.data ?? []), ...(streams.data ?? [])]
      .filter(({ state }) => state === 'retiring')
      .map(({ id, name }) => ({ key: id as string, text: words.retiring(name), to: '/admin/channels' })),
  ].slice(0, 20);
  return (
    <AdminPage title={words.title} intro={words.intro} isNarrow>
      <Sections>
        <Find />
        <Section title={words.steps}>
          <Steps steps={steps} />
        </Section>
        <Section title={words.problems}>
          {isRead && problems.length === 0 && <p>{words.noProblems}</p>}
          <ul className={own.problems}>
            {problems.map(({ key, text, to }) => (
              <li key={key}>
                <IconAlertTriangle size={16} stroke={1.7} aria-hidden />
                <Link to={to}>{text}</Link>
              </li>
            ))}
          </ul>
        </Section>
      </Sections>
    </AdminPage>
  );
}
