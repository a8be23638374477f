import {
  IconAlertTriangle,
  IconCheck,
  IconChecks,
  IconClock,
  IconHelpCircle,
  IconLoader2,
  type TablerIcon,
} from '@tabler/icons-react';
import { memo, Suspense } from 'react';
import { useCopy } from '../copy-field.tsx';
import { late } from '../late.ts';
import { asTime } from '../time.ts';
import { messages, words as shared } from '../../words/en.ts';
import { threadWords as words } from '../../words/en-thread.ts';
import { At, Bone } from '../small.tsx';
import type { DeliverySaid } from './delivery.ts';
import { piecesOf } from './linkify.ts';
import { isPicture, type Drawn } from './rows.ts';
import styles from './thread.module.css';

const Translation = late(() => import('./translation.tsx').then(({ Translation: component }) => component));
const LinkCard = late(() => import('./link-card.tsx').then(({ LinkCard: component }) => component));
const Leaving = late(() => import('./held.tsx').then(({ Leaving: component }) => component));
const Held = late(() => import('./held.tsx').then(({ Held: component }) => component));
const Files = late(() => import('./files.tsx').then(({ Files: component }) => component));

/** What can be done about a text that did not arrive; absent for those who only watch. */
export interface Remedies {
  /** Whether anything can be sent. Where not, what was refused can be taken along or thrown away. */
  readonly canWrite: boolean;
  /** Takes the words up again, to be changed and sent as a new text. */
  readonly edit: (text: Drawn) => void;
  /** The same words as a new text. */
  readonly again: (text: Drawn) => void;
  /** The same text again, with links instead of its files. */
  readonly asLinks: (text: Drawn) => void;
  /** Throws away a text that never left. */
  readonly discard: (text: Drawn) => void;
}

const icons: Record<DeliverySaid['icon'], TablerIcon> = {
  queued: IconClock,
  sending: IconLoader2,
  sent: IconCheck,
  delivered: IconChecks,
  failed: IconAlertTriangle,
  unknown: IconHelpCircle,
};

const Body = ({ body }: { readonly body: string }) =>
  piecesOf(body).map(({ text, href }, at) =>
    href ? (
      <a key={at} href={href} target="_blank" rel="noopener noreferrer nofollow">
        {text}
      </a>
    ) : (
      text
    ),
  );

function CopyWords({ of }: { readonly of: string }) {
  const { isCopied, copy } = useCopy(of);
  return (
    <button type="button" className={styles.remedy} onClick={copy}>
      {isCopied ? shared.common.copied : shared.common.copy}
    </button>
  );
}

interface ProblemProps {
  readonly text: Drawn;
  readonly said: DeliverySaid;
  readonly remedies: Remedies | null;
}

/** The sentence of what went wrong, its beginning in bold, and what helps. */
function Problem({ text, said, remedies }: ProblemProps) {
  const [, verdict = '', rest = said.problem] = /^(Not (?:sent|delivered)\.)(.*)$/.exec(said.problem ?? '') ?? [];
  const Icon = icons[said.icon];
  const isLeft = remedies !== null && !!text.unsent?.refused;
  const sends = remedies?.canWrite ? remedies : null;
  return (
    <div className={styles.problem} data-unknown={said.icon === 'unknown' || undefined}>
      <Icon size={16} stroke={1.8} aria-hidden />
      <div>
        <strong>{verdict}</strong>
        {rest}
        {(sends || isLeft || said.code) && (
          <div className={styles.remedies}>
            {sends && said.remedy === 'edit' && (
              <button type="button" className={styles.remedy} onClick={() => sends.edit(text)}>
                {messages.editAndSendAgain}
              </button>
            )}
            {sends && said.remedy === 'again' && (
              <button type="button" className={styles.remedy} onClick={() => sends.again(text)}>
                {messages.sendAgainAnyway}
              </button>
            )}
            {sends && said.remedy === 'links' && (
              <button type="button" className={styles.remedy} onClick={() => sends.asLinks(text)}>
                {messages.sendAsLinks}
              </button>
            )}
            {isLeft && !sends && text.body !== '' && <CopyWords of={text.unsent?.original ?? text.body} />}
            {isLeft && (
              <button type="button" className={styles.remedy} onClick={() => remedies.discard(text)}>
                {words.discard}
              </button>
            )}
            {said.code && (
              <a
                className={styles.remedy}
                href={`https://www.twilio.com/docs/api/errors/${encodeURIComponent(said.code)}`}
                target="_blank"
                rel="noopener noreferrer"
              >
                {words.whatIs(said.code)}
              </a>
            )}
          </div>
        )}
      </div>
    </div>
  );
}

