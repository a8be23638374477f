import { Button } from '@mantine/core';
import { IconHourglass } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { AskedColleagueView } from '#contracts';
import { endAdvice, takeBackTransfer } from '../../api/handing.ts';
import { useNow } from '../../live/clock.ts';
import { asClock, secondsLeft } from '../../parts/time.ts';
import { tellFailure } from '../../shell/tell.tsx';
import { handOverWords as words } from '../../words/en-hand-over.ts';
import styles from './hand-over.module.css';
import { pendingOf } from './moments.ts';

/** Whom I asked and who has not answered yet, each with the time they have; asking can be taken back. */
export function AskedBar({ asked }: { readonly asked: readonly AskedColleagueView[] }) {
  const now = useNow();
  const takingBack = useMutation({
    mutationFn: ({ slot, workItemId, agentId }: AskedColleagueView) =>
      (slot === 'transfer' ? takeBackTransfer : endAdvice)(workItemId, agentId),
    onError: tellFailure,
  });
  return pendingOf(asked, now).map((one) => (
    <div key={one.id} className={styles.pending}>
      <IconHourglass size={16} stroke={1.7} aria-hidden />
      <p className="figures">{words.pending[one.slot](one.name, asClock(secondsLeft(one.expiresAt, now)))}</p>
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => takingBack.mutate(one)}
        loading={takingBack.isPending && takingBack.variables.id === one.id}
      >
        {words.takeBack}
      </Button>
    </div>
  ));
}
