import { IconSend } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import type { deliverabilityView } from '#contracts';
import { spellAddress } from '../../parts/address.ts';
import { Empty } from '../../parts/empty.tsx';
import { Address } from '../../parts/small.tsx';
import { DataTable, tableStyles as table } from '../../parts/table.tsx';
import { Tag } from '../../parts/tag.tsx';
import { deliverabilityWords } from '../../words/en-deliverability.ts';
import { words as shared } from '../../words/en.ts';
import { Chart } from '../charts/chart.tsx';
import styles from './sending.module.css';
import { deliveredShare } from './share.ts';

const words = deliverabilityWords.fared;
type Deliverability = z.output<typeof deliverabilityView>;
/** More bars than these say nothing at a glance. */
const most = 8;

/** How the texts of each of our numbers fared, and why those that did not arrive did not. */
export function Fared({ of: numbers }: { readonly of: readonly Deliverability[] }) {
  if (numbers.length === 0)
    return (
      <Empty icon={IconSend} title={words.none}>
        {words.noneText}
      </Empty>
    );
  const sorted = [...numbers].sort((one, other) => other.sent - one.sent);
  const columns = [
    { name: words.number },
    { name: words.sent, end: true },
    { name: words.segments, end: true },
    { name: words.delivered, end: true },
    { name: words.undelivered, end: true },
    { name: words.failedTexts, end: true },
    { name: words.unknown, end: true },
    { name: words.underWay, end: true },
    { name: words.rate, end: true },
    { name: words.reasons },
  ];
  return (
    <>
      <Chart
        of={words.chart}
        name={words.number}
        rows={sorted.slice(0, most).map(({ number, delivered, undelivered, failed, underWay, unknown }) => ({
          id: number,
          name: spellAddress(number),
          figures: { delivered, underWay: underWay + unknown, notDelivered: undelivered + failed },
        }))}
        parts={[
          { key: 'delivered', label: words.delivered, color: 'var(--available)' },
          { key: 'underWay', label: `${words.underWay}, ${words.unknown.toLowerCase()}`, color: 'var(--offline)' },
          {
            key: 'notDelivered',
            label: `${words.undelivered}, ${words.failedTexts.toLowerCase()}`,
            color: 'var(--busy)',
          },
        ]}
      />
      <DataTable label={deliverabilityWords.fared.title} columns={columns}>
        {sorted.map((one) => {
          const share = deliveredShare(one);
          return (
            <tr key={one.number}>
              <td className={table.strong}>
                <Address of={one.number} />
              </td>
              {[one.sent, one.segments, one.delivered, one.undelivered, one.failed, one.unknown, one.underWay].map(
                (count, at) => (
                  <td key={at} className={table.end}>
                    {shared.common.number(count)}
                  </td>
                ),
              )}
              <td className={table.end}>{share === null ? '–' : `${(share * 100).toFixed(1)}%`}</td>
              <td>
                <span className={styles.reasons}>
                  {one.contradicted > 0 && (
                    <Tag tone="risk">
                      <Link
                        to="/live/sending"
                        search={{ number: one.number }}
                        hash="contradictions"
                        className={styles.reason}
                      >
                        {words.contradicted(one.contradicted)}
                      </Link>
                    </Tag>
                  )}
                  {one.codes.slice(0, 5).map(({ errorCode, title, link, count }) => {
                    const reason = words.reason(errorCode, title, count);
                    return (
                      <Tag key={errorCode} tone="bad">
                        {link ? (
                          <a className={styles.reason} href={link} target="_blank" rel="noreferrer">
                            {reason}
                            <span className="unseen"> ({shared.common.opensInNewTab})</span>
                          </a>
                        ) : (
                          reason
                        )}
                      </Tag>
                    );
                  })}
                </span>
              </td>
            </tr>
          );
        })}
      </DataTable>
    </>
  );
}
