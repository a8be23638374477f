import { Button } from '@mantine/core';
import { useState } from 'react';
import { Dialog, DialogActions } from '../../parts/dialog.tsx';
import { hoursWords as words } from '../../words/en-hours.ts';
import styles from '../admin.module.css';
import { type Weekday, weekdays } from './week.ts';
import { dayName } from './day-name.ts';

interface CopyToProps {
  readonly day: Weekday;
  readonly onClose: () => void;
  readonly onCopy: (days: readonly Weekday[]) => void;
}

export function CopyTo({ day, onClose, onCopy }: CopyToProps) {
  const [days, setDays] = useState<readonly Weekday[]>([]);
  return (
    <Dialog isOpen onClose={onClose} title={words.copyTitle(dayName(day))} width={340}>
      <div className={styles.choices}>
        {weekdays
          .filter((one) => one !== day)
          .map((one) => (
            <label key={one} className={styles.choice}>
              <input
                type="checkbox"
                checked={days.includes(one)}
                onChange={(event) =>
                  setDays(event.currentTarget.checked ? [...days, one] : days.filter((other) => other !== one))
                }
              />
              {dayName(one)}
            </label>
          ))}
      </div>
      <DialogActions>
        <Button variant="default" onClick={onClose}>
          {words.cancel}
        </Button>
        <Button disabled={days.length === 0} onClick={() => onCopy(days)}>
          {words.copy}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
