import { IconBan, IconShieldCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { blockedNumbers, consentEntries } from '../../api/safety.ts';
import { BlockedTable } from '../../parts/blocked-table.tsx';
import { ConsentTable } from '../../parts/consent-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { More } from '../../parts/more.tsx';
import { Read } from '../../parts/read.tsx';
import { Card } from '../../parts/table.tsx';
import { usePerson } from '../../shell/sign-in/session.ts';
import { deliverabilityWords } from '../../words/en-deliverability.ts';

const words = deliverabilityWords.safety;

/** Supervisors look; where it is changed is for administrators. */
const Change = ({ to }: { readonly to: '/admin/consent' | '/admin/blocked' }) =>
  usePerson().roles.includes('administrator') && <Link to={to}>{words.change}</Link>;

/** Who must not be texted now, from which number of ours. */
export function OptedOut() {
  const list = useInfiniteQuery(consentEntries({ status: 'opted-out', current: 'true' }));
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
            <ConsentTable label={words.optedOut.title} entries={items} />
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
            <BlockedTable label={words.blocked.title} items={items} />
          );
        }}
      </Read>
      <More list={list} />
    </Card>
  );
}
