import { Button } from '@mantine/core';
import { IconLock, IconUsers } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { CompanionView } from '#contracts';
import styles from '../../parts/conversation.module.css';
import { Dialog } from '../../parts/dialog.tsx';
import { Empty } from '../../parts/empty.tsx';
import { agentWords } from '../../words/en-agent.ts';

const words = agentWords.handing.advice;
const names = new Intl.ListFormat('en');

interface AdviceBarProps {
  readonly advisers: readonly CompanionView[];
  readonly children: ReactNode;
}

/** Where there is no room beside the thread, the private talk is a drawer: the two fields to write in never share a place. */
export function AdviceBar({ advisers, children }: AdviceBarProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={styles.bar} data-tone="note">
      <IconLock size={16} stroke={1.7} aria-hidden />
      <p>{words.gives(names.format(advisers.map(({ name }) => name)))}</p>
      <Button variant="default" onClick={() => setOpen(true)}>
        {words.open}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={words.region} width={340} side="end">
        {children}
      </Dialog>
    </div>
  );
}

/** What is left for who gave advice. */
export const AdviceEnded = () => (
  <main className={styles.canvas} id="session">
    <Empty icon={IconUsers} title={words.ended}>
      {words.endedText}
    </Empty>
  </main>
);
