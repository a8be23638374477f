import { TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { ConversationView, LinkRequest } from '#contracts';
import { findCases, findCustomers } from '../../api/customers.ts';
import { spellAddress } from '../../parts/address.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Failed } from '../../parts/empty.tsx';
import { useOptions } from '../../parts/use-options.ts';
import '../../theme/inputs.css';
import { agentWords } from '../../words/en-agent.ts';
import styles from './context.module.css';
import { useLinking } from './linking.tsx';

const words = agentWords.context;

interface Found {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly what: LinkRequest;
}

const numbersOf = (numbers: Readonly<Record<string, string | undefined>>): string[] =>
  Object.values(numbers).flatMap((number) => (number ? [spellAddress(number)] : []));
const listed = (parts: readonly (string | false | undefined)[]): string => parts.filter(Boolean).join(', ');

function useFound(what: 'customer' | 'case', q: string) {
  const isAsked = q.trim() !== '';
  const customers = useQuery({
    ...findCustomers(q.trim()),
    enabled: what === 'customer' && isAsked,
    placeholderData: keepPreviousData,
  });
  const cases = useQuery({
    ...findCases(q.trim()),
    enabled: what === 'case' && isAsked,
    placeholderData: keepPreviousData,
  });
  const found: Found[] = [
    ...(customers.data?.contacts ?? []).map(({ id, name, company, email, numbers }) => ({
      id,
      name,
      about: listed([words.kinds.contact, company, email, ...numbersOf(numbers)]),
      what: { contactId: id },
    })),
    ...(customers.data?.accounts ?? []).map(({ id, name, number, email, numbers }) => ({
      id,
      name,
      about: listed([words.kinds.account, number, email, ...numbersOf(numbers)]),
      what: { accountId: id },
    })),
    ...(cases.data ?? []).map(({ id, number, title }) => ({ id, name: number, about: title, what: { caseId: id } })),
  ];
  const query = what === 'customer' ? customers : cases;
  return {
    found: isAsked ? found : [],
    isAsked,
    error: query.error,
    isFetching: query.isFetching,
    again: query.refetch,
  };
}

interface FindProps {
  readonly conversation: ConversationView;
  readonly what: 'customer' | 'case';
  readonly onClose: () => void;
}

/** Finds somebody or something in the directory while it is typed, and links what is chosen. */
export function Find({ conversation, what, onClose }: FindProps) {
  const [search, setSearch] = useState('');
  const { found, isAsked, error, isFetching, again } = useFound(what, useDeferredValue(search));
  const { linking } = useLinking(conversation.id, null);
  const choose = (index: number) => {
    const one = found[index];
    if (one) linking.mutate(one.what, { onSuccess: onClose });
  };
  const options = useOptions(found.length, search, choose);
  const title = what === 'customer' ? words.findCustomer : words.findCase;
  const hint = what === 'customer' ? words.findCustomerBy : words.findCaseBy;
  return (
    <Dialog isOpen onClose={onClose} title={title} width={520}>
      <TextInput
        data-autofocus
        role="combobox"
        aria-label={hint}
        aria-expanded={found.length > 0}
        aria-controls={options.listId}
        aria-activedescendant={options.activeId}
        placeholder={hint}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => event.key !== 'Tab' && options.press(event)}
      />
      {error && found.length === 0 ? (
        <Failed what={title} error={error} onRetry={() => void again()} />
      ) : (
        <ul className={styles.found} role="listbox" id={options.listId} aria-label={title}>
          {found.map((one, index) => (
            <li
              key={one.id}
              id={options.idOf(index)}
              role="option"
              aria-selected={options.isActive(index)}
              className={styles.foundRow}
              onPointerMove={() => options.point(index)}
              onClick={() => choose(index)}
            >
              <strong dir="auto">{one.name}</strong>
              <span dir="auto">{one.about}</span>
            </li>
          ))}
        </ul>
      )}
      {isAsked && !isFetching && found.length === 0 && !error && (
        <p className={styles.sub} role="status">
          {words.nobodyFound(search.trim())}
        </p>
      )}
    </Dialog>
  );
}
