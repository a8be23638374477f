import { Button } from '@mantine/core';
import { IconId, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { AccountView } from '#contracts';
import { accounts } from '../../api/channel-config.ts';
import { Empty } from '../../parts/empty.tsx';
import { Read } from '../../parts/read.tsx';
import { When } from '../../parts/small.tsx';
import { DataTable, tableStyles as table } from '../../parts/table.tsx';
import { words as shared } from '../../words/en.ts';
import { adminWords } from '../../words/en-admin.ts';
import styles from '../admin.module.css';
import { AdminPage } from '../patterns/page.tsx';

const words = adminWords.accounts;

function Rows({ accounts }: { readonly accounts: readonly AccountView[] }) {
  if (accounts.length === 0) {
    return (
      <Empty icon={IconId} title={words.none}>
        {words.noneText}
      </Empty>
    );
  }
  const columns = [
    { name: words.name },
    { name: words.sid },
    { name: words.numbers, end: true },
    { name: words.inUse, end: true },
    { name: adminWords.common.changed, end: true },
  ];
  return (
    <DataTable label={words.title} columns={columns}>
      {accounts.map((account) => (
        <tr key={account.id}>
          <td className={table.strong} dir="auto">
            <Link to="/admin/accounts/$id" params={{ id: account.id }}>
              {account.name}
            </Link>
          </td>
          <td className={`${table.quiet} ${styles.mono}`}>{account.accountSid}</td>
          <td className={table.end}>{shared.common.number(account.numbers.length)}</td>
          <td className={table.end}>
            {shared.common.number(account.numbers.filter(({ channelId }) => channelId !== null).length)}
          </td>
          <td className={`${table.end} ${table.quiet}`}>
            <When at={account.changedAt} />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

const ToNewAccount = () => (
  <Button
    className={styles.linkButton!}
    leftSection={<IconPlus size={15} stroke={1.9} aria-hidden />}
    renderRoot={(props) => <Link {...props} to="/admin/accounts/new/$step" params={{ step: 'details' }} />}
  >
    {adminWords.setUp.new.accounts}
  </Button>
);

/** Every account at Twilio. */
export function Accounts() {
  const list = useQuery(accounts);
  return (
    <AdminPage title={words.title} intro={words.intro} actions={<ToNewAccount />}>
      <div className={table.card}>
        <Read query={list} what={words.failed}>
          {(data) => <Rows accounts={data} />}
        </Read>
      </div>
    </AdminPage>
  );
}
