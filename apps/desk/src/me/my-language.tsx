import { Button, Select } from '@mantine/core';
import { locales, type Locale } from '#contracts';
import { prefer, usePreferences } from '../shell/preferences.ts';
import { meWords } from '../words/en-me.ts';
import { region } from '../words/region.ts';
import { Section } from './me.tsx';
import styles from './me.module.css';

const words = meWords.language;
const languages = new Intl.DisplayNames('en', { type: 'language' });

/** A moment and a number as they are written there: late in a day and in a year, so that both orders show. */
function written(language: string | undefined): string {
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' });
  return words.example(
    moment.format(new Date(new Date().getFullYear(), 10, 23, 16, 42)),
    new Intl.NumberFormat(language).format(1_600.5),
  );
}

const choices = [
  { value: '', label: words.browser },
  ...locales
    .map((value) => ({ value: value as string, label: languages.of(value) ?? value }))
    .sort((one, other) => one.label.localeCompare(other.label)),
];

/** In which language dates, times and numbers are written; the whole page is written anew for it. */
export function MyLanguage() {
  const { language } = usePreferences();
  return (
    <Section title={words.title} text={words.text}>
      <Select
        label={words.written}
        description={written(language ?? undefined)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        searchable
        allowDeselect={false}
        className={styles.short!}
        data={choices}
        value={language ?? ''}
        onChange={(choice) => prefer({ language: (choice || null) as Locale | null })}
      />
      {(language ?? undefined) !== region && (
        <div className={styles.row} role="status">
          <span>{words.later}</span>
          <Button variant="default" onClick={() => location.reload()}>
            {words.reload}
          </Button>
        </div>
      )}
    </Section>
  );
}
