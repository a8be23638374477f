import { useEffect, useState } from 'react';
import { hearAnnouncements, type Urgency } from './announce.ts';

/** The two places a screen reader listens to. A sentence said twice is heard twice: each has a key of its own. */
export function Announcer() {
  const [said, setSaid] = useState<Record<Urgency, { sentence: string; turn: number }>>({
    polite: { sentence: '', turn: 0 },
    now: { sentence: '', turn: 0 },
  });
  useEffect(
    () =>
      hearAnnouncements((sentence, urgency) =>
        setSaid((before) => ({ ...before, [urgency]: { sentence, turn: before[urgency].turn + 1 } })),
      ),
    [],
  );
  return (
    <>
      <div className="unseen" role="status" aria-live="polite">
        <span key={said.polite.turn}>{said.polite.sentence}</span>
      </div>
      <div className="unseen" role="alert" aria-live="assertive">
        <span key={said.now.turn}>{said.now.sentence}</span>
      </div>
    </>
  );
}
