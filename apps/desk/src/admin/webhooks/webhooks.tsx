import { Button } from '@mantine/core';
import { IconPlus, IconWebhook } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { WebhookView } from '#contracts';
import { webhooks } from '../../api/webhooks.ts';
import { Empty } from '../../parts/empty.tsx';
import { Read } from '../../parts/read.tsx';
import { When } from '../../parts/small.tsx';
import { DataTable, tableStyles as table } from '../../parts/table.tsx';
import { Tag } from '../../parts/tag.tsx';
import { definitionWords } from '../../words/en-definitions.ts';
import { webhookWords as words } from '../../words/en-webhooks.ts';
import styles from '../admin.module.css';
import { AdminPage } from '../patterns/page.tsx';

/** `variant`: `default` where it stands below that of the page's head. */
const New = ({ variant = 'filled' }: { readonly variant?: 'filled' | 'default' }) => (
  <Button
    variant={variant}
    className={styles.linkButton!}
    leftSection={<IconPlus size={15} stroke={1.9} aria-hidden />}
    renderRoot={(props) => <Link {...props} to="/admin/webhooks/$id" params={{ id: 'new' }} />}
  >
    {words.new}
  </Button>
);

function State({ active, turnedOff }: WebhookView) {
  if (turnedOff) return <Tag tone="bad">{words.states.turnedOff}</Tag>;
  return active ? <Tag tone="good">{words.states.on}</Tag> : <Tag>{words.states.off}</Tag>;
}

function Rows({ items }: { readonly items: readonly WebhookView[] }) {
  if (items.length === 0) {
    return (
      <Empty icon={IconWebhook} title={words.none} actions={<New variant="default" />}>
        {words.noneText}
      </Empty>
    );
  }
  const columns = [
    { name: words.name },
    { name: words.address },
    { name: words.told },
    { name: words.state },
    { name: definitionWords.changed, end: true },
  ];
  return (
    <DataTable label={words.title} columns={columns}>
      {items.map((one) => (
        <tr key={one.id}>
          <td className={table.strong} dir="auto">
            <Link to="/admin/webhooks/$id" params={{ id: one.id }}>
              {one.name}
            </Link>
          </td>
          <td className={`${table.quiet} ${table.grow}`} dir="ltr" title={one.address}>
            {one.address}
          </td>
          <td className={table.quiet}>{words.kindsTold(one.kinds.length)}</td>
          <td>
            <State {...one} />
          </td>
          <td className={`${table.end} ${table.quiet}`}>
            <When at={one.changedAt} />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

/** Every system that is told of what happens. */
export function Webhooks() {
  const list = useQuery(webhooks);
  return (
    <AdminPage title={words.title} intro={words.intro} actions={<New />}>
      <div className={table.card}>
        <Read query={list} what={words.failed}>
          {(items) => <Rows items={items} />}
        </Read>
      </div>
    </AdminPage>
  );
}
