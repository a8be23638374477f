import { IconX } from '@tabler/icons-react';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { words } from '../words/en.ts';
import styles from './dialog.module.css';

interface DialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** Pixels it would like to be wide. */
  readonly width?: number;
  /** A drawer at this side instead of a window in the middle. */
  readonly side?: 'start' | 'end';
  /** What is in it reaches its edges, and has margins of its own. */
  readonly isFilled?: boolean;
  /** It stays until it is answered: no Escape, no click beside it, no X. */
  readonly isHeld?: boolean;
  readonly children: ReactNode;
}

/**
 * The browser's own modal dialog: it keeps the focus inside, makes the rest inert and gives the focus back where it came from.
 * Its content lives only while it is open.
 */
export function Dialog({
  isOpen,
  onClose,
  title,
  width = 420,
  side,
  isFilled = false,
  isHeld = false,
  children,
}: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    if (!element || !isOpen) return;
    const before = document.activeElement;
    element.showModal();
    element.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => {
      element.close();
      // one that has left the page gives no focus back by itself
      const isLost = !element.isConnected && document.activeElement === document.body;
      if (isLost && before instanceof HTMLElement) before.focus();
    };
  }, [isOpen]);
  // A held dialog that a browser closed all the same comes back.
  const closed = () => {
    if (isOpen && isHeld) dialog.current?.showModal();
    else if (isOpen) onClose();
  };
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      data-side={side}
      data-filled={isFilled || undefined}
      style={{ width }}
      aria-labelledby={titleId}
      onCancel={(event) => isHeld && event.preventDefault()}
      onClose={closed}
      onClick={(event) => event.target === dialog.current && !isHeld && onClose()}
    >
      {isOpen && (
        <div className={styles.content}>
          <header className={styles.head}>
            <h2 className={styles.title} id={titleId}>
              {title}
            </h2>
            {!isHeld && (
              <button type="button" className={styles.close} aria-label={words.common.close} onClick={onClose}>
                <IconX size={16} stroke={1.9} aria-hidden />
              </button>
            )}
          </header>
          <div className={styles.body}>{children}</div>
        </div>
      )}
    </dialog>
  );
}

export const DialogText = ({ children }: { readonly children: ReactNode }) => <p className={styles.text}>{children}</p>;

/** The answers, the one that is meant last. */
export const DialogActions = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles.actions}>{children}</div>
);
