import { useQuery } from '@tanstack/react-query';
import { expectedWait } from '../../api/expected-wait.ts';
import styles from './composer.module.css';
import { waitWords } from './wait-words.ts';

/** How long the text will wait before it leaves; nothing where it leaves at once, or nobody knows. */
export function ExpectedWait({ channelId }: { readonly channelId: string }) {
  const { data = 0 } = useQuery(expectedWait(channelId));
  const sentence = waitWords(data);
  return sentence && <span className={styles.wait}>{sentence}</span>;
}
