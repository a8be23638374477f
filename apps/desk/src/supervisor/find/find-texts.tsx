import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { SearchView } from '#contracts';
import { foundTexts } from '../../api/found-texts.ts';
import { spellAddress } from '../../parts/address.ts';
import { Empty } from '../../parts/empty.tsx';
import { More } from '../../parts/more.tsx';
import { Read } from '../../parts/read.tsx';
import { Address, isForgotten, When } from '../../parts/small.tsx';
import { Card, DataTable, tableStyles as table } from '../../parts/table.tsx';
import { useTitle } from '../../shell/title.ts';
import { foundWords as words } from '../../words/en-found.ts';
import '../fields.css';
import { LivePage } from '../places.tsx';
import styles from './find.module.css';
import { FindContact } from './find-contact.tsx';
import { pieces } from './marked.ts';

/** The first moment of a day where the person is, so many days later. */
const startOf = (day: string | undefined, later = 0): string | undefined => {
  if (!day) return undefined;
  const at = new Date(`${day}T00:00:00`);
  at.setDate(at.getDate() + later);
  return at.toISOString();
};

/** Texts of all conversations, by their words (product.md 34). What is looked for stands in the address. */
export function FindTexts() {
  const { q = '', customer = '', contact, from, to } = useSearch({ from: '/live/texts' });
  const navigate = useNavigate();
  useTitle(words.title);
  const look = (changes: Partial<Record<'q' | 'customer' | 'contact' | 'from' | 'to', string>>) =>
    void navigate({
      to: '/live/texts',
      replace: true,
      search: (before) =>
        Object.fromEntries(Object.entries({ ...before, ...changes }).filter(([, value]) => value !== '')),
    });
  const [sought] = useDebouncedValue(q.trim(), 250);
  const [typed] = useDebouncedValue(customer.replace(/[\s().-]/g, ''), 250);
  // half a number finds nothing: it is asked for once it is one
  const number = /^(\+[1-9]\d{6,14}|\d{3,8})$/.test(typed) ? typed : undefined;
  const isAsked = sought !== '' || number !== undefined || contact !== undefined;
  const list = useInfiniteQuery({
    ...foundTexts({ q: sought, customer: number, contactId: contact, from: startOf(from), to: startOf(to, 1) }),
    enabled: isAsked,
  });
  return (
    <LivePage title={words.title}>
      <div className={styles.filters} role="search">
        <TextInput
          className={styles.words!}
          type="search"
          label={words.find}
          dir="auto"
          maxLength={200}
          leftSection={<IconSearch size={14} stroke={1.8} aria-hidden />}
          value={q}
          onChange={(event) => look({ q: event.currentTarget.value })}
        />
        <TextInput
          type="tel"
          label={words.customer}
          maxLength={30}
          value={customer}
          onChange={(event) => look({ customer: event.currentTarget.value })}
        />
        <FindContact value={contact ?? null} onChange={(next) => look({ contact: next ?? '' })} />
        <TextInput
          type="date"
          label={words.from}
          value={from ?? ''}
          onChange={(event) => look({ from: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={words.to}
          value={to ?? ''}
          onChange={(event) => look({ to: event.currentTarget.value })}
        />
      </div>
      <Card title={words.text} note={words.intro}>
        {isAsked ? (
          <>
            <Read query={list} what={words.failed}>
              {({ pages }) => <Found items={pages.flatMap(({ items }) => items)} />}
            </Read>
            <More list={list} />
          </>
        ) : (
          <Empty icon={IconSearch} title={words.start}>
            {words.startText}
          </Empty>
        )}
      </Card>
    </LivePage>
  );
}

function Found({ items }: { readonly items: SearchView['items'] }) {
  if (items.length === 0) {
    return (
      <Empty icon={IconSearch} title={words.none}>
        {words.noneText}
      </Empty>
    );
  }
  return (
    <DataTable
      label={words.title}
      columns={[{ name: words.who }, { name: words.text }, { name: words.when, end: true }]}
    >
      {items.map(({ messageId, conversationId, customer, direction, at, excerpt, found }) => (
        <tr key={messageId}>
          <td className={table.strong}>
            {isForgotten(customer) ? (
              <Address of={customer} />
            ) : (
              <Link
                to="/live/c/$conversation"
                params={{ conversation: conversationId }}
                aria-label={words.open(spellAddress(customer))}
              >
                <Address of={customer} />
              </Link>
            )}
          </td>
          <td className={styles.excerpt} dir="auto" title={words.direction[direction]}>
            {pieces(excerpt, found).map(({ text, isFound }, n) => (isFound ? <mark key={n}>{text}</mark> : text))}
          </td>
          <td className={`${table.end} ${table.quiet}`}>
            <When at={at} />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}
