import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconCopy, IconDots, IconHourglassLow, IconLayoutSidebarRight, IconX } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense, useRef, useState, type ReactNode } from 'react';
import type { ConversationView } from '#contracts';
import { conversation as conversationQuery } from '../../api/conversations.ts';
import { useUnsent } from '../../api/unsent.ts';
import { ConversationHeader, ConversationHeaderBones } from '../../parts/conversation-header.tsx';
import styles from '../../parts/conversation.module.css';
import { useCopy } from '../../parts/copy-field.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Failed } from '../../parts/empty.tsx';
import { hasRoomForContext, isPhone, useMedia } from '../../parts/use-media.ts';
import { Bone, Loading } from '../../parts/small.tsx';
import { Thread } from '../../parts/thread/thread.tsx';
import { useCustomerName } from '../../parts/customer.tsx';
import { useCloseSession } from '../../shell/close-session.tsx';
import { holdEnd, useEnding } from '../../shell/ending.ts';
import { isSession } from '../../shell/sessions.ts';
import { useTitle } from '../../shell/title.ts';
import { useMe, useOffers } from '../../shell/use-agent.ts';
import { agentWords } from '../../words/en-agent.ts';
import { words as shared } from '../../words/en.ts';
import { Composer, type ComposerHandle } from '../composer/composer.tsx';
import work from '../work.module.css';
import { EndingBar, ReadOnlyBar, WrapUpBar } from './bars.tsx';
import { useDrop } from './use-drop.ts';
import { useReading } from './use-reading.ts';
import { useRemedies, useTakeUp } from './use-remedies.ts';

const words = agentWords.conversation;
const ContextPane = lazy(() =>
  import('../context/context-pane.tsx').then(({ ContextPane: component }) => ({ default: component })),
);

/** The thread in the middle, the customer beside it; beside the thread only where there is room. */
export function ConversationPage() {
  const { conversation: id } = useParams({ from: '/work/c/$conversation' });
  return <Session key={id} id={id} />;
}

function Session({ id }: { readonly id: string }) {
  const me = useMe();
  const wasAccepted = useOffers().some(({ conversationId, state }) => conversationId === id && state === 'accepted');
  const { data, error, refetch } = useQuery({
    ...conversationQuery(id),
    // The stream tells an agent of their own conversations only; the others are read again when they are opened.
    staleTime: (query) => (query.state.data?.agentId === me.data?.id ? Infinity : 0),
    // A conversation that was just accepted may take a moment to become ours.
    retry: (failures) => wasAccepted && failures < 5,
    retryDelay: 400,
  });
  const isWide = useMedia(hasRoomForContext);
  const [isContextOpen, setContextOpen] = useState(false);
  if (error && !data) {
    return (
      <div className={styles.canvas}>
        <Failed what={words.failed} error={error} onRetry={() => void refetch()} fill />
      </div>
    );
  }
  if (!data) {
    return (
      <div className={styles.canvas} role="status" aria-label={shared.common.loading}>
        <ConversationHeaderBones />
      </div>
    );
  }
  const isMine = data.agentId !== null && data.agentId === me.data?.id;
  return (
    <>
      <Canvas conversation={data} isMine={isMine} onContext={isWide ? null : () => setContextOpen(true)} />
      {isWide ? (
        <aside className={work.context} data-region="context" aria-label={shared.regions.context} tabIndex={-1}>
          <Suspense fallback={<ContextBones />}>
            <ContextPane conversation={data} />
          </Suspense>
        </aside>
      ) : (
        <Dialog
          isOpen={isContextOpen}
          onClose={() => setContextOpen(false)}
          title={shared.regions.context}
          width={340}
          side="end"
          isFilled
        >
          <Suspense fallback={<ContextBones />}>
            <ContextPane conversation={data} />
          </Suspense>
        </Dialog>
      )}
    </>
  );
}

const ContextBones = () => (
  <div className={work.bones}>
    <Loading>
      {[140, 220, 180].map((width) => (
        <Bone key={width} width={width} height={14} />
      ))}
    </Loading>
  </div>
);

