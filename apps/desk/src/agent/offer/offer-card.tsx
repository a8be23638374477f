import { Button } from '@mantine/core';
import type { OfferView } from '#contracts';
import { useSecondsUntil } from '../../live/clock.ts';
import { CustomerName, useCustomerName } from '../../parts/customer.tsx';
import { Elapsed } from '../../parts/small.tsx';
import { asClock } from '../../parts/time.ts';
import { useMine } from '../../shell/use-agent.ts';
import { words } from '../../words/en.ts';
import styles from './offer.module.css';

interface OfferCardProps {
  readonly offer: OfferView;
  /** The one that the keys answer. */
  readonly isOnTop: boolean;
  readonly isAccepting: boolean;
  readonly isDeclining: boolean;
  readonly onAccept: () => void;
  readonly onDecline: () => void;
}

/** Somebody waits for you: who, what they said, why you, and how long the offer stands. It never takes the focus. */
export function OfferCard({ offer, isOnTop, isAccepting, isDeclining, onAccept, onDecline }: OfferCardProps) {
  const left = useSecondsUntil(offer.expiresAt);
  const whole = Math.max(1, (Date.parse(offer.expiresAt) - Date.parse(offer.offeredAt)) / 1_000);
  // Who they are may be read as soon as conversations knows of the offer, too.
  const isMine = useMine().data?.some(({ id }) => id === offer.conversationId) ?? false;
  const customer = { conversationId: isMine ? offer.conversationId : '', address: offer.customer };
  const name = useCustomerName(customer);
  return (
    <article className={styles.card} data-late={left <= 10 || undefined} aria-label={words.offer.from(name)}>
      <div className={styles.track} aria-hidden>
        <div className={styles.left} style={{ width: `${Math.min(100, (left / whole) * 100)}%` }} />
      </div>
      <div className={styles.head}>
        <h3 className={styles.name}>
          <CustomerName {...customer} />
        </h3>
        <span className={styles.digits} role="timer" aria-label={words.offer.left(asClock(left))}>
          {asClock(left)}
        </span>
      </div>
      {offer.preview !== '' && (
        <p className={styles.said} dir="auto">
          “{offer.preview}”
        </p>
      )}
      <dl className={styles.facts}>
        <dt>{words.offer.queue}</dt>
        <dd dir="auto">{offer.queueName}</dd>
        {offer.why !== '' && (
          <>
            <dt>{words.offer.why}</dt>
            <dd>{offer.why}</dd>
          </>
        )}
        {offer.note && (
          <>
            <dt>{words.offer.note}</dt>
            <dd dir="auto">{offer.note}</dd>
          </>
        )}
        <dt>{words.offer.waited}</dt>
        <dd>
          <Elapsed since={offer.waitingSince} />
        </dd>
      </dl>
      <div className={styles.buttons}>
        <Button
          onClick={onAccept}
          loading={isAccepting}
          disabled={isDeclining}
          aria-keyshortcuts={isOnTop ? 'F8' : undefined}
        >
          {words.offer.accept}
          {isOnTop && (
            <span className={styles.key} aria-hidden>
              F8
            </span>
          )}
        </Button>
        <Button
          variant="default"
          onClick={onDecline}
          loading={isDeclining}
          disabled={isAccepting}
          aria-keyshortcuts={isOnTop ? 'Shift+F8' : undefined}
        >
          {words.offer.decline}
        </Button>
      </div>
    </article>
  );
}
