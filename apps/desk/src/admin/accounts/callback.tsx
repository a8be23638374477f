import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccountView } from '#contracts';
import { untilHeard } from '../../api/query-client.ts';
import { eventGrid } from '../../api/set-up.ts';
import { CopyField } from '../../parts/copy-field.tsx';
import { Read } from '../../parts/read.tsx';
import { adminWords } from '../../words/en-admin.ts';
import styles from '../admin.module.css';
import { useMySecret } from '../patterns/secret-field.tsx';

const words = adminWords.accounts;

/** What goes into the provider's console, one value a field. That of Azure is a secret, and shown when it is asked for. */
export function Callback({ of }: { readonly of: Pick<AccountView, 'id' | 'callback'> }) {
  return of.callback ? (
    <Values
      of={[
        { name: words.messages, value: of.callback.messages },
        { name: words.fallback, value: of.callback.fallback },
        { name: words.method, value: of.callback.method },
      ]}
    />
  ) : (
    <EventGrid id={of.id} />
  );
}

function EventGrid({ id }: Pick<AccountView, 'id'>) {
  const [isShown, setShown] = useState(false);
  const { read } = useMySecret('account-auth-token');
  const query = useQuery({ ...eventGrid(id), enabled: isShown, retry: untilHeard });
  if (!isShown)
    return (
      <Button variant="default" disabled={!read} onClick={() => setShown(true)}>
        {words.showEvents}
      </Button>
    );
  return (
    <Read query={query} what={words.callback}>
      {({ events }) => <Values of={[{ name: words.events, value: events }]} />}
    </Read>
  );
}

const Values = ({ of }: { readonly of: readonly { readonly name: string; readonly value: string }[] }) => (
  <div className={styles.fields}>
    {of.map(({ name, value }) => (
      <div key={name} className={styles.field}>
        <span className={styles.fieldName}>{name}</span>
        <CopyField name={name} value={value} />
      </div>
    ))}
  </div>
);