interface CanvasProps {
  readonly conversation: ConversationView;
  readonly isMine: boolean;
  /** Opens the context pane where it is a drawer. */
  readonly onContext: (() => void) | null;
}

function Canvas({ conversation, isMine, onContext }: CanvasProps) {
  const { id, status, customer } = conversation;
  useTitle(useCustomerName({ conversationId: id, address: customer }));
  const me = useMe().data;
  const unsent = useUnsent(id);
  const ending = useEnding(id);
  // Before it is accepted nothing can be marked as read.
  const reading = useReading(conversation, isMine && conversation.accepted);
  const remedies = useRemedies(conversation);
  const takeUp = useTakeUp(conversation);
  const canWrite = isMine && status === 'active' && conversation.accepted;
  const canAttach = canWrite && (conversation.agentsMayAttach ?? false);
  const composer = useRef<ComposerHandle>(null);
  const { isOver, ...dropping } = useDrop(canAttach, (files) => composer.current?.attach(files));
  return (
    <main className={styles.canvas} id="session" aria-label={shared.regions.thread} {...dropping}>
      <ConversationHeader conversation={conversation}>
        <Actions conversation={conversation} isMine={isMine} isEnding={ending !== null} onContext={onContext} />
      </ConversationHeader>
      <Thread
        conversation={conversation}
        unsent={unsent}
        newFrom={reading.newFrom}
        remedies={canWrite ? remedies : null}
        reader={me?.id ?? null}
        onAtEnd={reading.setAtEnd}
      />
      {ending !== null && <EndingBar conversationId={id} deadline={ending} />}
      {canWrite ? (
        <Composer conversation={conversation} onSent={reading.forget} onTakeUp={takeUp} handle={composer} />
      ) : isMine && status === 'wrap-up' ? (
        <WrapUpBar conversation={conversation} />
      ) : (
        <ReadOnlyBar conversation={conversation} isMine={isMine} />
      )}
      {isOver && canWrite && <p className={work.drop}>{canAttach ? agentWords.files.drop : agentWords.files.off}</p>}
    </main>
  );
}

interface ActionsProps extends CanvasProps {
  readonly isEnding: boolean;
}

function Actions({ conversation, isMine, isEnding, onContext }: ActionsProps): ReactNode {
  const cache = useQueryClient();
  const { ask } = useCloseSession();
  const { copy } = useCopy(conversation.customer);
  const isOpen = isMine && isSession(conversation);
  const isSmall = useMedia(isPhone);
  return (
    <>
      {isOpen && conversation.status === 'active' && (
        <Tooltip label={shared.sessions.endHint}>
          <Button variant="light" disabled={isEnding} onClick={() => holdEnd(cache, conversation.id)}>
            {words.end}
          </Button>
        </Tooltip>
      )}
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon aria-label={words.more}>
            <IconDots size={18} stroke={1.8} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isOpen && conversation.status === 'active' && (
            <Menu.Item
              leftSection={<IconHourglassLow size={16} stroke={1.7} aria-hidden />}
              onClick={() => ask(conversation)}
            >
              {words.closeSession}
            </Menu.Item>
          )}
          {isOpen && conversation.status === 'wrap-up' && (
            <Menu.Item leftSection={<IconX size={16} stroke={1.7} aria-hidden />} onClick={() => ask(conversation)}>
              {shared.common.close}
            </Menu.Item>
          )}
          {onContext && isSmall && (
            <Menu.Item leftSection={<IconLayoutSidebarRight size={16} stroke={1.7} aria-hidden />} onClick={onContext}>
              {words.context}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconCopy size={16} stroke={1.7} aria-hidden />} onClick={copy}>
            {words.copyNumber}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {onContext && !isSmall && (
        <Tooltip label={words.context}>
          <ActionIcon aria-label={words.context} onClick={onContext}>
            <IconLayoutSidebarRight size={18} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      )}
    </>
  );
}
