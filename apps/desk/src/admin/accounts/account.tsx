import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { AccountView, ChannelView } from '#contracts';
import { accounts, channels } from '../../api/channel-config.ts';
import { Read } from '../../parts/read.tsx';
import { Address, Fact, Facts, When } from '../../parts/small.tsx';
import { Card, DataTable, tableStyles as table } from '../../parts/table.tsx';
import { asDate } from '../../parts/time.ts';
import { NothingHere } from '../../shell/boundary.tsx';
import { Tag } from '../../parts/tag.tsx';
import { numberTypes, registrations } from '../../words/en-number-types.ts';
import { words as shared } from '../../words/en.ts';
import { adminWords } from '../../words/en-admin.ts';
import { movingWords } from '../../words/en-moving.ts';
import styles from '../admin.module.css';
import { AdminPage, Section, Sections } from '../patterns/page.tsx';
import { State, TurnOff } from '../set-up/life.tsx';
import { Secret } from '../patterns/secret-field.tsx';
import { HistoryButton } from '../history/history-button.tsx';
import { InForce } from '../set-up/in-force.tsx';
import { EditOne } from '../set-up/links.tsx';
import { AtNumber, AtProvider, ReplaceToken } from './at-provider.tsx';
import { SendsWith } from './api-key.tsx';
import { Callback } from './callback.tsx';
import { FromProvider } from './from-provider.tsx';
import { MoveNumber } from './move-number.tsx';
import { TryNumber } from './try-number.tsx';

const words = adminWords.accounts;

const Details = ({ account }: { readonly account: AccountView }) => (
  <Section title={words.details}>
    <Facts>
      <Fact name={words.provider}>{words.providers[account.provider]}</Fact>
      <Fact name={words.sids[account.provider]}>
        <span className={styles.mono}>{account.accountSid}</span>
      </Fact>
      <Fact name={words.tokens[account.provider]}>
        <Secret>
          <span>
            {account.authToken.isSet ? words.setOn(asDate(account.authToken.lastRotatedAt)) : words.notSet}
            {', '}
            {account.authToken.lastUsedAt ? (
              <>
                {adminWords.apiKey.lastUsed} <When at={account.authToken.lastUsedAt} />
              </>
            ) : (
              adminWords.apiKey.notUsed
            )}
          </span>
        </Secret>
      </Fact>
      <Fact name={adminWords.common.slug}>
        <span className={styles.mono}>{account.slug}</span>
      </Fact>
      <Fact name={adminWords.common.created}>{asDate(account.createdAt)}</Fact>
    </Facts>
  </Section>
);

function Numbers({ account, channels }: { readonly account: AccountView; readonly channels: readonly ChannelView[] }) {
  const columns = [
    { name: words.number },
    { name: words.type },
    { name: words.registration },
    { name: words.description },
    { name: words.channel },
    { name: adminWords.twilio.title(words.providers[account.provider]) },
    { name: movingWords.move, isUnseen: true, end: true },
  ];
  return (
    <Card title={words.numbers} note={shared.common.number(account.numbers.length)}>
      <DataTable label={words.numbers} columns={columns} isDense>
        {account.numbers.map((number) => (
          <tr key={number.id}>
            <td className={table.strong}>
              <Address of={number.number} />
            </td>
            <td>{numberTypes[number.type] ?? number.type}</td>
            <td>
              {number.registration !== 'unknown' && (
                <Tag
                  tone={
                    number.registration === 'refused' ? 'bad' : number.registration === 'pending' ? 'risk' : 'quiet'
                  }
                >
                  {registrations[number.registration] ?? number.registration}
                </Tag>
              )}
            </td>
            <td className={`${table.quiet} ${table.grow}`} dir="auto">
              {number.description}
            </td>
            <td className={table.quiet} dir="auto">
              {number.channelId ? channels.find(({ id }) => id === number.channelId)?.name : words.notConnected}
            </td>
            <td>
              <AtNumber of={number} />
            </td>
            <td className={table.end}>
              <TryNumber account={account} number={number} />
              <MoveNumber from={account} number={number} />
            </td>
          </tr>
        ))}
      </DataTable>
    </Card>
  );
}

/** What the history tells of an account, as it is now. */
const historic = ({ slug, name, provider, accountSid, numbers, state, retirement }: AccountView) => ({
  slug,
  name,
  provider,
  accountSid,
  state,
  retiredHow: retirement?.how ?? null,
  numbers: numbers.map(({ id, number, type, description, registration }) => ({
    ...{ id, number, type, description, registration },
  })),
});

/** A number that texts are expected at, of which none has come in yet. */
const isAwaited = ({ channelId, connectedAt }: AccountView['numbers'][number]) =>
  channelId !== null && connectedAt === null;
const lookingForTextMs = 3_000;

/** One account: its secret only by the day it was set, its callback addresses to copy, its numbers. */
export function Account() {
  const { id } = useParams({ from: '/admin/accounts/$id' });
  const list = useQuery({
    ...accounts,
    refetchInterval: ({ state }) =>
      state.data?.find((one) => one.id === id)?.numbers.some(isAwaited) ? lookingForTextMs : false,
  });
  const allChannels = useQuery(channels).data ?? [];
  const account = list.data?.find((candidate) => candidate.id === id);
  if (list.data && !account) return <NothingHere />;
  return (
    <AdminPage
      title={account?.name ?? words.one}
      list={{ name: words.title, to: '/admin/accounts' }}
      isNarrow
      aside={account && <InForce of={account} />}
      intro={account && account.state !== 'active' ? <State of={account} /> : undefined}
      actions={
        account && (
          <>
            <TurnOff kind="accounts" of={account} />
            <HistoryButton
              of={{ kind: 'account', id: account.id, name: account.name, version: account.version }}
              now={historic(account)}
            />
            <ReplaceToken account={account} />
            <FromProvider account={account} />
            <EditOne kind="accounts" id={account.id} />
          </>
        )
      }
    >
      <Read query={{ ...list, data: account }} what={words.one}>
        {(data) => (
          <Sections>
            <Details account={data} />
            <AtProvider key={data.id} account={data} />
            <Section title={words.callback} text={data.callback ? words.callbackText : words.eventsText}>
              <Callback of={data} />
            </Section>
            {data.provider === 'twilio' && <SendsWith accountId={data.id} />}
            <Numbers account={data} channels={allChannels} />
          </Sections>
        )}
      </Read>
    </AdminPage>
  );
}
