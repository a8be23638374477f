import type { Presence } from '#contracts';
import styles from './parts.module.css';

const shapes: Record<Presence, React.ReactNode> = {
  available: (
    <>
      <circle cx="6" cy="6" r="6" fill="currentColor" />
      <path
        d="m3.300 6.200 1.900 1.900 3.500-3.900"
        stroke="var(--surface)"
        strokeWidth="1.5"
        fill="none"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  busy: <circle cx="6" cy="6" r="6" fill="currentColor" />,
  'do-not-disturb': (
    <>
      <circle cx="6" cy="6" r="6" fill="currentColor" />
      <path d="M3.300 6h5.400" stroke="var(--surface)" strokeWidth="1.700" strokeLinecap="round" />
    </>
  ),
  away: (
    <>
      <circle cx="6" cy="6" r="6" fill="currentColor" />
      <path
        d="M6 3.200V6l1.900 1.300"
        stroke="var(--surface)"
        strokeWidth="1.500"
        fill="none"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  offline: (
    <>
      <circle cx="6" cy="6" r="5.200" fill="none" stroke="currentColor" strokeWidth="1.500" />
      <path
        d="m4.300 4.300 3.400 3.400m0-3.400L4.300 7.700"
        stroke="currentColor"
        strokeWidth="1.300"
        strokeLinecap="round"
      />
    </>
  ),
  inactive: (
    <>
      <circle cx="6" cy="6" r="5.200" fill="none" stroke="currentColor" strokeWidth="1.500" />
      <path
        d="m4.300 4.300 3.400 3.400m0-3.400L4.300 7.700"
        stroke="currentColor"
        strokeWidth="1.300"
        strokeLinecap="round"
      />
    </>
  ),
};

/** A presence by shape and colour; its word stands beside it. */
export const PresenceMark = ({ presence }: { readonly presence: Presence }) => (
  <svg className={styles.mark} data-presence={presence} width="12" height="12" viewBox="0 0 12 12" aria-hidden>
    {shapes[presence]}
  </svg>
);
