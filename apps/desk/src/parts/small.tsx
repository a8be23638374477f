import { IconClock } from '@tabler/icons-react';
import type { CSSProperties, ReactNode } from 'react';
import { useNow, useSecondsSince } from '../live/clock.ts';
import { words } from '../words/en.ts';
import styles from './parts.module.css';
import { asClock, asInstant, asSpan, asTime, asWhen } from './time.ts';
import { useAddress } from './use-address.ts';

/** How many, where it matters: unread texts. */
export const Count = ({ of }: { readonly of: number }) => <span className={styles.count}>{of > 99 ? '99+' : of}</span>;

/** The same where the number is already part of a name that is read aloud. */
export const DrawnCount = ({ of }: { readonly of: number }) => (
  <span className={`${styles.count} ${styles.drawn}`} data-text={of > 99 ? '99+' : of} aria-hidden />
);

/** Keys as they are written on the keyboard. */
export const Keys = ({ children }: { readonly children: ReactNode }) => <kbd className={styles.keys}>{children}</kbd>;

/** Whether an address stands for a customer who was forgotten: nobody can tell any more who it was. */
export const isForgotten = (address: string): boolean => address.startsWith('forgotten:');

/** A telephone number or sender, as its people write it; never broken by the direction of the text around it. */
export function Address({ of }: { readonly of: string }) {
  const written = useAddress(of);
  if (isForgotten(of)) return <>{words.common.forgotten}</>;
  return (
    <bdi dir="ltr" className="figures" style={{ whiteSpace: 'nowrap' }}>
      {written}
    </bdi>
  );
}

/** A running clock: `4:51`. */
export const Elapsed = ({ since }: { readonly since: string }) => <>{asClock(useSecondsSince(since))}</>;

/** A lasting time without seconds: `18 min`. */
export const Span = ({ since }: { readonly since: string }) => <>{asSpan(useSecondsSince(since))}</>;

/** How long a customer has waited: a clock, amber from five minutes on. */
export function Wait({ since, children }: { readonly since: string; readonly children?: ReactNode }) {
  const seconds = useSecondsSince(since);
  return (
    <span className={styles.spent} data-late={seconds >= 300 || undefined}>
      <IconClock size={14} stroke={1.7} aria-hidden />
      {children}
      {asClock(seconds)}
    </span>
  );
}

/** An instant today as its time. */
export const At = ({ at }: { readonly at: string }) => (
  <time dateTime={at} title={asInstant(at)}>
    {asTime(at)}
  </time>
);

/** An instant in a list: the time today, the day before. */
export const When = ({ at }: { readonly at: string }) => (
  <time dateTime={at} title={asInstant(at)}>
    {asWhen(at, useNow())}
  </time>
);

interface BoneProps {
  readonly width?: CSSProperties['width'];
  readonly height?: CSSProperties['height'];
  readonly round?: boolean;
}
/** A place where something will stand in a moment. */
export const Bone = ({ width = '100%', height = 12, round = false }: BoneProps) => (
  <span className={styles.bone} style={{ width, height, ...(round ? { borderRadius: '50%' } : {}) }} aria-hidden />
);

/** Hears the wait, sees bones. */
export const Loading = ({ children }: { readonly children: ReactNode }) => (
  <div role="status">
    <span className="unseen">{words.common.loading}</span>
    {children}
  </div>
);

export const Facts = ({ children }: { readonly children: ReactNode }) => <dl className={styles.facts}>{children}</dl>;
export const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);
