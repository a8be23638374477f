import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { definitionKinds } from '#contracts';

const paths = new Map<string, string>(definitionKinds.map(({ kind, path }) => [kind, path]));

interface ToOneProps {
  readonly kind: string;
  readonly id: string;
  readonly children: ReactNode;
}

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
  if (kind === 'account') {
    return (
      <Link to="/admin/accounts/$id" params={{ id }}>
        {children}
      </Link>
    );
  }
  if (kind === 'workstream' || kind === 'workstream-settings') {
    return (
      <Link to="/admin/workstreams/$id" params={{ id }}>
        {children}
      </Link>
    );
  }
  if (kind === 'channel') {
    return (
      <Link to="/admin/set-up/$kind/$id" params={{ kind: 'channels', id }}>
        {children}
      </Link>
    );
  }
  return kind === 'organisation-settings' ? <Link to="/admin/organisation">{children}</Link> : null;
}
