import { useQuery } from '@tanstack/react-query';
import type { ExplanationView } from '#contracts';
import { ongoing } from '../../api/conversations.ts';
import { agents as agentsQuery, queues as queuesQuery } from '../../api/routing.ts';
import { useNow } from '../../live/clock.ts';
import { When } from '../../parts/small.tsx';
import { usePerson } from '../../shell/sign-in/session.ts';
import { explainWords as words } from '../../words/en-explain.ts';
import styles from './explain.module.css';
import { type Chance, nextChances } from './next-chance.ts';

const most = 3;

const said = (chance: Chance): string => {
  switch (chance.kind) {
    case 'wrap-up':
      return words.chances.wrapUp(chance.agent);
    case 'moves':
      return words.chances.moves(chance.to);
    default:
      return words.chances[chance.kind];
  }
};

/** What is known to change something for work that waits, and when. */
export function NextChances({ told }: { readonly told: ExplanationView }) {
  const isSupervisor = usePerson().roles.includes('supervisor');
  const now = useNow();
  const queues = useQuery(queuesQuery).data ?? [];
  const agents = useQuery(agentsQuery).data ?? [];
  const conversations = useQuery({ ...ongoing, enabled: isSupervisor }).data ?? [];
  const queue = queues.find(({ id }) => id === told.queue.id);
  if (!queue) return null;
  const chances = nextChances({ queue, overflows: told.overflows, agents, conversations, now });
  return (
    <p className={styles.chances}>
      <strong>{words.chances.title}</strong>{' '}
      {chances.length === 0
        ? words.chances.none
        : chances.slice(0, most).map((chance, index) => (
            <span key={`${chance.kind} ${chance.at}`} dir="auto">
              {index > 0 && '; '}
              {said(chance)} <When at={chance.at} />
            </span>
          ))}
      {chances.length > 0 && '.'}
    </p>
  );
}
