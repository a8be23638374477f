import { IconChevronDown, IconExternalLink } from '@tabler/icons-react';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { words as shared } from '../words/en.ts';
import { placeWords as words } from '../words/en-places.ts';
import './admin.css';
import styles from './admin.module.css';
import { everyPlace, sideBar } from './places.ts';

export { Accounts } from './accounts/accounts.tsx';
export { Channels } from './channels/channels.tsx';
export { Queues } from './queues/queues.tsx';
export { Workstreams } from './workstreams/workstreams.tsx';

/** The side bar; on a telephone a button that says where one is and opens it. */
export function Admin() {
  const path = useLocation({ select: ({ pathname }) => pathname });
  const [openAt, setOpenAt] = useState<string | null>(null);
  // what is set up page by page belongs to its list
  const at = path.replace('/admin/set-up/', '/admin/');
  const here = everyPlace.findLast(({ to }) => at === to || at.startsWith(`${to}/`));
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
          <Link to="/admin" className={styles.place} activeOptions={{ exact: true }}>
            {words.start.title}
          </Link>
          {sideBar.map(({ name: group, places }) => (
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
      <Outlet />
    </div>
  );
}
