import { IconDeviceMobileMessage } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { AccountView, ChannelView, WorkstreamView } from '#contracts';
import { provisioning } from '../../api/provisioning.ts';
import { accounts, channels, workstreams } from '../../api/channel-config.ts';
import { Empty } from '../../parts/empty.tsx';
import { Read } from '../../parts/read.tsx';
import { Address, When } from '../../parts/small.tsx';
import { DataTable, tableStyles as table } from '../../parts/table.tsx';
import { adminWords } from '../../words/en-admin.ts';
import { AdminPage } from '../patterns/page.tsx';
import { State } from '../set-up/life.tsx';
import { NewOne } from '../set-up/links.tsx';
import { ManageChannels, NotProvisioned } from './provisioning.tsx';

const words = adminWords.channels;
const languages = new Intl.DisplayNames('en', { type: 'language' });

interface RowsProps {
  readonly channels: readonly ChannelView[];
  readonly accounts: readonly AccountView[];
  readonly workstreams: readonly WorkstreamView[];
}

function Rows({ channels, accounts, workstreams }: RowsProps) {
  if (channels.length === 0) {
    return (
      <Empty icon={IconDeviceMobileMessage} title={words.none}>
        {words.noneText}
      </Empty>
    );
  }
  const columns = [
    { name: words.name },
    { name: words.number },
    { name: words.workstream },
    { name: words.account },
    { name: words.language },
    { name: adminWords.common.changed, end: true },
  ];
  return (
    <DataTable label={words.title} columns={columns}>
      {channels.map((channel) => (
        <tr key={channel.id}>
          <td className={table.strong} dir="auto">
            <Link to="/admin/set-up/$kind/$id" params={{ kind: 'channels', id: channel.id }}>
              {channel.name}
            </Link>{' '}
            <State of={channel} />
          </td>
          <td>
            <Address of={channel.number} />
          </td>
          <td dir="auto">
            <Link to="/admin/workstreams/$id" params={{ id: channel.workstreamId }}>
              {workstreams.find(({ id }) => id === channel.workstreamId)?.name ?? channel.workstreamId}
            </Link>
          </td>
          <td dir="auto">
            <Link to="/admin/accounts/$id" params={{ id: channel.accountId }}>
              {accounts.find(({ id }) => id === channel.accountId)?.name ?? channel.accountId}
            </Link>
          </td>
          <td className={table.quiet}>{languages.of(channel.language)}</td>
          <td className={`${table.end} ${table.quiet}`}>
            <When at={channel.changedAt} />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

/** Which number is connected to which workstream. */
export function Channels() {
  const list = useQuery(channels);
  const allAccounts = useQuery(accounts).data ?? [];
  const allWorkstreams = useQuery(workstreams).data ?? [];
  const sms = useQuery(provisioning);
  const isOff = sms.data && sms.data.status !== 'provisioned';
  return (
    <AdminPage
      title={words.title}
      intro={words.intro}
      actions={
        <>
          <ManageChannels />
          {!isOff && <NewOne kind="channels" />}
        </>
      }
    >
      {isOff && (
        <div className={table.card}>
          <NotProvisioned view={sms.data} />
        </div>
      )}
      <div className={table.card}>
        <Read query={list} what={words.failed}>
          {(data) => <Rows channels={data} accounts={allAccounts} workstreams={allWorkstreams} />}
        </Read>
      </div>
    </AdminPage>
  );
}
