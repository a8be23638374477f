import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { WebhookDeliveryView } from '#contracts';
import { deliveries, type DeliveryState, replay } from '../../api/webhooks.ts';
import { Empty } from '../../parts/empty.tsx';
import { Read } from '../../parts/read.tsx';
import { Segments } from '../../parts/segments.tsx';
import { When } from '../../parts/small.tsx';
import { Card, DataTable, tableStyles as table } from '../../parts/table.tsx';
import { Tag } from '../../parts/tag.tsx';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { words as shared } from '../../words/en.ts';
import { definitionWords } from '../../words/en-definitions.ts';
import { webhookWords as words } from '../../words/en-webhooks.ts';
import styles from './webhooks.module.css';

const tones = { pending: 'quiet', delivered: 'good', failed: 'bad' } as const;
const states = ['every', 'pending', 'delivered', 'failed'] as const;
const kinds: Readonly<Record<string, readonly [string, string]>> = words.kinds;

function Rows({ webhookId, items }: { readonly webhookId: string; readonly items: readonly WebhookDeliveryView[] }) {
  const cache = useQueryClient();
  const [busy, setBusy] = useState<string | null>(null);
  if (items.length === 0) {
    return (
      <Empty icon={IconSend} title={words.noDeliveries}>
        {words.noDeliveriesText}
      </Empty>
    );
  }
  const again = async (id: string) => {
    setBusy(id);
    try {
      await replay(cache, webhookId, id);
      tell(words.replayed);
    } catch (error) {
      tellFailure(error);
    } finally {
      setBusy(null);
    }
  };
  const columns = [
    { name: words.what },
    { name: words.state },
    { name: words.attempts, end: true },
    { name: words.outcome },
    { name: words.when, end: true },
    { name: words.replay, isUnseen: true, end: true },
  ];
  return (
    <DataTable label={words.deliveries} columns={columns}>
      {items.map(({ id, kind, state, attempts, outcome, createdAt }) => {
        const what = kinds[kind]?.[0] ?? kind;
        return (
          <tr key={id}>
            <td className={table.strong} title={kind}>
              {what}
            </td>
            <td>
              <Tag tone={tones[state]}>{words.delivery[state]}</Tag>
            </td>
            <td className={table.end}>{shared.common.number(attempts)}</td>
            <td className={`${table.quiet} ${styles.outcome}`}>{outcome}</td>
            <td className={`${table.end} ${table.quiet}`}>
              <When at={createdAt} />
            </td>
            <td className={table.end}>
              {state !== 'pending' && (
                <Button
                  variant="subtle"
                  aria-label={words.replayOne(what)}
                  loading={busy === id}
                  onClick={() => void again(id)}
                >
                  {words.replay}
                </Button>
              )}
            </td>
          </tr>
        );
      })}
    </DataTable>
  );
}

/** What a system was told, with what it answered; each can be told again. */
export function Deliveries({ webhookId }: { readonly webhookId: string }) {
  const { state } = useSearch({ from: '/admin/webhooks/$id' });
  const navigate = useNavigate();
  const list = useInfiniteQuery(deliveries(webhookId, state));
  const show = (next: DeliveryState | 'every') =>
    void navigate({
      to: '/admin/webhooks/$id',
      params: { id: webhookId },
      search: next === 'every' ? {} : { state: next },
      ignoreBlocker: true,
      replace: true,
    });
  return (
    <div className={styles.deliveries}>
      <Card title={words.deliveries}>
        <div className={styles.filters}>
          <Segments
            label={words.show}
            controls="webhook-deliveries"
            value={state ?? 'every'}
            segments={states.map((one) => ({
              value: one,
              label: one === 'every' ? words.every : words.delivery[one],
            }))}
            onChange={show}
          />
        </div>
        <div id="webhook-deliveries" role="tabpanel" aria-label={words.deliveries}>
          <Read query={list} what={words.deliveriesFailed}>
            {({ pages }) => <Rows webhookId={webhookId} items={pages.flatMap(({ items }) => items)} />}
          </Read>
          {list.hasNextPage && (
            <div className={table.more}>
              <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                {definitionWords.more}
              </Button>
            </div>
          )}
        </div>
      </Card>
    </div>
  );
}
