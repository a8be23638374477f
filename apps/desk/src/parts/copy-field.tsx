import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { announce } from '../shell/announce.ts';
import { words } from '../words/en.ts';
import styles from './parts.module.css';

/** Copies, and says so for two seconds. */
export function useCopy(value: string): { readonly isCopied: boolean; readonly copy: () => void } {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = () =>
    void navigator.clipboard.writeText(value).then(() => {
      setCopied(true);
      announce(words.common.copied);
    });
  return { isCopied, copy };
}

/** A value that goes into somebody else's form: read it, select it, or copy it. */
export function CopyField({ value, name }: { readonly value: string; readonly name: string }) {
  const { isCopied, copy } = useCopy(value);
  const word = isCopied ? words.common.copied : words.common.copy;
  return (
    <div className={styles.copyField}>
      <span className={styles.copyValue} dir="ltr">
        {value}
      </span>
      <button type="button" className={styles.copyButton} onClick={copy} aria-label={`${word}: ${name}`}>
        {isCopied ? <IconCheck size={14} stroke={1.9} aria-hidden /> : <IconCopy size={14} stroke={1.7} aria-hidden />}
        {word}
      </button>
    </div>
  );
}
