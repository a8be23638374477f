import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { SetUpKind } from '../../api/set-up.ts';
import { adminWords } from '../../words/en-admin.ts';
import styles from '../admin.module.css';

interface ToFormProps {
  readonly kind: SetUpKind;
  readonly id: string;
  readonly variant?: 'filled' | 'default';
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}
const ToForm = ({ kind, id, variant = 'filled', icon, children }: ToFormProps) => (
  <Button
    className={styles.linkButton!}
    variant={variant}
    leftSection={icon}
    renderRoot={(props) => <Link {...props} to="/admin/set-up/$kind/$id" params={{ kind, id }} />}
  >
    {children}
  </Button>
);

export const NewOne = ({ kind }: { readonly kind: SetUpKind }) => (
  <ToForm kind={kind} id="new" icon={<IconPlus size={15} stroke={1.9} aria-hidden />}>
    {adminWords.setUp.new[kind]}
  </ToForm>
);

export const EditOne = ({ kind, id }: { readonly kind: SetUpKind; readonly id: string }) => (
  <ToForm kind={kind} id={id} variant="default">
    {adminWords.setUp.edit}
  </ToForm>
);
