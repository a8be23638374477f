import { TextInput } from '@mantine/core';
import { useState } from 'react';
import '../../theme/inputs.css';
import { agentWords } from '../../words/en-agent.ts';
import { emoji } from './emoji-list.ts';
import styles from './typed-panel.module.css';

const words = agentWords.emoji;

/** Emoji to put into a text, found by their names. They pass through SMS as characters, and make its segments smaller. */
export function EmojiGrid({ onChoose }: { readonly onChoose: (sign: string) => void }) {
  const [search, setSearch] = useState('');
  const found = emoji.filter(([, names]) => names.includes(search.trim().toLowerCase()));
  return (
    <>
      <TextInput
        data-autofocus
        aria-label={words.find}
        placeholder={words.find}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          const [first] = found;
          if (event.key !== 'Enter' || !first) return;
          event.preventDefault();
          onChoose(first[0]);
        }}
      />
      <div className={styles.grid} role="group" aria-label={words.open}>
        {found.map(([sign, name]) => (
          <button key={sign} type="button" aria-label={name} title={name} onClick={() => onChoose(sign)}>
            {sign}
          </button>
        ))}
      </div>
      {found.length === 0 && <p className={styles.empty}>{words.none}</p>}
    </>
  );
}
