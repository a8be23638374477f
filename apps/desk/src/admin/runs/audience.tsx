import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { OutboundRunView, Problem } from '#contracts';
import { importAudience } from '../../api/outbound-runs.ts';
import { Refused } from '../../api/refused.ts';
import { ChooseFile } from '../../parts/choose-file.tsx';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { runWords as words } from '../../words/en-runs.ts';
import styles from '../admin.module.css';
import own from './runs.module.css';

type Mistakes = NonNullable<Problem['errors']>;
/** How many mistakes of a file are shown. */
const shown = 10;

/** Why nothing was taken of a file: each mistake by its line. */
function Wrong({ mistakes }: { readonly mistakes: Mistakes }) {
  return (
    <div role="alert">
      <p>{words.importWrong}</p>
      <ul className={own.mistakes}>
        {mistakes.slice(0, shown).map(({ field, message }) => (
          <li key={`${field} ${message}`} dir="auto">
            {field} {message}
          </li>
        ))}
        {mistakes.length > shown && <li>{words.importMore(mistakes.length - shown)}</li>}
      </ul>
    </div>
  );
}

/** How far the files of a run are taken in. */
function Taken({ lines, taken, added }: NonNullable<OutboundRunView['audience']>) {
  if (taken === lines) return <p className={styles.intro}>{words.taken(added, lines)}</p>;
  return (
    <div role="status">
      <progress className={own.progress} max={lines} value={taken} aria-label={words.import} />
      <p className={styles.intro}>{words.taking(taken, lines)}</p>
    </div>
  );
}

/** Whom a run writes to, by a file; more of them any time while it is not ended. */
export function Audience({ run }: { readonly run: OutboundRunView }) {
  const cache = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [mistakes, setMistakes] = useState<Mistakes>([]);
  const take = async (file: File) => {
    setBusy(true);
    setMistakes([]);
    try {
      const before = run.audience?.lines ?? 0;
      const { audience } = await importAudience(cache, run.id, new Blob([file], { type: 'text/csv' }));
      tell(words.imported((audience?.lines ?? before) - before));
    } catch (error) {
      const wrong = error instanceof Refused ? error.problem.errors : undefined;
      if (wrong?.length) setMistakes(wrong);
      else tellFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles.below}>
      <ChooseFile label={words.import} accept=".csv,text/csv" isBusy={isBusy} onChoose={(file) => void take(file)} />
      <p className={styles.intro}>
        {words.importHint} {words.importLimit}
      </p>
      {mistakes.length > 0 && <Wrong mistakes={mistakes} />}
      {run.audience && <Taken {...run.audience} />}
    </div>
  );
}
