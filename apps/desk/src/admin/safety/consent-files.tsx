import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Refused } from '../../api/refused.ts';
import { type ConsentFilter, consentTable, importConsent } from '../../api/safety.ts';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { safetyWords } from '../../words/en-safety.ts';
import { ChooseFile } from '../../parts/choose-file.tsx';
import { save } from '../../parts/save.ts';

const words = safetyWords.consent;

/** CSV in and out. */
export function ConsentFiles({ filter }: { readonly filter: ConsentFilter }) {
  const cache = useQueryClient();
  const [busy, setBusy] = useState<'in' | 'out' | null>(null);
  const during = async (what: 'in' | 'out', work: () => Promise<void>) => {
    setBusy(what);
    try {
      await work();
    } catch (error) {
      if (error instanceof Refused && error.problem.errors?.[0]) {
        const { field, message } = error.problem.errors[0];
        tell(`${words.importWrong} ${field} ${message}.`);
      } else tellFailure(error);
    } finally {
      setBusy(null);
    }
  };
  const take = (file: File) =>
    void during('in', async () => {
      const { recorded, unchanged } = await importConsent(cache, new Blob([file], { type: 'text/csv' }));
      tell(words.imported(recorded, unchanged));
    });
  return (
    <>
      <ChooseFile
        label={words.import}
        accept=".csv,text/csv"
        isBusy={busy === 'in'}
        variant="default"
        onChoose={take}
      />
      <Button
        variant="default"
        loading={busy === 'out'}
        leftSection={<IconDownload size={15} stroke={1.7} aria-hidden />}
        onClick={() => void during('out', async () => save(await consentTable(filter), 'consent.csv'))}
      >
        {words.export}
      </Button>
    </>
  );
}
