import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useRef } from 'react';
import { attachable } from '#contracts';
import { tell } from '../shell/tell.tsx';
import { agentWords } from '../words/en-agent.ts';
import styles from './parts.module.css';

const words = agentWords.files;

interface AttachButtonProps {
  readonly canAttach: boolean;
  readonly onChoose: (files: readonly File[]) => void;
}

/** Chooses files from the disk to go along with a text. Where nobody may attach it stays, and says so. */
export function AttachButton({ canAttach, onChoose }: AttachButtonProps) {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <Tooltip label={canAttach ? words.limits : words.off} multiline w={230}>
        <ActionIcon
          aria-label={words.add}
          aria-disabled={!canAttach}
          className={styles.attach!}
          onClick={() => (canAttach ? chooser.current?.click() : tell(words.off))}
        >
          <IconPaperclip size={19} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        accept={attachable.extensions.map((ending) => `.${ending}`).join()}
        onChange={({ currentTarget }) => {
          onChoose([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
    </>
  );
}
