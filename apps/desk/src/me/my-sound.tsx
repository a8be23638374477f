import { Button, Select, Slider, Switch } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import type { OrganisationSettings } from '#contracts';
import { sounds as soundsQuery } from '../api/sounds.ts';
import { Read } from '../parts/read.tsx';
import type { Heard } from '../shell/sounds/in-force.ts';
import { tryOut } from '../shell/sounds/play.ts';
import { useSounds } from '../shell/sounds/use-sounds.ts';
import { meWords } from '../words/en-me.ts';
import { Section } from './me.tsx';
import styles from './me.module.css';

const words = meWords.sound;

/** What an agent hears: as the organisation set it, otherwise where agents may choose, and back. */
export function MySound() {
  const { query, mayChoose, hasChosen, choose, reset } = useSounds();
  return (
    <Section title={words.title} text={words.text}>
      <Read query={query} what={words.title}>
        {({ sounds: set }) => (
          <>
            {!mayChoose && <p role="note">{set.enabled ? words.set : words.off}</p>}
            <HowHeard of="offer" />
            <div className={styles.below}>
              <Repeat onChange={(repeatUntilAnswered) => choose('offer', { repeatUntilAnswered })} />
            </div>
            <HowHeard of="message" />
            {mayChoose && (
              <Button variant="default" onClick={reset} disabled={!hasChosen}>
                {words.reset}
              </Button>
            )}
          </>
        )}
      </Read>
    </Section>
  );
}

function Repeat({ onChange }: { onChange: (repeats: boolean) => void }) {
  const { inForce, mayChoose } = useSounds();
  return (
    <Switch
      checked={inForce?.offer.repeatUntilAnswered ?? false}
      disabled={!mayChoose || !inForce?.offer.play}
      label={words.repeat}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

/** Whether one of them is heard, as what, and how loud. */
function HowHeard({ of }: { of: Heard }) {
  const cache = useQueryClient();
  const loudness = useId();
  const { inForce, mayChoose, choose } = useSounds();
  const { data: all } = useQuery(soundsQuery);
  if (!inForce) return null;
  const { play, soundId, volume } = inForce[of];
  const isFixed = !mayChoose || !play;
  return (
    <div role="group" aria-label={words[of]} className={styles.heard}>
      <div className={styles.row}>
        <Switch
          checked={play}
          disabled={!mayChoose}
          label={words[of]}
          onChange={(event) => choose(of, { play: event.currentTarget.checked })}
        />
        <Button
          variant="subtle"
          size="compact-sm"
          disabled={!play}
          onClick={() => tryOut(cache, of, { play, soundId, volume })}
        >
          {words.hear}
        </Button>
      </div>
      <div className={styles.below}>
        <Select
          label={words.sound}
          disabled={isFixed}
          allowDeselect={false}
          data={(all ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={soundId}
          onChange={(id) => id && choose(of, { soundId: id as OrganisationSettings['sounds'][Heard]['soundId'] })}
        />
        <div className={styles.volume}>
          <span id={loudness}>{words.volume}</span>
          <Slider
            aria-labelledby={loudness}
            thumbLabel={words.volume}
            value={volume}
            disabled={isFixed}
            onChange={(next) => choose(of, { volume: next })}
            min={0}
            max={100}
            step={10}
            label={null}
          />
          <span>{words.percent(volume)}</span>
        </div>
      </div>
    </div>
  );
}
