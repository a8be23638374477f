import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { deliveryWayView, ObservationView, TextWayView } from '#contracts';
import { textWay } from '../../api/observations.ts';
import { wayWords as words } from '../../words/en-way.ts';
import { region } from '../../words/region.ts';
import { Dialog } from '../dialog.tsx';
import { Read } from '../read.tsx';
import { Tag } from '../tag.tsx';
import { asDate } from '../time.ts';
import { CodeOf } from './said.tsx';
import styles from './way.module.css';

type DeliveryWay = z.output<typeof deliveryWayView>;

interface WayProps {
  /** Null: nobody looks. */
  readonly textId: string | null;
  readonly onClose: () => void;
}

/** What was seen of a text of ours on its way, in order, what was made of each, and what holds. */
export const Way = ({ textId, onClose }: WayProps) => (
  <Dialog isOpen={textId !== null} onClose={onClose} title={words.title} width={560}>
    {textId !== null && <Seen of={textId} />}
  </Dialog>
);

function Seen({ of }: { readonly of: string }) {
  const query = useQuery(textWay(of));
  return (
    <Read query={query} what={words.failed}>
      {(way) => (
        <div className={styles.way}>
          <p className={styles.law}>{words.law}</p>
          {way.deliveries.map((delivery) => (
            <Delivery key={`${delivery.part} ${delivery.round}`} of={delivery} in={way} />
          ))}
        </div>
      )}
    </Read>
  );
}

const stateOf = (state: string): string => words.states[state] ?? state;

/** What the provider said, as people say it: its own word where there is no other. */
const saidOf = ({ source, word }: Pick<ObservationView, 'source' | 'word'>): string =>
  (source === 'answer' ? words.answers[word] : words.states[word]?.toLowerCase()) ?? word;

const second = new Intl.DateTimeFormat(region, { timeStyle: 'medium' });
const asSecond = (at: string): string => second.format(Date.parse(at));

function Delivery({ of: delivery, in: way }: { readonly of: DeliveryWay; readonly in: TextWayView }) {
  const { part, parts, round, asLinks, state, observations } = delivery;
  const name = [
    parts > 1 && words.part(part, parts),
    way.deliveries.some((other) => other.part === part && other.round !== round) && words.anew(round),
    asLinks && words.asLinks,
  ]
    .filter(Boolean)
    .join(', ');
  const other = observations.findLast(({ effect }) => effect === 'contradicted');
  const isCut = observations.length === 0 && delivery.changedAt < way.keptSince;
  return (
    <section className={styles.delivery} aria-label={name || words.title}>
      {name && <h3 className={styles.name}>{name}</h3>}
      <p className={styles.holds}>
        <span className={styles.quiet}>{words.holds}</span>
        <Tag tone={state === 'delivered' ? 'good' : state === 'failed' || state === 'undelivered' ? 'bad' : 'quiet'}>
          {stateOf(state)}
        </Tag>
        <CodeOf of={delivery} />
      </p>
      {other && <p className={styles.decision}>{words.decision(stateOf(state), stateOf(saidOf(other)))}</p>}
      {observations.length === 0 ? (
        <p className={styles.quiet}>{isCut ? words.notKept(asDate(way.keptSince)) : words.none}</p>
      ) : (
        <ol className={styles.seen}>
          {observations.map((one) => (
            <li key={one.id} className={styles.one} data-effect={one.effect}>
              <time className={styles.at} dateTime={one.at} title={asDate(one.at)}>
                {asSecond(one.at)}
              </time>
              <div>
                <p className={styles.said}>
                  {words.sources[one.source] ?? one.source}: <strong>{saidOf(one)}</strong> <CodeOf of={one} />
                  {one.effect === 'contradicted' && <Tag tone="risk">{words.contradicted}</Tag>}
                </p>
                <p className={styles.quiet}>{words.effects[one.effect] ?? one.effect}</p>
              </div>
            </li>
          ))}
        </ol>
      )}
      {delivery.providerSid && (
        <p className={styles.sid}>
          {words.sid} <bdi>{delivery.providerSid}</bdi>
        </p>
      )}
    </section>
  );
}
