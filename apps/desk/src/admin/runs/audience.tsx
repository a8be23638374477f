import { Button } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { importAudience } from '../../api/outbound-runs.ts';
import { Refused } from '../../api/refused.ts';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { runWords as words } from '../../words/en-runs.ts';
import styles from '../admin.module.css';

/** Whom a run writes to, by a file; more of them any time while it is not ended. */
export function Audience({ runId }: { readonly runId: string }) {
  const cache = useQueryClient();
  const chooser = useRef<HTMLInputElement>(null);
  const [isBusy, setBusy] = useState(false);
  const take = async (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    try {
      const { progress } = await importAudience(cache, runId, new Blob([file], { type: 'text/csv' }));
      tell(words.imported(progress.contacts));
    } catch (error) {
      const wrong = error instanceof Refused ? error.problem.errors?.[0] : undefined;
      if (wrong) tell(`${words.importWrong} ${wrong.field} ${wrong.message}.`);
      else tellFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles.below}>
      <input
        ref={chooser}
        type="file"
        accept=".csv,text/csv"
        hidden
        aria-label={words.import}
        onChange={({ currentTarget }) => {
          void take(currentTarget.files?.[0]);
          currentTarget.value = '';
        }}
      />
      <Button
        loading={isBusy}
        leftSection={<IconUpload size={15} stroke={1.7} aria-hidden />}
        onClick={() => chooser.current?.click()}
      >
        {words.import}
      </Button>
      <p className={styles.intro}>{words.importHint}</p>
    </div>
  );
}
