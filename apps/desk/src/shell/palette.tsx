import { TextInput } from '@mantine/core';
import { keepPreviousData, type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import type { ConversationView } from '#contracts';
import { context, findCustomers } from '../api/customers.ts';
import { sessionTemplate } from '../api/session-templates.ts';
import { Dialog } from '../parts/dialog.tsx';
import { spellAddress } from '../parts/address.ts';
import { Keys } from '../parts/small.tsx';
import { recipientsOf, type Recipient } from '../parts/recipients.ts';
import { useOptions } from '../parts/use-options.ts';
import { paletteWords } from '../words/en-palette.ts';
import { words } from '../words/en.ts';
import '../theme/inputs.css';
import { commands, keysOf, type Desk } from './commands.ts';
import { isMac, spellKeys } from './keys.ts';
import { overlay } from './overlays.ts';
import { pagesToFind } from './pages-to-find.ts';
import styles from './shell.module.css';
import { usePerson } from './sign-in/session.ts';
import { useDesk } from './use-desk.ts';

interface Row {
  readonly id: string;
  readonly group: string;
  readonly words: string;
  readonly keys?: string | undefined;
  readonly run: () => void;
}

const spelt = (keys: string | undefined) => keys && spellKeys(keys, isMac);
const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
/** Every word that was typed occurs in it; digits also without what stands between them. */
const has = (row: Row, search: string): boolean => {
  const text = fold(row.words);
  const digits = text.replace(/\D/g, '');
  return fold(search)
    .split(/\s+/)
    .every((word) => text.includes(word) || (/^\+?\d{3,}$/.test(word) && digits.includes(word.replace('+', ''))));
};

/** What the tab of a session is called, and the number: it is found by either. */
function calledIn(cache: QueryClient, { id, customer }: ConversationView): string {
  const known = cache.getQueryData(context(id).queryKey) ?? null;
  const { title } = cache.getQueryData(sessionTemplate(id, known).queryKey) ?? {};
  const name = title ?? known?.contact?.name ?? known?.account?.name ?? spellAddress(customer);
  return [...new Set([name, spellAddress(customer)])].join(', ');
}

/** The pages of administration that somebody may open. */
function usePages(): readonly Row[] {
  const { roles } = usePerson();
  const navigate = useNavigate();
  const { data = [] } = useQuery({
    queryKey: ['pages-to-find', roles.join()],
    queryFn: () => pagesToFind(roles),
    staleTime: Infinity,
  });
  return data.map(({ to, name, group }) => ({ id: to, group, words: name, run: () => void navigate({ to }) }));
}

/** Customers of the directory by name or number who have no session here, and what is done about them by whom. */
function useCustomers(search: string, desk: Desk) {
  const navigate = useNavigate();
  const q = useDeferredValue(search);
  const isAsked = q.length > 1;
  const { data, isFetching } = useQuery({ ...findCustomers(q), enabled: isAsked, placeholderData: keepPreviousData });
  /** An agent writes to them; who does not write looks them up. */
  const run = (who: Recipient) => {
    if (desk.isAgent) overlay({ newText: who });
    else if (desk.isSupervisor) void navigate({ to: '/live/texts', search: { customer: who.number } });
    else void navigate({ to: '/admin/customers/$kind/$id', params: { kind: who.kind, id: who.of } });
  };
  const isHere = ({ number }: Recipient) => desk.sessions.some(({ customer }) => customer === number);
  const found = isAsked && search.length > 1 && data ? recipientsOf(data).filter((who) => !isHere(who)) : [];
  const rows: readonly Row[] = found.map((who) => ({
    id: who.id,
    group: paletteWords.customers,
    words: `${who.name}, ${who.written}`,
    run: () => run(who),
  }));
  return { rows, isLooking: isFetching || q !== search };
}

/** One list for everything: what can be done here first, so that with an offer standing Enter accepts it, then sessions, pages, customers. */
export function Palette() {
  const [search, setSearch] = useState('');
  const desk = useDesk();
  const cache = useQueryClient();
  const close = () => overlay({ palette: false });
  const all: Row[] = [
    ...commands
      .filter((command) => command.id !== 'palette.open' && command.when(desk))
      .map((command) => ({
        id: command.id,
        group: words.commands.groups[command.group],
        words: command.words,
        keys: spelt(keysOf(command)) ?? command.typed?.[0],
        run: () => command.run(desk),
      })),
    ...desk.sessions.map((session) => ({
      id: session.id,
      group: paletteWords.sessions,
      words: calledIn(cache, session),
      run: () => desk.show(session.id),
    })),
  ];
  const sought = search.trim();
  const pages = usePages();
  const customers = useCustomers(sought, desk);
  const rows = sought === '' ? all : [...[...all, ...pages].filter((row) => has(row, sought)), ...customers.rows];
  const choose = (index: number) => {
    const row = rows[index];
    if (!row) return;
    close();
    // The dialog gives the focus back first; what is chosen may want it.
    requestAnimationFrame(row.run);
  };
  const options = useOptions(rows.length, search, choose);
  return (
    <Dialog isOpen onClose={close} title={words.palette.title} width={560}>
      <TextInput
        data-autofocus
        role="combobox"
        aria-label={paletteWords.find}
        aria-expanded
        aria-controls={options.listId}
        aria-activedescendant={options.activeId}
        placeholder={paletteWords.find}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => event.key !== 'Tab' && options.press(event)}
      />
      <ul className={styles.found} role="listbox" id={options.listId} aria-label={words.palette.title}>
        {rows.map((row, index) => (
          <li
            key={row.id}
            id={options.idOf(index)}
            role="option"
            aria-selected={options.isActive(index)}
            className={styles.foundRow}
            onPointerMove={() => options.point(index)}
            onClick={() => choose(index)}
          >
            <span dir="auto">{row.words}</span>
            <span className={styles.foundGroup}>{row.keys ? <Keys>{row.keys}</Keys> : row.group}</span>
          </li>
        ))}
      </ul>
      {rows.length === 0 && !customers.isLooking && <p role="status">{paletteWords.nothing(search)}</p>}
    </Dialog>
  );
}
