import { Button } from '@mantine/core';
import { IconMessages } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Fragment } from 'react';
import type { OfferView } from '#contracts';
import { resetPresence } from '../../api/routing.ts';
import { useNow } from '../../live/clock.ts';
import { CustomerName, useCustomerName } from '../../parts/customer.tsx';
import { Elapsed } from '../../parts/small.tsx';
import { asClock, secondsToAnswer } from '../../parts/time.ts';
import { useAddress } from '../../parts/use-address.ts';
import { commands, keysOf, mayDecline } from '../../shell/commands.ts';
import { undoDecline } from '../../shell/declining.ts';
import { asShortcut, isMac, spellKeys } from '../../shell/keys.ts';
import { usePreferences } from '../../shell/preferences.ts';
import { useMe, useMine } from '../../shell/use-agent.ts';
import { turnSoundOn } from '../../shell/sound.ts';
import { tellFailure } from '../../shell/tell.tsx';
import { messages, words } from '../../words/en.ts';
import styles from './offer.module.css';

const languages = new Intl.DisplayNames('en', { type: 'language' });
/** A field may hold a language as its code, which nobody reads. */
const asLanguage = (value: string): string => (/^[a-z]{2}-[A-Z]{2}$/.test(value) ? languages.of(value)! : value);

const answers = ['offer.accept', 'offer.decline'].map((id) => commands.find((command) => command.id === id)!);

interface OfferCardProps {
  readonly offer: OfferView;
  /** The one that the keys answer. */
  readonly isOnTop: boolean;
  readonly isAccepting: boolean;
  readonly isDeclining: boolean;
  readonly onAccept: () => void;
  readonly onDecline: () => void;
}

/**
 * Somebody waits for you: by the title, icon, fields and words of the template that the work came by, with what they said, why you, and how long
 * the offer stands. It never takes the focus.
 */
export function OfferCard({ offer, isOnTop, isAccepting, isDeclining, onAccept, onDecline }: OfferCardProps) {
  const left = secondsToAnswer(offer, useNow());
  const whole = Math.max(1, (Date.parse(offer.expiresAt) - Date.parse(offer.offeredAt)) / 1_000);
  // Who they are may be read as soon as conversations knows of the offer, too.
  const isMine = useMine().data?.some(({ id }) => id === offer.conversationId) ?? false;
  const customer = { conversationId: isMine ? offer.conversationId : '', address: offer.customer };
  const name = useCustomerName(customer);
  const number = useAddress(offer.customer);
  const { notification: told } = offer;
  const chosen = usePreferences().keys;
  const [acceptKeys, declineKeys] = answers.map((command) => (isOnTop ? keysOf(command, chosen) : undefined));
  const hasTitle = !!told?.title && told.title !== name;
  // what stands above already is not said twice
  const fields = told?.fields.filter(({ value }) => value !== (hasTitle ? told.title : name)) ?? [];
  return (
    <article className={styles.card} data-late={left <= 10 || undefined} aria-label={words.offer.from(name)}>
      {(told?.showTimeout ?? true) && (
        <div className={styles.track} aria-hidden>
          <div className={styles.left} style={{ width: `${Math.min(100, (left / whole) * 100)}%` }} />
        </div>
      )}
      <div className={styles.head}>
        {told?.icon ? (
          <img className={styles.icon} src={told.icon} alt="" />
        ) : (
          <IconMessages className={styles.icon} size={16} stroke={1.7} aria-hidden />
        )}
        <h3 className={styles.name}>{hasTitle ? <bdi>{told.title}</bdi> : <CustomerName {...customer} />}</h3>
        {(told?.showTimeout ?? true) && (
          <span className={styles.digits} role="timer" aria-label={words.offer.left(asClock(left))}>
            {asClock(left)}
          </span>
        )}
      </div>
      {offer.preview !== '' && (
        <p className={styles.said} dir="auto">
          “{offer.preview}”
        </p>
      )}
      <dl className={styles.facts}>
        {fields.map((field) => (
          <Fragment key={field.name}>
            <dt dir="auto">{field.header}</dt>
            <dd dir="auto" title={field.value}>
              {asLanguage(field.value)}
            </dd>
          </Fragment>
        ))}
        {hasTitle && !fields.some(({ value }) => value === name) && (
          <>
            <dt>{name === number ? words.offer.number : words.offer.customer}</dt>
            <dd>
              <CustomerName {...customer} />
            </dd>
          </>
        )}
        <dt>{words.offer.queue}</dt>
        <dd dir="auto" title={offer.queueName}>
          {offer.queueName}
        </dd>
        {offer.why !== '' && (
          <>
            <dt>{words.offer.why}</dt>
            <dd>{offer.why}</dd>
          </>
        )}
        {offer.note && (
          <>
            <dt>{words.offer.note}</dt>
            <dd dir="auto" title={offer.note}>
              {offer.note}
            </dd>
          </>
        )}
        <dt>{words.offer.waited}</dt>
        <dd>
          <Elapsed since={offer.waitingSince} />
        </dd>
      </dl>
      {isDeclining && (
        <p className={styles.declining} role="status">
          {words.offer.declining}
        </p>
      )}
      <div className={styles.buttons}>
        <Button onClick={onAccept} loading={isAccepting} aria-keyshortcuts={asShortcut(acceptKeys)}>
          {told?.acceptLabel ?? (offer.withoutConsent ? words.offer.open : words.offer.accept)}
          {acceptKeys && (
            <span className={styles.key} aria-hidden>
              {spellKeys(acceptKeys, isMac)}
            </span>
          )}
        </Button>
        {mayDecline(offer) && (
          <Button
            variant="default"
            onClick={isDeclining ? () => undoDecline(offer.id) : onDecline}
            disabled={isAccepting}
            aria-keyshortcuts={asShortcut(declineKeys)}
          >
            {isDeclining ? messages.undo : (told?.rejectLabel ?? words.offer.decline)}
          </Button>
        )}
      </div>
    </article>
  );
}

/**
 * Messages 3 and 4: no work comes after an offer that was missed or declined, until the presence is what the system says again. Message 9: none
 * comes either while as many sessions are open as there may be; closing one ends that.
 */
export function Held({ by }: { readonly by: 'missed' | 'rejected' | 'sessions' }) {
  const open = useMe().data?.sessions ?? 0;
  const cache = useQueryClient();
  const reset = useMutation({ mutationFn: () => resetPresence(cache), onError: tellFailure });
  if (by === 'sessions') {
    return (
      <p className={styles.missed} role="status">
        {messages.sessionsFull(open)}
      </p>
    );
  }
  return (
    <div className={styles.missed} role="status">
      {by === 'missed' ? messages.missed : messages.declined}
      <Button variant="default" onClick={() => reset.mutate()} loading={reset.isPending}>
        {messages.resetPresence}
      </Button>
    </div>
  );
}

/** The browser keeps sounds off, and how it lets them be heard. */
export const Silenced = () => (
  <div className={styles.missed} role="status">
    {messages.silenced}
    <Button variant="default" onClick={turnSoundOn}>
      {messages.turnSoundOn}
    </Button>
  </div>
);
