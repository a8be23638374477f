import { Button } from '@mantine/core';
import { IconAlertTriangle, IconLock, type TablerIcon } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { administrators } from '../api/preferences.ts';
import { Refused, Unanswered } from '../api/refused.ts';
import { messages } from '../words/en.ts';
import styles from './parts.module.css';

interface EmptyProps {
  readonly icon: TablerIcon;
  readonly title: string;
  readonly tone?: 'quiet' | 'bad';
  readonly fill?: boolean;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** A place with nothing in it says why, and what now. */
export const Empty = ({ icon: Icon, title, tone = 'quiet', fill = false, children, actions }: EmptyProps) => (
  <div className={styles.empty} data-fill={fill || undefined}>
    <span className={styles.emptyMark} data-tone={tone} aria-hidden>
      <Icon size={22} stroke={1.6} />
    </span>
    <p className={styles.emptyTitle}>{title}</p>
    {children && <div className={styles.emptyText}>{children}</div>}
    {actions && <div className={styles.emptyActions}>{actions}</div>}
  </div>
);

interface FailedProps {
  /** What could not be loaded, as the beginning of a sentence. */
  readonly what: string;
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly fill?: boolean;
}

/** Message 28; a page that is not allowed says so instead (message 27). */
export function Failed({ what, error, onRetry, fill = false }: FailedProps) {
  if (error instanceof Refused && error.status === 403) return <NotAllowed page={insideSentence(what)} fill={fill} />;
  const reference = error instanceof Refused || error instanceof Unanswered ? error.reference : null;
  const isRefused = error instanceof Refused;
  return (
    <div role="alert" style={fill ? { height: '100%' } : undefined}>
      <Empty
        icon={IconAlertTriangle}
        tone="bad"
        title={messages.loadFailed(what)}
        fill={fill}
        actions={
          <Button variant="default" onClick={onRetry}>
            {messages.tryAgain}
          </Button>
        }
      >
        {isRefused && <p>{error.message}</p>}
        {reference && <p className={styles.reference}>{messages.reference(reference.slice(0, 8))}</p>}
      </Empty>
    </div>
  );
}

/** What begins a sentence, further on in one. */
const insideSentence = (what: string): string => what.replace(/^\p{Lu}(?=[\p{Ll}\s])/u, (first) => first.toLowerCase());

/** Message 27. */
export const NotAllowed = ({ page, fill = true }: { readonly page: string; readonly fill?: boolean }) => (
  <Empty icon={IconLock} title={messages.notAllowed(page)} fill={fill}>
    <WhoHelps />
  </Empty>
);

/** Who can give access, by name where somebody is known. */
function WhoHelps() {
  const { data } = useQuery({ ...administrators, retry: false });
  const [first] = data?.items ?? [];
  return first ? messages.namedHelp(first.name, data!.total - 1) : messages.whoHelps;
}
