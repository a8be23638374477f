import { words } from '../words/en.ts';
import styles from './parts.module.css';

interface CapacityProps {
  readonly used: number;
  readonly total: number;
}

/** Used units as cells where they can be counted, as a bar where there are many. The words beside it say the same. */
export function CapacityMeter({ used, total }: CapacityProps) {
  return (
    <span className={styles.capacity} role="img" aria-label={words.capacity.label(used, total)}>
      <span aria-hidden>{words.common.of(used, total)}</span>
      {total <= 12 ? (
        <span className={styles.cells} aria-hidden>
          {Array.from({ length: total }, (_, at) => (
            <span key={at} className={styles.cell} data-used={at < used || undefined} />
          ))}
        </span>
      ) : (
        <CapacityBar used={used} total={total} />
      )}
    </span>
  );
}

/** The same as a bar, for tables; amber when nothing is free. */
export const CapacityBar = ({ used, total }: CapacityProps) => (
  <span className={styles.bar} data-full={(total > 0 && used >= total) || undefined} aria-hidden>
    <span
      className={styles.barUsed}
      style={{ display: 'block', width: `${total === 0 ? 0 : Math.min(100, (used / total) * 100)}%` }}
    />
  </span>
);
