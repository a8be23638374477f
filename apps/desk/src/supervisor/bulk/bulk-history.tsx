import { useInfiniteQuery } from '@tanstack/react-query';
import { bulkHistory } from '../../api/bulk.ts';
import { More } from '../../parts/more.tsx';
import { Read } from '../../parts/read.tsx';
import { Fact, Facts } from '../../parts/small.tsx';
import { asDate } from '../../parts/time.ts';
import { actionWords as words } from '../../words/en-actions.ts';
import { liveWords } from '../../words/en-live.ts';
import styles from '../overview/overview.module.css';

const { bulk } = liveWords;

/** What supervisors did to a conversation together with others (product.md 18.4); nothing where they did not. */
export function BulkHistory({ conversationId }: { readonly conversationId: string }) {
  const list = useInfiniteQuery(bulkHistory(conversationId));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isSuccess && items.length === 0) return null;
  return (
    <section aria-label={words.here}>
      <h3 className={styles.sideTitle}>{words.here}</h3>
      <Read query={list} what={words.here}>
        {() => (
          <Facts>
            {items.map(({ id, action, by, createdAt, result, code, title }) => (
              <Fact key={id} name={`${words.actions[action] ?? action}, ${asDate(createdAt)}`}>
                <bdi>{[by.name, title].filter((part) => part !== null).join(', ')}</bdi>:{' '}
                {result === 'pending' ? words.states.running : bulk[result]}
                {code && ` (${bulk.why[code] ?? code})`}
              </Fact>
            ))}
          </Facts>
        )}
      </Read>
      <More list={list} />
    </section>
  );
}
