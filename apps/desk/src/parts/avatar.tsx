import { markOf } from './address.ts';
import styles from './parts.module.css';

interface AvatarProps {
  /** A person's name, or the address of somebody whose name is not known. */
  readonly of: string;
  readonly tone?: 'quiet' | 'accent';
  readonly size?: 'small' | 'normal' | 'large';
}

const initials = (name: string): string => {
  const words = name.trim().split(/\s+/);
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : '';
  return ((words[0]?.[0] ?? '') + last).toUpperCase();
};

/** Tells people apart at a glance; it is drawn, not written, as it says nothing that is not written beside it. */
export const Avatar = ({ of, tone = 'quiet', size = 'normal' }: AvatarProps) => (
  <span
    className={styles.avatar}
    data-tone={tone}
    data-size={size}
    data-text={/^[+\d]/.test(of) ? markOf(of) : initials(of)}
    aria-hidden
  />
);
