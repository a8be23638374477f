import type { ReactNode } from 'react';
import type { ConsentEntriesView } from '#contracts';
import { safetyWords } from '../words/en-safety.ts';
import { Address, When } from './small.tsx';
import { DataTable, tableStyles as table } from './table.tsx';
import { Tag } from './tag.tsx';

const words = safetyWords.consent;

type Entry = ConsentEntriesView['items'][number];

/** How we know what a customer said. */
export const sourceOf = (source: string): string => words.sources[source] ?? source;

export const ConsentTag = ({ of }: { readonly of: string }) => (
  <Tag tone={of === 'opted-out' ? 'bad' : 'good'}>{words.statuses[of] ?? of}</Tag>
);

interface ConsentTableProps {
  readonly label: string;
  readonly entries: readonly Entry[];
  /** The customer of a row, where there is more to see of them. */
  readonly customerOf?: (entry: Entry) => ReactNode;
}

/** Lines of the consent ledger: who said what to which number of ours, and how we know. */
export const ConsentTable = ({
  label,
  entries,
  customerOf = ({ customer }) => <Address of={customer} />,
}: ConsentTableProps) => (
  <DataTable
    label={label}
    columns={[
      { name: words.customer },
      { name: words.number },
      { name: words.status },
      { name: words.source },
      { name: words.by },
      { name: words.at, end: true },
    ]}
  >
    {entries.map((entry) => (
      <tr key={entry.id}>
        <td className={table.strong}>{customerOf(entry)}</td>
        <td>
          <Address of={entry.number} />
        </td>
        <td>
          <ConsentTag of={entry.status} />
        </td>
        <td className={table.quiet}>
          {sourceOf(entry.source)}
          {entry.word && <> “{entry.word}”</>}
        </td>
        <td className={table.quiet} dir="auto">
          {entry.recordedBy?.name}
        </td>
        <td className={`${table.end} ${table.quiet}`}>
          <When at={entry.at} />
        </td>
      </tr>
    ))}
  </DataTable>
);
