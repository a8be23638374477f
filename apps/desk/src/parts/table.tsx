import type { ReactNode } from 'react';
import { Bone, Loading } from './small.tsx';
import styles from './table.module.css';

export { default as tableStyles } from './table.module.css';

interface CardProps {
  readonly title: string;
  /** A count or summary at the end of the title's line. */
  readonly note?: ReactNode;
  readonly children: ReactNode;
}

/** A titled card. */
export const Card = ({ title, note, children }: CardProps) => (
  <section className={styles.card} aria-label={title}>
    <div className={styles.cardHead}>
      <h2 className={styles.cardTitle} dir="auto">
        {title}
      </h2>
      {note && <span className={styles.cardNote}>{note}</span>}
    </div>
    {children}
  </section>
);

interface Column {
  readonly name: string;
  readonly end?: boolean;
  /** Only where there is room: what it says is found elsewhere as well. Its cells are `aside`, too. */
  readonly isAside?: boolean;
  /** Said to readers only: the column of a row's action. */
  readonly isUnseen?: boolean;
  /** Drawn instead of the name. */
  readonly head?: ReactNode;
}

interface DataTableProps {
  readonly label: string;
  readonly columns: readonly Column[];
  /** Many columns in a narrow page: they stand closer, and their names break. */
  readonly isDense?: boolean;
  readonly children: ReactNode;
}

/** Rows of 36. On a narrow screen the table scrolls sideways inside its card; the page never does. */
export const DataTable = ({ label, columns, isDense = false, children }: DataTableProps) => (
  <div className={styles.scroll} tabIndex={0} role="group" aria-label={label}>
    <table className={styles.table} data-dense={isDense || undefined}>
      <thead>
        <tr>
          {columns.map(({ name, end, isAside, isUnseen, head }) => (
            <th key={name} scope="col" className={end ? styles.end : isAside ? styles.aside : undefined}>
              {head ?? (isUnseen ? <span className="unseen">{name}</span> : name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);

export const TableBones = ({ rows = 4 }: { readonly rows?: number }) => (
  <Loading>
    <div className={styles.bones}>
      {Array.from({ length: rows }, (_, at) => (
        <Bone key={at} width={`${92 - (at % 3) * 14}%`} />
      ))}
    </div>
  </Loading>
);
