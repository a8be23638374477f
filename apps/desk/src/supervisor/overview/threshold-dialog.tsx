import { Button, NumberInput } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { useState } from 'react';
import { Dialog, DialogActions, DialogText } from '../../parts/dialog.tsx';
import { tell } from '../../shell/tell.tsx';
import { liveWords } from '../../words/en-live.ts';
import { words as shared } from '../../words/en.ts';
import '../fields.css';
import styles from './overview.module.css';
import { isInOrder, keepThresholds, measures, type Thresholds, usualThresholds, useThresholds } from './thresholds.ts';

const words = liveWords.thresholds;

function Fields({ onClose }: { readonly onClose: () => void }) {
  const [values, setValues] = useState<Thresholds>(useThresholds());
  const wrong = measures.filter((measure) => !isInOrder(measure, values[measure]));
  const save = () => {
    if (wrong.length > 0) return;
    keepThresholds(values);
    tell(words.saved);
    onClose();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      noValidate
    >
      <DialogText>{words.text}</DialogText>
      {measures.map((measure, at) => (
        <fieldset key={measure} className={styles.levels}>
          <legend>{words.names[measure]}</legend>
          {(['risk', 'critical'] as const).map((level) => (
            <NumberInput
              key={level}
              label={liveWords.standing[level]}
              aria-label={words[level](words.names[measure])}
              min={0}
              allowNegative={false}
              hideControls
              value={values[measure][level]}
              error={level === 'critical' && wrong.includes(measure) ? words.notInOrder : null}
              onChange={(next) =>
                setValues((before) => ({ ...before, [measure]: { ...before[measure], [level]: Number(next) || 0 } }))
              }
              data-autofocus={(at === 0 && level === 'risk') || undefined}
            />
          ))}
        </fieldset>
      ))}
      <DialogActions>
        <Button variant="subtle" color="gray" onClick={() => setValues(usualThresholds)}>
          {words.usual}
        </Button>
        <Button variant="subtle" color="gray" onClick={onClose}>
          {shared.common.cancel}
        </Button>
        <Button type="submit">{words.save}</Button>
      </DialogActions>
    </form>
  );
}

/** From when on figures are marked, for the person at this desk. */
export function ThresholdButton() {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconAdjustments size={15} stroke={1.7} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {words.open}
      </Button>
      <Dialog isOpen={isOpen} onClose={close} title={words.title} width={460}>
        <Fields onClose={close} />
      </Dialog>
    </>
  );
}
