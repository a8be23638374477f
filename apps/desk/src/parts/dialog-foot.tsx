import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { words } from '../words/en.ts';
import { DialogActions } from './dialog.tsx';

interface DialogFootProps {
  readonly onCancel: () => void;
  /** Does what the dialog is about; left out in a form, which is submitted. */
  readonly onDo?: () => void;
  readonly isBusy?: boolean;
  readonly isDisabled?: boolean;
  /** What cannot be undone stands out. */
  readonly isFinal?: boolean;
  /** Where the focus is first; left out: at the first field. */
  readonly startsAt?: 'cancel' | 'do';
  /** What it does, in words. */
  readonly children: ReactNode;
}

/** The foot of a dialog that asks: away from it, or on with it. */
export const DialogFoot = ({
  onCancel,
  onDo,
  isBusy = false,
  isDisabled = false,
  isFinal = false,
  startsAt,
  children,
}: DialogFootProps) => (
  <DialogActions>
    <Button variant="default" onClick={onCancel} data-autofocus={startsAt === 'cancel' || undefined}>
      {words.common.cancel}
    </Button>
    <Button
      type={onDo ? 'button' : 'submit'}
      onClick={onDo}
      loading={isBusy}
      disabled={isDisabled}
      data-autofocus={startsAt === 'do' || undefined}
      {...(isFinal && { color: 'bad' })}
    >
      {children}
    </Button>
  </DialogActions>
);
