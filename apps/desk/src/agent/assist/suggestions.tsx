import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense } from 'react';
import type { CardView } from '#contracts';
import { answerCard, cards as cardsQuery } from '../../api/cards.ts';
import { late } from '../../parts/late.ts';
import { toComposer } from '../../shell/regions.ts';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { writingWords } from '../../words/en-writing.ts';
import { readDraft, writeDraft } from '../composer/draft.ts';
import { firstToTake, isSafeAddress, withInserted } from './taking.ts';
import { bringBack, useWaved, waveAway } from './waving.ts';
import styles from './suggestions.module.css';

const words = writingWords.suggestions;
const Macro = late(() => import('./macro.tsx').then(({ Macro: component }) => component));

interface SuggestionsProps {
  readonly conversationId: string;
  /** Only the newest one, above the text, where there is no room for the pane. */
  readonly isStrip?: boolean;
  readonly className?: string | undefined;
  readonly titleClass?: string | undefined;
}

/**
 * What smart assists suggest, newest on top (product.md 26). Taking one puts its words into the text at once, whatever the server says of it
 * later; one that was waved away stays away. Where assists are silent or fail there is nothing here, and nothing waits for them.
 */
export function Suggestions({ conversationId, isStrip = false, className, titleClass }: SuggestionsProps) {
  const cache = useQueryClient();
  const { data = [] } = useQuery({ ...cardsQuery(conversationId), retry: false });
  const answering = useMutation({
    mutationFn: (card: CardView) => answerCard(cache, card, 'accept'),
    onError: tellFailure,
  });
  const waved = useWaved();
  const standing = data.filter(({ id }) => !waved.has(id));
  const shown = isStrip ? standing.filter(({ state }) => state === 'shown').slice(0, 1) : standing;
  if (shown.length === 0) return null;
  const first = firstToTake(shown);
  const insert = (text: string) => {
    writeDraft(conversationId, 'text', withInserted(readDraft(conversationId, 'text'), text));
    toComposer();
  };
  const take = (card: CardView, text: string) => {
    insert(text);
    answering.mutate(card);
  };
  const wave = (card: CardView) => {
    // asked of the server itself, as this may be gone from the page by then
    const forGood = () => void answerCard(cache, card, 'dismiss').catch(tellFailure);
    waveAway(card.id, forGood);
    tell(words.waved(card.title), () => bringBack(card.id));
  };
  return (
    <section className={isStrip ? styles.strip : className} aria-label={words.title}>
      {!isStrip && <h3 className={titleClass}>{words.title}</h3>}
      <ul className={styles.cards}>
        {shown.map((card) => (
          <li key={card.id} className={styles.card} data-state={card.state}>
            <div className={styles.head}>
              <h4 className={styles.title} dir="auto">
                {card.title}
              </h4>
              <Tooltip label={words.dismiss(card.title)}>
                <ActionIcon size="sm" aria-label={words.dismiss(card.title)} onClick={() => wave(card)}>
                  <IconX size={14} stroke={1.9} />
                </ActionIcon>
              </Tooltip>
            </div>
            {card.body !== '' && (
              <p className={styles.body} dir="auto">
                {card.body}
              </p>
            )}
            <div className={styles.actions}>
              {card.actions.map(({ do: what, label, text, address }, index) =>
                what === 'run' ? (
                  <Suspense key={index}>
                    <Macro card={card} action={index} onText={insert} />
                  </Suspense>
                ) : what === 'insert' ? (
                  <Button
                    key={index}
                    size="compact-sm"
                    variant="light"
                    data-suggestion={card === first || undefined}
                    onClick={() => take(card, text ?? card.body)}
                  >
                    {label === '' ? words.insert : label}
                  </Button>
                ) : (
                  isSafeAddress(address) && (
                    <Button
                      key={index}
                      component="a"
                      href={address}
                      target="_blank"
                      rel="noreferrer noopener"
                      size="compact-sm"
                      variant="default"
                      title={words.opens}
                      onClick={() => answering.mutate(card)}
                    >
                      {label}
                    </Button>
                  )
                ),
              )}
              {card.state === 'accepted' && <span className={styles.used}>{words.used}</span>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
