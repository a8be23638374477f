import { useState } from 'react';
import { Dialog } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
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
      <DialogFoot onCancel={onClose} isDisabled={days.length === 0} onDo={() => onCopy(days)}>
        {words.copy}
      </DialogFoot>
    </Dialog>
  );
}
