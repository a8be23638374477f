import { IconChevronDown, IconExternalLink } from '@tabler/icons-react';
import { Link, Navigate, Outlet, useLocation, useMatches } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { NotAllowed } from '../parts/empty.tsx';
import { usePerson } from '../shell/sign-in/session.ts';
import { words as shared } from '../words/en.ts';
import { placeWords as words } from '../words/en-places.ts';
import './admin.css';
import styles from './admin.module.css';
import { everyPlace, type Place, sideBarOf } from './places.ts';

export { Accounts } from './accounts/accounts.tsx';
export { Channels } from './channels/channels.tsx';
export { Queues } from './queues/queues.tsx';
export { Workstreams } from './workstreams/workstreams.tsx';

/** The place that an address belongs to; what is set up page by page belongs to its list. */
const placeAt = (path: string) => {
  const at = path.replace('/admin/set-up/', '/admin/');
  return everyPlace.findLast(({ to }) => at === to || at.startsWith(`${to}/`));
};

/** The page; supervisors have some of them, and read of the others that they are not theirs. */
function Page({ places }: { readonly places: readonly Place[] }) {
  const isAdministrator = usePerson().roles.includes('administrator');
  // the page that is drawn, while the address says already where it goes
  const drawn = useMatches({ select: (matches) => matches.at(-1)!.pathname });
  const here = placeAt(drawn);
  if (isAdministrator || places.some(({ to }) => to === here?.to)) return <Outlet />;
  const [first] = places;
  if (first && drawn.replace(/\/$/, '') === '/admin') return <Navigate to={first.to} replace />;
  return <NotAllowed page={here?.name ?? shared.pages.admin} />;
}

/** The side bar; on a telephone a button that says where one is and opens it. */
export function Admin() {
  const path = useLocation({ select: ({ pathname }) => pathname });
  const { roles } = usePerson();
  const groups = sideBarOf(roles);
  const [openAt, setOpenAt] = useState<string | null>(null);
  const here = placeAt(path);
  // going somewhere closes it
  const isOpen = openAt === path;
  const places = useRef<HTMLElement>(null);
  // where one is stands in sight, however long the list
  useEffect(() => {
    places.current?.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
  }, [path, isOpen]);
  return (
    <div className={styles.admin}>
      <div className={styles.side} data-region="list" data-open={isOpen || undefined}>
        <button
          type="button"
          className={styles.menu}
          aria-expanded={isOpen}
          aria-controls="settings-places"
          onClick={() => setOpenAt(isOpen ? null : path)}
        >
          {here?.name ?? words.menu}
          <IconChevronDown size={16} stroke={1.8} aria-hidden />
        </button>
        <nav ref={places} id="settings-places" className={styles.places} aria-label={words.label}>
          {roles.includes('administrator') && (
            <Link to="/admin" className={styles.place} activeOptions={{ exact: true }}>
              {words.start.title}
            </Link>
          )}
          {groups.map(({ name: group, places }) => (
            <div key={group} role="group" aria-label={group}>
              <p className={styles.group}>{group}</p>
              {places.map(({ to, name }) => (
                <Link key={to} to={to} className={`${styles.place} ${to === here?.to ? 'active' : ''}`}>
                  {name}
                </Link>
              ))}
            </div>
          ))}
          <a className={styles.place} href="/api/docs" target="_blank" rel="noreferrer">
            {words.names.api}
            <IconExternalLink size={14} stroke={1.7} aria-label={shared.common.opensInNewTab} />
          </a>
        </nav>
      </div>
      <Page places={groups.flatMap(({ places: all }) => all)} />
    </div>
  );
}
