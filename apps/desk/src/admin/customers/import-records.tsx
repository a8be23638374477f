import { Button } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { importRecords, type RecordKind } from '../../api/directory.ts';
import { Refused } from '../../api/refused.ts';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { directoryWords as words } from '../../words/en-directory.ts';

/** A table of them comes in, whole or not at all. */
export function ImportRecords({ kind }: { readonly kind: RecordKind }) {
  const cache = useQueryClient();
  const chooser = useRef<HTMLInputElement>(null);
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
    <>
      <input
        ref={chooser}
        type="file"
        accept=".csv,text/csv"
        hidden
        aria-label={words.import}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) void take(file);
          event.currentTarget.value = '';
        }}
      />
      <Button
        variant="default"
        loading={isBusy}
        leftSection={<IconUpload size={15} stroke={1.7} aria-hidden />}
        onClick={() => chooser.current?.click()}
      >
        {words.import}
      </Button>
    </>
  );
}
