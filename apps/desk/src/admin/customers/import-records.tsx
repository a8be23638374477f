import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { importRecords, type RecordKind } from '../../api/directory.ts';
import { Refused } from '../../api/refused.ts';
import { ChooseFile } from '../../parts/choose-file.tsx';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { directoryWords as words } from '../../words/en-directory.ts';

/** A table of them comes in, whole or not at all. */
export function ImportRecords({ kind }: { readonly kind: RecordKind }) {
  const cache = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const take = async (file: File) => {
    setBusy(true);
    try {
      const { created, changed, unchanged } = await importRecords(cache, kind, new Blob([file], { type: 'text/csv' }));
      tell(words.imported(created, changed, unchanged));
    } catch (error) {
      if (error instanceof Refused && error.problem.errors?.[0]) {
        const { field, message } = error.problem.errors[0];
        tell(`${words.importWrong} ${field} ${message}.`);
      } else tellFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <ChooseFile
      label={words.import}
      accept=".csv,text/csv"
      isBusy={isBusy}
      variant="default"
      onChoose={(file) => void take(file)}
    />
  );
}
