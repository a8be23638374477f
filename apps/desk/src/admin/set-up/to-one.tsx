import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { definitionKinds, staffKinds } from '#contracts';

const paths = new Map<string, string>([...definitionKinds, ...staffKinds].map(({ kind, path }) => [kind, path]));

interface ToOneProps {
  readonly kind: string;
  readonly id: string;
  readonly children: ReactNode;
}
type To = (props: Omit<ToOneProps, 'kind'>) => ReactNode;

/** The view of a workstream's page where this stands; without a name the first one. */
const workstream =
  (tab?: 'classification' | 'routes' | 'conversations' | 'customers' | 'advanced'): To =>
  ({ id, children }) => (
    <Link to="/admin/workstreams/$id" params={{ id }} search={{ tab }}>
      {children}
    </Link>
  );

/** Where each kind that is no definition has its page. */
const pages: Readonly<Record<string, To>> = {
  account: ({ id, children }) => (
    <Link to="/admin/accounts/$id" params={{ id }}>
      {children}
    </Link>
  ),
  channel: ({ id, children }) => (
    <Link to="/admin/set-up/$kind/$id" params={{ kind: 'channels', id }}>
      {children}
    </Link>
  ),
  workstream: workstream(),
  distribution: workstream(),
  classification: workstream('classification'),
  'route-to-queue': workstream('routes'),
  'life-settings': workstream('conversations'),
  identification: workstream('customers'),
  'workstream-settings': workstream('advanced'),
  queue: ({ id, children }) => (
    <Link to="/admin/queues/$id" params={{ id }}>
      {children}
    </Link>
  ),
  'custom-assignment': ({ id, children }) => (
    <Link to="/admin/queues/$id" params={{ id }} search={{ tab: 'rules' }}>
      {children}
    </Link>
  ),
  agent: ({ id, children }) => (
    <Link to="/admin/users/$id" params={{ id }}>
      {children}
    </Link>
  ),
  webhook: ({ id, children }) => (
    <Link to="/admin/webhooks/$id" params={{ id }}>
      {children}
    </Link>
  ),
  'sender-group': ({ id, children }) => (
    <Link to="/admin/sending/$slug" params={{ slug: id }}>
      {children}
    </Link>
  ),
  'assignment-settings': ({ children }) => <Link to="/admin/assignment">{children}</Link>,
  'sending-settings': ({ children }) => <Link to="/admin/sending">{children}</Link>,
  blocking: ({ children }) => <Link to="/admin/blocked">{children}</Link>,
  'directory-source': ({ children }) => (
    <Link to="/admin/customers" search={{ tab: 'directory' }}>
      {children}
    </Link>
  ),
  'organisation-settings': ({ children }) => <Link to="/admin/organisation">{children}</Link>,
};

/** The way to something that is configured, by its kind; null for a kind without a page of its own. */
export function ToOne({ kind, id, children }: ToOneProps) {
  const path = paths.get(kind);
  if (path) {
    return (
      <Link to="/admin/settings/$kind/$id" params={{ kind: path, id }}>
        {children}
      </Link>
    );
  }
  const To = pages[kind];
  return To ? <To id={id}>{children}</To> : null;
}
