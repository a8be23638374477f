import { IconExternalLink } from '@tabler/icons-react';
import { Link, Outlet } from '@tanstack/react-router';
import { definitionKinds } from '#contracts';
import { words as shared } from '../words/en.ts';
import { adminWords } from '../words/en-admin.ts';
import { definitionWords } from '../words/en-definitions.ts';
import './admin.css';
import styles from './admin.module.css';
import { titleOf } from './definitions/definitions.tsx';

export { Account, Accounts } from './accounts/accounts.tsx';
export { Channels } from './channels/channels.tsx';
export { Definition } from './definitions/definition.tsx';
export { Definitions } from './definitions/definitions.tsx';
export { SetUpRecord } from './set-up/record.tsx';
export { Queue } from './queues/queue.tsx';
export { Queues } from './queues/queues.tsx';
export { Workstream } from './workstreams/workstream.tsx';
export { Workstreams } from './workstreams/workstreams.tsx';

const places = [
  { to: '/admin/channels', name: adminWords.side.channels },
  { to: '/admin/accounts', name: adminWords.side.accounts },
  { to: '/admin/workstreams', name: adminWords.side.workstreams },
  { to: '/admin/queues', name: adminWords.side.queues },
] as const;

/** The side bar, and the page it chose. */
export const Admin = () => (
  <div className={styles.admin}>
    <nav className={styles.side} aria-label={adminWords.side.label} data-region="list">
      <p className={styles.group}>{adminWords.side.group}</p>
      {places.map(({ to, name }) => (
        <Link key={to} to={to} className={styles.place}>
          {name}
        </Link>
      ))}
      <p className={styles.group}>{definitionWords.group}</p>
      {definitionKinds.map((kind) => (
        <Link key={kind.path} to="/admin/settings/$kind" params={{ kind: kind.path }} className={styles.place}>
          {titleOf(kind)}
        </Link>
      ))}
      <p className={styles.group}>{adminWords.side.system}</p>
      <a className={styles.place} href="/api/docs" target="_blank" rel="noreferrer">
        {adminWords.side.api}
        <IconExternalLink size={14} stroke={1.7} aria-label={shared.common.opensInNewTab} />
      </a>
    </nav>
    <Outlet />
  </div>
);
