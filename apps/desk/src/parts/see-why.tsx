import { IconRoute } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { latestWork } from '../api/explanation.ts';
import { explainWords as words } from '../words/en-explain.ts';
import styles from './table.module.css';

/** Why this work went where it went. `of`: whose it is, where several of them stand below each other. */
export const WhyLink = ({ workItem, of }: { readonly workItem: string; readonly of?: string }) => (
  <Link
    to="/explain/$workItem"
    params={{ workItem }}
    className={styles.rowAction}
    {...(of === undefined ? {} : { 'aria-label': words.linkOf(of) })}
  >
    <IconRoute size={15} stroke={1.7} aria-hidden />
    {words.link}
  </Link>
);

/** Why a conversation went where it went, as its newest work tells. */
export function SeeWhy({ conversationId }: { readonly conversationId: string }) {
  const { data: work } = useQuery(latestWork(conversationId));
  return work && <WhyLink workItem={work.id} />;
}
