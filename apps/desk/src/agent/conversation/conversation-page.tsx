import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Suspense, useEffect, useRef } from 'react';
import type { ConversationView } from '#contracts';
import { late } from '../../parts/late.ts';
import { conversation as conversationQuery } from '../../api/conversations.ts';
import { useUnsent } from '../../api/unsent.ts';
import { ConversationHeader, ConversationHeaderBones } from '../../parts/conversation-header.tsx';
import styles from '../../parts/conversation.module.css';
import { Dialog } from '../../parts/dialog.tsx';
import { Failed } from '../../parts/empty.tsx';
import { hasRoomForContext, useMedia } from '../../parts/use-media.ts';
import { Bone, Loading } from '../../parts/small.tsx';
import { Thread } from '../../parts/thread/thread.tsx';
import { useCustomerName } from '../../parts/customer.tsx';
import { useEnding } from '../../shell/ending.ts';
import { overlay, useOverlays } from '../../shell/overlays.ts';
import { usePane } from '../../shell/panes.ts';
import { SessionName } from '../../shell/session-name.tsx';
import { isSession } from '../../shell/sessions.ts';
import { useTitle } from '../../shell/title.ts';
import { useMe } from '../../shell/use-agent.ts';
import { useSessionName, useSessionTemplate } from '../../shell/use-session-template.ts';
import { agentWords } from '../../words/en-agent.ts';
import { words as shared } from '../../words/en.ts';
import { Composer, type ComposerHandle } from '../composer/composer.tsx';
import work from '../work.module.css';
import { Actions } from './actions.tsx';
import { AdviceBar, AdviceEnded } from './advice.tsx';
import { ReadOnlyBar } from './bars.tsx';
import { useArrival } from './use-arrival.ts';
import { useDrop } from './use-drop.ts';
import { advisersIn, useHanding } from './use-handing.ts';
import { useReading } from './use-reading.ts';
import { useRemedies, useTakeUp } from './use-remedies.ts';

const words = agentWords.conversation;
const SessionPane = late(() => import('../context/session-pane.tsx').then(({ SessionPane: component }) => component));
const TextsAside = late(() => import('../context/texts-aside.tsx').then(({ TextsAside: component }) => component));
const HandOver = late(() => import('../hand-over/hand-over.tsx').then(({ HandOver: component }) => component));
const Suggestions = late(() => import('../assist/suggestions.tsx').then(({ Suggestions: component }) => component));
const ReportNumber = late(() => import('./report-number.tsx').then(({ ReportNumber: component }) => component));
const OptedOutBar = late(() => import('./opted-out-bar.tsx').then(({ OptedOutBar: component }) => component));
const EndingBar = late(() => import('./ending-bar.tsx').then(({ EndingBar: component }) => component));
const WrapUpBar = late(() => import('../wrap-up/wrap-up-bar.tsx').then(({ WrapUpBar: component }) => component));
const AskedBar = late(() => import('../hand-over/asked-bar.tsx').then(({ AskedBar: component }) => component));
const PrivateTalk = late(() => import('../hand-over/private-talk.tsx').then(({ PrivateTalk: component }) => component));

/** The thread in the middle, the customer beside it; beside the thread only where there is room. */
export function ConversationPage() {
  const { conversation: id } = useParams({ from: '/work/c/$conversation' });
  return <Session key={id} id={id} />;
}

function Session({ id }: { readonly id: string }) {
  const me = useMe();
  const { wasAccepted, isExpected, isHere } = useArrival(id);
  const { data, error, refetch } = useQuery({
    ...conversationQuery(id),
    enabled: !isExpected,
    // The stream tells an agent of their own conversations only; the others are read again when they are opened.
    staleTime: (query) => (query.state.data?.agentId === me.data?.id ? Infinity : 0),
    retry: (failures) => wasAccepted && failures < 5,
    retryDelay: 400,
  });
  // what was refused, as its service had not heard yet whose it is, is asked for again once it has
  const wasRefused = isHere && error !== null && !data;
  useEffect(() => {
    if (wasRefused) void refetch();
  }, [wasRefused, refetch]);
  const advised = useRef(false);
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
  const isAdviser = advisersIn(data).some(({ agentId }) => agentId === me.data?.id);
  if (isAdviser) advised.current = true;
  // Who gave advice does not read on once it has ended (product.md 18.3).
  if (advised.current && !isAdviser && !isMine) return <AdviceEnded />;
  return <Regions conversation={data} isMine={isMine} />;
}

