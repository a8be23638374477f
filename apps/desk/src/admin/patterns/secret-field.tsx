import { IconKey } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { SecretAction, SecretColumn } from '#contracts';
import { secretColumns } from '../../api/secrets.ts';
import { systemWords } from '../../words/en-system.ts';
import styles from '../admin.module.css';
import { Field } from './form-parts.tsx';

const words = systemWords.security;

/** What the person may do with a column of secrets; everything until that is known, as the service decides anyway. */
export function useMySecret(column: SecretColumn): Readonly<Record<SecretAction, boolean>> {
  const { data } = useQuery(secretColumns);
  return data?.find(({ secret }) => secret === column)?.mine ?? { read: true, create: true, update: true };
}

/** Which permission is missing. */
export const missing = (column: SecretColumn, action: SecretAction): string =>
  words.missing(words[action], words.columns[column]);

/** Marks what is kept secret: a key, and what it means to who hears it. */
export const Secret = ({ children }: { readonly children: ReactNode }) => (
  <span className={styles.secret}>
    {children}
    <IconKey size={14} stroke={1.7} role="img" aria-label={words.secure} title={words.secure} />
  </span>
);

interface SecretFieldProps {
  readonly column: SecretColumn;
  readonly action: SecretAction;
  readonly name: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly children: (ids: { id: string; 'aria-describedby': string; error: boolean; disabled: boolean }) => ReactNode;
}

/** A setting that is written and never read (product.md 36). Who has no permission sees it closed, and which one is missing. */
export function SecretField({ column, action, name, hint = '', error, children }: SecretFieldProps) {
  const mine = useMySecret(column);
  const disabled = !mine[action];
  return (
    <Field name={name} mark={<Secret>{null}</Secret>} hint={disabled ? missing(column, action) : hint} error={error}>
      {(ids) => children({ ...ids, disabled })}
    </Field>
  );
}
