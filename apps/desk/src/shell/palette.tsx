import { TextInput } from '@mantine/core';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConversationView } from '#contracts';
import { context } from '../api/customers.ts';
import { sessionTemplate } from '../api/session-templates.ts';
import { Dialog } from '../parts/dialog.tsx';
import { spellAddress } from '../parts/address.ts';
import { Keys } from '../parts/small.tsx';
import { useOptions } from '../parts/use-options.ts';
import { paletteWords } from '../words/en-palette.ts';
import { words } from '../words/en.ts';
import '../theme/inputs.css';
import { commands } from './commands.ts';
import { isMac, spellKeys } from './keys.ts';
import { overlay } from './overlays.ts';
import styles from './shell.module.css';
import { useDesk } from './use-desk.ts';

interface Row {
  readonly id: string;
  readonly group: string;
  readonly words: string;
  readonly keys?: string | undefined;
  readonly run: () => void;
}

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

/** One list for everything: what can be done here first, so that with an offer standing Enter accepts it, then the sessions. */
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
        keys: command.keys ? spellKeys(command.keys, isMac) : command.typed?.[0],
        run: () => command.run(desk),
      })),
    ...desk.sessions.map((session) => ({
      id: session.id,
      group: paletteWords.sessions,
      words: calledIn(cache, session),
      run: () => desk.show(session.id),
    })),
  ];
  const rows = search.trim() === '' ? all : all.filter((row) => has(row, search.trim()));
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
      {rows.length === 0 && <p role="status">{paletteWords.nothing(search)}</p>}
    </Dialog>
  );
}
