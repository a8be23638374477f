import { Button } from '@mantine/core';
import { IconMapQuestion, IconRefresh } from '@tabler/icons-react';
import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Role } from '#contracts';
import { Empty, Failed, NotAllowed } from '../parts/empty.tsx';
import { TableBones } from '../parts/table.tsx';
import { words } from '../words/en.ts';
import { usePerson } from './sign-in/session.ts';
import { useTitle } from './title.ts';

const isMissingPart = (error: unknown): boolean =>
  error instanceof Error && /dynamically imported module|module script|preload/i.test(error.message);

/** What is left of a page that broke: the rest of the desk goes on. A part that is gone from the server means a newer version. */
export function BrokenPage({ error, reset }: ErrorComponentProps) {
  const queries = useQueryErrorResetBoundary();
  if (isMissingPart(error)) {
    return (
      <Empty
        icon={IconRefresh}
        title={words.common.newer}
        fill
        actions={<Button onClick={() => location.reload()}>{words.common.reload}</Button>}
      />
    );
  }
  const again = () => {
    queries.reset();
    reset();
  };
  return <Failed what={words.common.thisPage} error={error} onRetry={again} fill />;
}

/** A page whose code is on its way, once that takes noticeably long. */
export const PendingPage = () => (
  <div style={{ padding: 24 }}>
    <TableBones />
  </div>
);

export function NothingHere() {
  useTitle(words.common.notFound);
  return (
    <Empty
      icon={IconMapQuestion}
      title={words.common.notFound}
      fill
      actions={
        <Button variant="default" component={Link} to="/">
          {words.common.toStart}
        </Button>
      }
    />
  );
}

interface ForProps {
  readonly roles: readonly Role[];
  readonly page: string;
  readonly children: ReactNode;
}

/** A page for people of these roles; the others read who can help (message 27). */
export function For({ roles, page, children }: ForProps) {
  const person = usePerson();
  return roles.some((role) => person.roles.includes(role)) ? children : <NotAllowed page={page} />;
}