interface TextRowProps {
  readonly conversationId: string;
  readonly text: Drawn;
  readonly isLast: boolean;
  /** Who wrote it, for a reader and where it is not plain. */
  readonly author: string;
  readonly showsAuthor: boolean;
  readonly remedies: Remedies | null;
  /** Shows one of its pictures large. */
  readonly onEnlarge: (fileId: string) => void;
  /** Shows how a text of ours went; null for who may not see it. */
  readonly onWay: ((textId: string) => void) | null;
  /** What is said may have to be said in the agents' language, too. */
  readonly isTranslated: boolean;
}

/** One text; the last of a group carries its state and time. */
export const TextRow = memo(function TextRow({
  conversationId,
  text,
  isLast,
  author,
  showsAuthor,
  remedies,
  onEnlarge,
  onWay,
  isTranslated,
}: TextRowProps) {
  const said = text.delivery;
  const Icon = said && !said.problem ? icons[said.icon] : null;
  const showsWay = onWay !== null && said !== null && !text.unsent;
  const heldUntil = text.unsent?.heldUntil;
  return (
    <div
      className={styles.text}
      data-side={text.side}
      data-author={text.author.kind}
      data-last={isLast || undefined}
      data-pending={(text.unsent && !text.unsent.refused) || undefined}
      role="article"
      aria-label={words.weSaid(author, asTime(text.at))}
    >
      {text.body !== '' && (
        <p className={styles.bubble} dir="auto">
          <Body body={text.body} />
          {isTranslated && (
            <Suspense>
              <Translation conversationId={conversationId} textId={text.id} original={text.unsent?.original} />
            </Suspense>
          )}
        </p>
      )}
      {!text.unsent && /https:\/\//i.test(text.body) && (
        <Suspense>
          <LinkCard conversationId={conversationId} messageId={text.id} />
        </Suspense>
      )}
      {text.media.length > 0 && (
        <Suspense fallback={<Bone width={232} height={text.media.some(isPicture) ? 196 : 46} />}>
          <Files conversationId={conversationId} text={text} onEnlarge={onEnlarge} />
        </Suspense>
      )}
      {text.incomplete && <p className={styles.note}>{words.incomplete}</p>}
      {said?.note && <p className={styles.note}>{said.note}</p>}
      {said?.problem && <Problem text={text} said={said} remedies={remedies} />}
      {(isLast || showsWay || heldUntil) && (
        <p className={styles.foot}>
          {Icon && (
            <Icon
              size={14}
              stroke={2}
              aria-hidden
              className={said?.icon === 'delivered' ? styles.delivered : undefined}
            />
          )}
          {heldUntil ? (
            <Suspense>
              <Held until={heldUntil} onUndo={remedies && (() => remedies.edit(text))} />
            </Suspense>
          ) : (
            Icon &&
            said &&
            (said.leavesAt ? (
              <Suspense fallback={<span>{said.word}</span>}>
                <Leaving at={said.leavesAt} otherwise={said.word} />
              </Suspense>
            ) : (
              <span>{said.word}</span>
            ))
          )}
          {Icon && <span aria-hidden>·</span>}
          {showsAuthor && <span dir="auto">{author}</span>}
          {showsAuthor && <span aria-hidden>·</span>}
          <At at={text.at} />
          {showsWay && (
            <button type="button" className={styles.way} onClick={() => onWay(text.id)}>
              {words.howItWent}
            </button>
          )}
        </p>
      )}
    </div>
  );
});
