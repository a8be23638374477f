import { Button } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useRef } from 'react';

interface ChooseFileProps {
  /** What the button says. */
  readonly label: string;
  /** As `accept` of a field for files: `.csv,text/csv`. */
  readonly accept: string;
  readonly isBusy: boolean;
  /** `default`: one of several buttons; without: the one thing to do. */
  readonly variant?: 'default';
  readonly onChoose: (file: File) => void;
}

/** A button that asks for a file; the same one can be chosen again. */
export function ChooseFile({ label, accept, isBusy, variant = undefined, onChoose }: ChooseFileProps) {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={chooser}
        type="file"
        accept={accept}
        hidden
        aria-label={label}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (file) onChoose(file);
          currentTarget.value = '';
        }}
      />
      <Button
        {...(variant && { variant })}
        loading={isBusy}
        leftSection={<IconUpload size={15} stroke={1.7} aria-hidden />}
        onClick={() => chooser.current?.click()}
      >
        {label}
      </Button>
    </>
  );
}
