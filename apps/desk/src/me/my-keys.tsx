import { Button } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { Keys } from '../parts/small.tsx';
import { announce } from '../shell/announce.ts';
import { commands, keysOf, type Command } from '../shell/commands.ts';
import { isMac, pressed, spellKeys } from '../shell/keys.ts';
import { prefer, usePreferences } from '../shell/preferences.ts';
import { usePerson } from '../shell/sign-in/session.ts';
import { meWords } from '../words/en-me.ts';
import { words as shared } from '../words/en.ts';
import { isUnfinished, refusalOf, withKeys } from './choose-keys.ts';
import { Section } from './me.tsx';
import styles from './me.module.css';

const words = meWords.keys;
const groups = ['offers', 'sessions', 'everywhere'] as const;
const spelt = (keys: string): string => spellKeys(keys, isMac);

/** The commands by their groups, each with its keys, which can be others or none (WCAG 2.1.4). */
export function MyKeys() {
  const chosen = usePreferences().keys;
  const isAgent = usePerson().roles.includes('agent');
  const [asking, setAsking] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const leave = () => {
    setAsking(null);
    setRefused(null);
  };
  const take = (command: Command, keys: string) => {
    prefer({ keys: withKeys(chosen, command, keys) });
    leave();
    announce(keys === '' ? words.nowNone(command.words) : words.now(command.words, spelt(keys)));
  };
  const press = (command: Command) => (event: KeyboardEvent) => {
    if (event.key === 'Tab') return leave();
    event.preventDefault();
    event.stopPropagation();
    event.nativeEvent.stopImmediatePropagation();
    if (event.key === 'Escape') return leave();
    const keys = pressed(event);
    if (isUnfinished(keys)) return;
    const refusal = refusalOf(keys, command, chosen);
    if (refusal === null) return take(command, keys);
    setRefused(
      refusal.why === 'taken' ? words.taken(spelt(keys), refusal.by.words) : words.refusals[refusal.why](spelt(keys)),
    );
  };
  return (
    <Section title={words.title} text={words.text}>
      {groups
        .filter((group) => isAgent || group === 'everywhere')
        .map((group) => (
          <div key={group} className={styles.keyGroup} role="group" aria-label={shared.commands.groups[group]}>
            <h3 className={styles.keyTitle}>{shared.commands.groups[group]}</h3>
            <ul className={styles.keyList}>
              {commands
                .filter((command) => command.group === group)
                .map((command) => {
                  const keys = keysOf(command, chosen);
                  const isAsked = asking === command.id;
                  return (
                    <li key={command.id} className={styles.keyRow}>
                      <span>{command.words}</span>
                      <span className={styles.keyNow}>
                        {keys ? <Keys>{spelt(keys)}</Keys> : <span className={styles.about}>{words.none}</span>}
                      </span>
                      <span className={styles.keyActions}>
                        <Button
                          variant={isAsked ? 'light' : 'subtle'}
                          size="compact-sm"
                          aria-label={words.changeOf(command.words)}
                          aria-pressed={isAsked}
                          onClick={() => {
                            setRefused(null);
                            setAsking(isAsked ? null : command.id);
                          }}
                          onKeyDown={isAsked ? press(command) : undefined}
                          onBlur={() => isAsked && leave()}
                        >
                          {isAsked ? words.press : words.change}
                        </Button>
                        {keys !== undefined && (
                          <Button
                            variant="subtle"
                            color="gray"
                            size="compact-sm"
                            aria-label={words.offOf(command.words)}
                            onClick={() => take(command, '')}
                          >
                            {words.off}
                          </Button>
                        )}
                      </span>
                      {isAsked && (
                        <p className={styles.keyHint} role="status" data-refused={refused !== null || undefined}>
                          {refused ?? words.hint}
                        </p>
                      )}
                    </li>
                  );
                })}
            </ul>
          </div>
        ))}
      <Button variant="default" disabled={Object.keys(chosen).length === 0} onClick={() => prefer({ keys: {} })}>
        {words.reset}
      </Button>
    </Section>
  );
}