/** The texts and what is known beside them; beside one another where there is room, and as the template of the session says. */
function Regions({ conversation, isMine }: { readonly conversation: ConversationView; readonly isMine: boolean }) {
  const { id } = conversation;
  const isWide = useMedia(hasRoomForContext);
  const overlays = useOverlays();
  const isContextOpen = overlays.context === id;
  const setContextOpen = (isOpen: boolean) => overlay({ context: isOpen ? id : null });
  const { data: template } = useSessionTemplate(conversation);
  const pane = usePane(id);
  const isEnding = useEnding(id) !== null;
  // What is asked or chosen where the texts are brings them back.
  const isWanted = isEnding || overlays.handing?.conversationId === id || overlays.reporting === id;
  const mayGo = isWide && isMine && isSession(conversation);
  const texts = !mayGo
    ? null
    : isWanted || conversation.status === 'wrap-up'
      ? 'docked'
      : (pane.texts ?? template?.communicationPanel ?? 'docked');
  const hasPagesElsewhere = template?.tabs.some(({ page }) => page.type === 'external') ?? false;
  const beside = (
    <Suspense fallback={<ContextBones />}>
      <SessionPane conversation={conversation} texts={texts} />
    </Suspense>
  );
  return (
    <>
      {texts === 'minimized' || texts === 'hidden' ? (
        <Suspense fallback={<main id="session" aria-label={shared.regions.thread} hidden={texts === 'hidden'} />}>
          <TextsAside conversation={conversation} isHidden={texts === 'hidden'} />
        </Suspense>
      ) : (
        <Canvas conversation={conversation} isMine={isMine} onContext={isWide ? null : () => setContextOpen(true)} />
      )}
      {isWide ? (
        <aside
          className={work.context}
          data-region="context"
          data-wide={hasPagesElsewhere || undefined}
          data-texts={texts ?? undefined}
          aria-label={shared.regions.context}
          tabIndex={-1}
        >
          {beside}
        </aside>
      ) : (
        <Dialog
          isOpen={isContextOpen}
          onClose={() => setContextOpen(false)}
          title={shared.regions.context}
          width={hasPagesElsewhere ? 560 : 340}
          side="end"
          isFilled
        >
          {beside}
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
  const name = useCustomerName({ conversationId: id, address: customer });
  useTitle(useSessionName(conversation));
  const me = useMe().data;
  const { asked, moments } = useHanding(conversation, isMine, name);
  const advisers = advisersIn(conversation);
  const mine = advisers.find(({ agentId }) => agentId === me?.id);
  const { handing, reporting } = useOverlays();
  const hasRoom = useMedia(hasRoomForContext);
  const unsent = useUnsent(id);
  const ending = useEnding(id);
  // Before it is accepted nothing can be marked as read.
  const reading = useReading(conversation, isMine && conversation.accepted);
  const takeUp = useTakeUp(conversation);
  const speaks = (isMine || mine?.speaks === true) && status === 'active' && conversation.accepted;
  const { optedOut = null } = conversation;
  const canWrite = speaks && optedOut === null;
  const remedies = useRemedies(conversation, canWrite);
  const talk = (place: 'beside' | 'below' | 'drawer') =>
    me && (
      <Suspense>
        <PrivateTalk conversation={conversation} advisers={advisers} reader={me.id} place={place} />
      </Suspense>
    );
  const hasTalk = advisers.length > 0 && status !== 'closed' && (isMine || mine !== undefined);
  const canAttach = canWrite && (conversation.agentsMayAttach ?? false);
  const composer = useRef<ComposerHandle>(null);
  const { isOver, ...dropping } = useDrop(canAttach, (files) => composer.current?.attach(files));
  return (
    <main className={styles.canvas} id="session" aria-label={shared.regions.thread} {...dropping}>
      <ConversationHeader conversation={conversation} title={<SessionName conversation={conversation} />}>
        <Actions conversation={conversation} isMine={isMine} isEnding={ending !== null} onContext={onContext} />
      </ConversationHeader>
      <div className={styles.middle}>
        <Thread
          conversation={conversation}
          unsent={unsent}
          newFrom={reading.newFrom}
          moments={moments}
          remedies={remedies}
          reader={me?.id ?? null}
          onAtEnd={reading.setAtEnd}
        />
        {hasTalk && speaks && hasRoom && talk('beside')}
      </div>
      {hasTalk && speaks && !hasRoom && <AdviceBar advisers={advisers}>{talk('drawer')}</AdviceBar>}
      {canWrite && !hasRoom && (
        <Suspense>
          <Suggestions conversationId={id} isStrip />
        </Suspense>
      )}
      {asked.some(({ state }) => state === 'offered') && (
        <Suspense>
          <AskedBar asked={asked} />
        </Suspense>
      )}
      {ending !== null && (
        <Suspense>
          <EndingBar conversation={conversation} deadline={ending} />
        </Suspense>
      )}
      {canWrite ? (
        <Composer conversation={conversation} onSent={reading.forget} onTakeUp={takeUp} handle={composer} />
      ) : speaks && optedOut ? (
        <Suspense>
          <OptedOutBar conversation={conversation} since={optedOut} />
        </Suspense>
      ) : isMine && status === 'wrap-up' ? (
        <Suspense>
          <WrapUpBar conversation={conversation} />
        </Suspense>
      ) : mine ? (
        talk('below')
      ) : (
        <ReadOnlyBar conversation={conversation} isMine={isMine} />
      )}
      {handing?.conversationId === id && (
        <Suspense>
          <HandOver conversation={conversation} what={handing.what} onClose={() => overlay({ handing: null })} />
        </Suspense>
      )}
      {reporting === id && (
        <Suspense>
          <ReportNumber number={customer} onClose={() => overlay({ reporting: null })} />
        </Suspense>
      )}
      {isOver && canWrite && <p className={work.drop}>{canAttach ? agentWords.files.drop : agentWords.files.off}</p>}
    </main>
  );
}
