import type { ConversationView } from '#contracts';
import { useUnsent } from '../api/unsent.ts';

/** How many of my texts in it did not arrive, or were refused, since I last looked. */
export const useFailed = ({ id, failed = 0, status }: ConversationView): number =>
  useUnsent(id).filter(({ refused }) => refused).length + (status === 'closed' ? 0 : failed);
