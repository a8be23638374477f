import { Button, type MantineColorScheme, Radio, Switch, useMantineColorScheme } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { TopPlace } from '../shell/frame.tsx';
import { askToNotify, canNotify } from '../shell/notices.ts';
import { prefer, usePreferences, type Preferences } from '../shell/preferences.ts';
import { usePerson } from '../shell/sign-in/session.ts';
import { useTitle } from '../shell/title.ts';
import { meWords as words } from '../words/en-me.ts';
import { words as shared } from '../words/en.ts';
import './me.css';
import styles from './me.module.css';
import { MyKeys } from './my-keys.tsx';
import { MyLanguage } from './my-language.tsx';
import { MyQuickReplies } from './my-quick-replies.tsx';
import { MySound } from './my-sound.tsx';

/** What a person sets for themselves: everybody the looks and the keys, agents also sound, notices, sending and their own replies. */
export function Me() {
  useTitle(words.title);
  const isAgent = usePerson().roles.includes('agent');
  return (
    <main className={styles.page} data-region="page">
      <TopPlace>{shared.pages.me}</TopPlace>
      <div className={styles.inner}>
        <h1 className={styles.title}>{words.title}</h1>
        <p className={styles.intro}>{words.intro}</p>
        {isAgent && (
          <>
            <MySound />
            <Notices />
          </>
        )}
        {isAgent && <Sending />}
        <Looks />
        <MyLanguage />
        <MyKeys />
        <MyQuickReplies />
      </div>
    </main>
  );
}

interface SectionProps {
  readonly title: string;
  readonly text?: string;
  readonly children: ReactNode;
}
export const Section = ({ title, text, children }: SectionProps) => (
  <section className={styles.section} aria-label={title}>
    <h2 className={styles.sectionTitle}>{title}</h2>
    {text && <p className={styles.sectionText}>{text}</p>}
    {children}
  </section>
);

type Toggle = { [Name in keyof Preferences]: Preferences[Name] extends boolean ? Name : never }[keyof Preferences];

function Toggled({ of, label, disabled = false }: { of: Toggle; label: string; disabled?: boolean }) {
  const isOn = usePreferences()[of];
  return (
    <Switch
      checked={isOn}
      disabled={disabled}
      label={label}
      onChange={(event) => prefer({ [of]: event.currentTarget.checked })}
    />
  );
}

function Notices() {
  const { notices } = usePreferences();
  const [isRefused, setRefused] = useState(false);
  const choose = async (choice: Preferences['notices']) => {
    const mayNotify = choice === 'never' || (await askToNotify());
    setRefused(!mayNotify);
    if (mayNotify) prefer({ notices: choice });
  };
  // chosen at another desk: each browser has to allow it once
  const isMissing = notices !== 'never' && !canNotify() && !isRefused;
  return (
    <Section title={words.notices.title} text={words.notices.text}>
      <Radio.Group
        label={words.notices.when}
        value={notices}
        onChange={(choice) => void choose(choice as Preferences['notices'])}
        error={isRefused ? words.notices.refused : null}
      >
        {(['never', 'background', 'always'] as const).map((choice) => (
          <Radio key={choice} value={choice} label={words.notices.choices[choice]} className={styles.choice!} />
        ))}
      </Radio.Group>
      {isMissing && (
        <div className={styles.row} role="note">
          <span>{words.notices.notHere}</span>
          <Button variant="default" onClick={() => void choose(notices)}>
            {words.notices.allowHere}
          </Button>
        </div>
      )}
      <Toggled of="noticesShowText" label={words.notices.words} disabled={notices === 'never'} />
    </Section>
  );
}

const schemes = ['auto', 'light', 'dark'] as const satisfies readonly MantineColorScheme[];
const schemeWords = { auto: shared.person.system, light: shared.person.light, dark: shared.person.dark };

/** The same colours as in the person's menu, and how close things stand. */
function Looks() {
  const { density } = usePreferences();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Section title={words.looks.title}>
      <Radio.Group
        label={words.looks.theme}
        value={colorScheme}
        onChange={(choice) => setColorScheme(choice as MantineColorScheme)}
      >
        {schemes.map((choice) => (
          <Radio key={choice} value={choice} label={schemeWords[choice]} className={styles.choice!} />
        ))}
      </Radio.Group>
      <Radio.Group
        label={words.looks.density}
        value={density}
        onChange={(choice) => prefer({ density: choice as Preferences['density'] })}
      >
        {(['compact', 'comfortable'] as const).map((choice) => (
          <Radio key={choice} value={choice} label={words.looks.densities[choice]} className={styles.choice!} />
        ))}
      </Radio.Group>
    </Section>
  );
}

function Sending() {
  const { sendWith, undoSend } = usePreferences();
  return (
    <Section title={words.sending.title}>
      <Radio.Group
        label={words.sending.send}
        value={sendWith}
        onChange={(choice) => prefer({ sendWith: choice as Preferences['sendWith'] })}
      >
        {(['enter', 'mod-enter'] as const).map((choice) => (
          <Radio key={choice} value={choice} label={words.sending.choices[choice]} className={styles.choice!} />
        ))}
      </Radio.Group>
      <Radio.Group
        label={words.sending.undo}
        description={words.sending.undoHint}
        value={String(undoSend)}
        onChange={(choice) => prefer({ undoSend: Number(choice) as Preferences['undoSend'] })}
      >
        {([0, 3, 5] as const).map((choice) => (
          <Radio
            key={choice}
            value={String(choice)}
            label={words.sending.undoChoices[choice]}
            className={styles.choice!}
          />
        ))}
      </Radio.Group>
    </Section>
  );
}
