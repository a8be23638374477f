import { IconExternalLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { linkPreview } from '../../api/link-previews.ts';
import styles from './link-card.module.css';

/** What lies behind the link of a text, as its page says; nothing where nothing is to be had (product.md 43, G20). */
export function LinkCard({
  conversationId,
  messageId,
}: {
  readonly conversationId: string;
  readonly messageId: string;
}) {
  const preview = useQuery(linkPreview(conversationId, messageId)).data;
  if (!preview) return null;
  const { url, host, title, description } = preview;
  return (
    <a className={styles.card} href={url} target="_blank" rel="noopener noreferrer nofollow">
      <span className={styles.host}>
        <IconExternalLink size={13} stroke={1.8} aria-hidden /> <bdi>{host}</bdi>
      </span>
      <strong className={styles.title} dir="auto">
        {title}
      </strong>
      {description && (
        <span className={styles.description} dir="auto">
          {description}
        </span>
      )}
    </a>
  );
}
