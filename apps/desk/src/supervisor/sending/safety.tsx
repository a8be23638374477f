import { Button } from '@mantine/core';
import { IconBan, IconShieldCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { blockedNumbers, consentEntries } from '../../api/safety.ts';
import { Empty } from '../../parts/empty.tsx';
import { Read } from '../../parts/read.tsx';
import { Address, When } from '../../parts/small.tsx';
import { Card, DataTable, tableStyles as table } from '../../parts/table.tsx';
import { usePerson } from '../../shell/sign-in/session.ts';
import { deliverabilityWords } from '../../words/en-deliverability.ts';

const words = deliverabilityWords.safety;

/** Supervisors look; where it is changed is for administrators. */
const Change = ({ to }: { readonly to: '/admin/consent' | '/admin/blocked' }) =>
  usePerson().roles.includes('administrator') && <Link to={to}>{words.change}</Link>;

interface MoreProps {
  readonly list: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
}
const More = ({ list }: MoreProps): ReactNode =>
  list.hasNextPage && (
    <div className={table.more}>
      <Button variant="subtle" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {words.more}
      </Button>
    </div>
  );

/** Who must not be texted now, from which number of ours. */
export function OptedOut() {
  const list = useInfiniteQuery(consentEntries({ status: 'opted-out', current: 'true' }));
  const columns = [{ name: words.customer }, { name: words.number }, { name: words.at, end: true }];
  return (
    <Card title={words.optedOut.title} note={<Change to="/admin/consent" />}>
      <Read query={list} what={words.optedOut.failed}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          return items.length === 0 ? (
            <Empty icon={IconShieldCheck} title={words.optedOut.none}>
              {words.optedOut.noneText}
            </Empty>
          ) : (
            <DataTable label={words.optedOut.title} columns={columns}>
              {items.map(({ id, customer, number, at }) => (
                <tr key={id}>
                  <td className={table.strong}>
                    <Address of={customer} />
                  </td>
                  <td>
                    <Address of={number} />
                  </td>
                  <td className={`${table.end} ${table.quiet}`}>
                    <When at={at} />
                  </td>
                </tr>
              ))}
            </DataTable>
          );
        }}
      </Read>
      <More list={list} />
    </Card>
  );
}

/** Whose texts reach nobody. */
export function BlockedNumbers() {
  const list = useInfiniteQuery(blockedNumbers('blocked'));
  const columns = [
    { name: words.customer },
    { name: words.reports, end: true },
    { name: words.comment },
    { name: words.by },
    { name: words.at, end: true },
  ];
  return (
    <Card title={words.blocked.title} note={<Change to="/admin/blocked" />}>
      <Read query={list} what={words.blocked.failed}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          return items.length === 0 ? (
            <Empty icon={IconBan} title={words.blocked.none}>
              {words.blocked.noneText}
            </Empty>
          ) : (
            <DataTable label={words.blocked.title} columns={columns}>
              {items.map(({ number, reports, comment, changedBy, changedAt }) => (
                <tr key={number}>
                  <td className={table.strong}>
                    <Address of={number} />
                  </td>
                  <td className={table.end}>{reports}</td>
                  <td className={`${table.quiet} ${table.grow}`} dir="auto">
                    {comment}
                  </td>
                  <td className={table.quiet} dir="auto">
                    {changedBy?.name ?? words.itself}
                  </td>
                  <td className={`${table.end} ${table.quiet}`}>
                    <When at={changedAt} />
                  </td>
                </tr>
              ))}
            </DataTable>
          );
        }}
      </Read>
      <More list={list} />
    </Card>
  );
}
