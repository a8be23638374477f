import type { ConversationView } from '#contracts';
import { Count } from '../../parts/small.tsx';
import { SessionName } from '../../shell/session-name.tsx';
import { useTitle } from '../../shell/title.ts';
import { useSessionName } from '../../shell/use-session-template.ts';
import { words as shared } from '../../words/en.ts';
import styles from './pages.module.css';
import { TextsButton } from './session-pane.tsx';

interface TextsAsideProps {
  readonly conversation: ConversationView;
  /** Not even a strip of them: the way back is beside the pages. */
  readonly isHidden: boolean;
}

/** In the place of the texts that were put aside; nothing is marked as read there. */
export function TextsAside({ conversation, isHidden }: TextsAsideProps) {
  useTitle(useSessionName(conversation));
  return (
    <main
      id="session"
      className={styles.aside}
      aria-label={shared.regions.thread}
      data-region="thread"
      hidden={isHidden}
    >
      <TextsButton conversation={conversation} isDocked={false} />
      {conversation.unread > 0 && <Count of={conversation.unread} />}
      <span className={styles.asideName}>
        <SessionName conversation={conversation} />
      </span>
    </main>
  );
}
