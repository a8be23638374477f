import { Button, TextInput } from '@mantine/core';
import { IconChevronLeft, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { RecordEntity } from '#contracts';
import { findCases, findCustomers } from '../../api/customers.ts';
import { spellAddress } from '../../parts/address.ts';
import { Empty, Failed } from '../../parts/empty.tsx';
import '../../theme/inputs.css';
import { agentWords } from '../../words/en-agent.ts';
import { pageWords } from '../../words/en-pages.ts';
import styles from './context.module.css';
import { RecordPage } from './record-page.tsx';

const words = pageWords.search;

interface Found {
  readonly entity: RecordEntity;
  readonly id: string;
  readonly name: string;
  readonly about: string;
}

const listed = (...parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join(', ');
const numbersOf = (numbers: Readonly<Record<string, string | undefined>>): string =>
  listed(...Object.values(numbers).map((number) => number && spellAddress(number)));

function useFound(q: string) {
  const asked = { enabled: q !== '', placeholderData: keepPreviousData };
  const customers = useQuery({ ...findCustomers(q), ...asked });
  const cases = useQuery({ ...findCases(q), ...asked });
  const { kinds } = pageWords.record;
  const found: readonly Found[] = [
    ...(customers.data?.contacts ?? []).map(({ id, name, company, email, numbers }) => ({
      ...{ entity: 'customer' as const, id, name },
      about: listed(kinds.customer, company, email, numbersOf(numbers)),
    })),
    ...(customers.data?.accounts ?? []).map(({ id, name, number, email, numbers }) => ({
      ...{ entity: 'account' as const, id, name },
      about: listed(kinds.account, number, email, numbersOf(numbers)),
    })),
    ...(cases.data ?? []).map(({ id, number, title }) => ({
      ...{ entity: 'case' as const, id, name: number, about: listed(kinds.case, title) },
    })),
  ];
  return {
    found: q === '' ? [] : found,
    isFetching: customers.isFetching || cases.isFetching,
    error: customers.error ?? cases.error,
    again: () => void Promise.all([customers.refetch(), cases.refetch()]),
  };
}

interface SearchPageProps {
  readonly conversationId: string;
  /** What is looked for at first. */
  readonly query: string;
}

/** Looks for anybody and anything in the directory, beside the texts; what is found opens in its place. */
export function SearchPage({ conversationId, query }: SearchPageProps) {
  const [typed, setTyped] = useState(query);
  const [opened, setOpened] = useState<Found | null>(null);
  const [isBack, setBack] = useState(false);
  const q = useDeferredValue(typed.trim());
  const { found, isFetching, error, again } = useFound(q);
  if (opened) {
    return (
      <>
        <div className={styles.back}>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconChevronLeft size={16} stroke={1.8} aria-hidden />}
            onClick={() => {
              setOpened(null);
              setBack(true);
            }}
            autoFocus
          >
            {words.back}
          </Button>
        </div>
        <RecordPage conversationId={conversationId} entity={opened.entity} recordId={opened.id} />
      </>
    );
  }
  return (
    <div className={styles.pane}>
      <section className={styles.section}>
        <TextInput
          type="search"
          autoFocus={isBack}
          aria-label={words.label}
          placeholder={words.label}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {error && found.length === 0 ? (
          <Failed what={words.failed} error={error} onRetry={again} />
        ) : (
          <ul className={styles.results}>
            {found.map((one) => (
              <li key={`${one.entity} ${one.id}`}>
                <button type="button" className={styles.result} onClick={() => setOpened(one)}>
                  <strong dir="auto">{one.name}</strong>
                  <span dir="auto">{one.about}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
        {q !== '' && !isFetching && found.length === 0 && !error && (
          <p className={styles.sub} role="status">
            {agentWords.context.nobodyFound(q)}
          </p>
        )}
      </section>
      {q === '' && <Empty icon={IconSearch} title={words.start} />}
    </div>
  );
}
