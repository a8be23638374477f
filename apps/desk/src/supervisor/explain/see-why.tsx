import { IconRoute } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ConversationView } from '#contracts';
import { latestWork } from '../../api/explanation.ts';
import { explainWords } from '../../words/en-explain.ts';
import styles from '../../parts/table.module.css';

/** Why a conversation went where it went. */
export function SeeWhy({ conversation }: { readonly conversation: ConversationView }) {
  const { data: work } = useQuery(latestWork(conversation.id));
  return (
    work && (
      <Link to="/explain/$workItem" params={{ workItem: work.id }} className={styles.rowAction}>
        <IconRoute size={15} stroke={1.7} aria-hidden />
        {explainWords.link}
      </Link>
    )
  );
}
