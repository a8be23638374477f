import { IconLayoutDashboard, IconMessages, IconSettings } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Role } from '#contracts';
import { words } from '../words/en.ts';
import styles from './shell.module.css';
import { usePerson } from './sign-in/session.ts';
import { useSessions } from './use-desk.ts';
import { DrawnCount } from '../parts/small.tsx';

const places = [
  { to: '/work', name: words.pages.work, icon: IconMessages, roles: ['agent'] },
  { to: '/live', name: words.pages.live, icon: IconLayoutDashboard, roles: ['supervisor'] },
  { to: '/admin', name: words.pages.admin, icon: IconSettings, roles: ['administrator', 'supervisor'] },
] as const satisfies readonly { to: string; name: string; icon: unknown; roles: readonly Role[] }[];

/** Where a person of these roles begins; null for somebody without one. */
export const firstPlace = (roles: readonly Role[]) =>
  places.find((place) => place.roles.some((role) => roles.includes(role)))?.to ?? null;

/** The pages that this person's roles open. On a narrow screen it is the bar at the bottom. */
export function Rail({ children }: { readonly children?: ReactNode }) {
  const { roles } = usePerson();
  const unread = useSessions().reduce((sum, session) => sum + session.unread, 0);
  return (
    <nav className={styles.rail} aria-label={words.regions.rail} data-region="rail">
      <Link to="/" className={styles.logo} aria-label={words.product}>
        <IconMessages size={18} stroke={1.9} aria-hidden />
      </Link>
      {places
        .filter((place) => place.roles.some((role) => roles.includes(role)))
        .map(({ to, name, icon: Icon }) => (
          <Link key={to} to={to} className={styles.place} data-bottom={to === '/admin' || undefined} aria-label={name}>
            <Icon size={19} stroke={1.7} aria-hidden />
            <span className={styles.placeName} aria-hidden>
              {name}
            </span>
            {to === '/work' && unread > 0 && (
              <span className={styles.placeCount} aria-hidden>
                <DrawnCount of={unread} />
              </span>
            )}
          </Link>
        ))}
      {children}
    </nav>
  );
}
