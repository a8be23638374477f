import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useCopy } from '../../parts/copy-field.tsx';
import type { Unsent } from '../../api/outbox.ts';
import { discardUnsent } from '../../api/unsent.ts';
import { At } from '../../parts/small.tsx';
import { useCustomerName } from '../../parts/customer.tsx';
import { refusalOf } from '../../parts/thread/delivery.ts';
import { failureWords as words } from '../../words/en-failures.ts';
import { threadWords } from '../../words/en-thread.ts';
import { words as shared } from '../../words/en.ts';
import styles from './left-texts.module.css';

/**
 * Texts that were refused of conversations that are no longer this agent's: nobody else has them, and their thread may not be read any more, so
 * they stand with the list until they are taken along or thrown away.
 */
export const LeftTexts = ({ texts }: { readonly texts: readonly Unsent[] }) => (
  <section className={styles.stack} aria-label={words.left}>
    {texts.map((text) => (
      <LeftText key={text.id} text={text} />
    ))}
  </section>
);

function LeftText({ text }: { readonly text: Unsent }) {
  const body = text.original ?? text.body;
  const name = useCustomerName({ conversationId: '', address: text.to ?? '' });
  const { isCopied, copy } = useCopy(body);
  const files = text.files?.length ?? 0;
  const title = name === '' ? words.notSentToSomebody : words.notSent(name);
  return (
    <article className={styles.card} aria-label={title}>
      <h3 className={styles.title}>
        <IconAlertTriangle size={15} stroke={1.8} aria-hidden />
        {title}
      </h3>
      {body !== '' && (
        <p className={styles.body} dir="auto">
          {body}
        </p>
      )}
      <p className={styles.why}>
        {files > 0 && `${words.files(files)} `}
        {text.refused && refusalOf(text.refused).problem} <At at={text.at} />
      </p>
      <div className={styles.buttons}>
        {body !== '' && (
          <Button size="compact-sm" variant="default" onClick={copy}>
            {isCopied ? shared.common.copied : shared.common.copy}
          </Button>
        )}
        <Button size="compact-sm" variant="default" onClick={() => discardUnsent(text)}>
          {threadWords.discard}
        </Button>
      </div>
    </article>
  );
}
