import { useEffect, useState } from 'react';
import type { TextSize } from '#sms-text';
import { agentWords } from '../../words/en-agent.ts';
import { longest } from './limits.ts';
import styles from './composer.module.css';

type Measure = (body: string) => TextSize;
const words = agentWords.composer;

/** The counter arrives when somebody begins to write. */
function useMeasure(isNeeded: boolean): Measure | null {
  const [measure, setMeasure] = useState<Measure | null>(null);
  useEffect(() => {
    if (!isNeeded || measure) return;
    // Without a network there is no counter until the next beginning; writing goes on.
    import('#sms-text').then(
      ({ measureText }) => setMeasure(() => measureText),
      () => undefined,
    );
  }, [isNeeded, measure]);
  return measure;
}

/** How large the text is: amber from the second segment, red past what can be sent. */
export function SegmentMeter({ body }: { readonly body: string }) {
  const measure = useMeasure(body !== '');
  if (!measure || body === '') return null;
  const { characters, units, room, segments } = measure(body);
  if (characters > longest) {
    return (
      <span className={styles.meter} data-level="over" role="status">
        {words.tooLong(characters - longest)}
      </span>
    );
  }
  return (
    <span className={styles.meter} data-level={segments > 1 ? 'more' : 'one'}>
      {words.meter(units, room)} · {words.segments(segments)}
    </span>
  );
}
