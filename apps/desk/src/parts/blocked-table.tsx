import type { ReactNode } from 'react';
import type { BlockedNumberView } from '#contracts';
import { safetyWords } from '../words/en-safety.ts';
import { Address, When } from './small.tsx';
import { DataTable, tableStyles as table } from './table.tsx';

const words = safetyWords.blocked;

interface BlockedTableProps {
  readonly label: string;
  readonly items: readonly BlockedNumberView[];
  /** The number of a row, where there is more to see of it. */
  readonly numberOf?: (item: BlockedNumberView) => ReactNode;
  /** What can be done with it, under a name for readers. */
  readonly actions?: { readonly name: string; readonly of: (item: BlockedNumberView) => ReactNode };
}

/** Numbers that were reported or blocked: how often, why and by whom. */
export const BlockedTable = ({
  label,
  items,
  numberOf = ({ number }) => <Address of={number} />,
  actions,
}: BlockedTableProps) => (
  <DataTable
    label={label}
    columns={[
      { name: words.number },
      { name: words.reports, end: true },
      { name: words.comment },
      { name: words.by },
      { name: words.at, end: true },
      ...(actions ? [{ name: actions.name, isUnseen: true, end: true }] : []),
    ]}
  >
    {items.map((item) => (
      <tr key={item.number}>
        <td className={table.strong}>{numberOf(item)}</td>
        <td className={table.end}>{item.reports}</td>
        <td className={`${table.quiet} ${table.grow}`} dir="auto">
          {item.comment}
        </td>
        <td className={table.quiet} dir="auto">
          {item.changedBy?.name ?? words.itself}
        </td>
        <td className={`${table.end} ${table.quiet}`}>
          <When at={item.changedAt} />
        </td>
        {actions && <td className={table.end}>{actions.of(item)}</td>}
      </tr>
    ))}
  </DataTable>
);
