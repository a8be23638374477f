import { useQuery } from '@tanstack/react-query';
import { translations } from '../../api/translations.ts';
import { translationWords as words } from '../../words/en-translation.ts';
import { useTranslating } from '../translating.ts';
import styles from './thread.module.css';

interface TranslationProps {
  readonly conversationId: string;
  readonly textId: string;
  /** What its author wrote, as long as only this desk knows. */
  readonly original: string | undefined;
}

/** Under what was said: what it says in the agents' language, unless that is turned off for this conversation. */
export function Translation({ conversationId, textId, original }: TranslationProps) {
  const isOn = useTranslating(conversationId);
  const { data: found } = useQuery({
    ...translations(conversationId),
    select: ({ items }) => items.find(({ messageId }) => messageId === textId),
  });
  if (!isOn) return null;
  if (found?.failed) return <span className={styles.untranslated}>{words.failed}</span>;
  const text = found?.text ?? original;
  if (!text) return null;
  return (
    <span className={styles.translation} dir="auto" lang={found?.language}>
      {found && <span className="unseen">{words.says(found.language)} </span>}
      {text}
    </span>
  );
}
