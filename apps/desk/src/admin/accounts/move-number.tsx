import { Button, Select } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type AccountView, moveNumberRequest } from '#contracts';
import { accounts } from '../../api/channel-config.ts';
import { moveNumber } from '../../api/set-up.ts';
import { Dialog, DialogText } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { useAddress } from '../../parts/use-address.ts';
import { tell } from '../../shell/tell.tsx';
import { adminWords } from '../../words/en-admin.ts';
import { movingWords } from '../../words/en-moving.ts';
import styles from '../admin.module.css';
import { errorsOf } from '../patterns/contract.ts';
import { Field } from '../patterns/form-parts.tsx';
import { inDialog } from '../patterns/in-dialog.ts';
import { useSending } from '../patterns/use-sending.ts';

const words = movingWords;

interface MoveNumberProps {
  readonly from: AccountView;
  readonly number: AccountView['numbers'][number];
}

/** Moves a number to another account, as when it was ported to another provider; its channel goes with it. */
export function MoveNumber({ from, number }: MoveNumberProps) {
  const cache = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [to, setTo] = useState<string | null>(null);
  const { errors, isBusy, send, forget } = useSending();
  const written = useAddress(number.number);
  const others = (useQuery(accounts).data ?? []).filter(({ id, state }) => id !== from.id && state === 'active');
  const close = () => {
    setOpen(false);
    setTo(null);
    forget();
  };
  const move = () =>
    send(to === null ? { to: words.needed } : errorsOf(moveNumberRequest, { to }), async () => {
      await moveNumber(cache, from.id, number.id, to!);
      tell(words.moved);
      close();
    });
  return (
    <>
      <Button variant="subtle" size="compact-sm" aria-label={words.moveOne(written)} onClick={() => setOpen(true)}>
        {words.move}
      </Button>
      <Dialog isOpen={isOpen} onClose={close} title={words.title(written)} width={520}>
        <DialogText>{others.length === 0 ? words.none : words.text}</DialogText>
        <div className={styles.fields}>
          <Field name={words.to} error={errors['to']}>
            {(ids) => (
              <Select
                {...ids}
                comboboxProps={inDialog}
                data={others.map(({ id, name, provider }) => ({
                  value: id as string,
                  label: `${name}, ${adminWords.accounts.providers[provider]}`,
                }))}
                disabled={others.length === 0}
                allowDeselect={false}
                value={to}
                onChange={setTo}
              />
            )}
          </Field>
        </div>
        <DialogFoot onCancel={close} isBusy={isBusy} isDisabled={others.length === 0} onDo={() => void move()}>
          {words.move}
        </DialogFoot>
      </Dialog>
    </>
  );
}
