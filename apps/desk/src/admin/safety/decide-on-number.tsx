import { Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { address, blockingRequest } from '#contracts';
import { block } from '../../api/safety.ts';
import { Dialog, DialogText } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { tell } from '../../shell/tell.tsx';
import { safetyWords } from '../../words/en-safety.ts';
import styles from '../admin.module.css';
import { errorsOf } from '../patterns/contract.ts';
import { Field } from '../patterns/form-parts.tsx';
import { useSending } from '../patterns/use-sending.ts';
import { typedAddress } from './typed-address.ts';

const words = safetyWords.blocked;

interface DecideOnNumberProps {
  /** Null: it is typed. */
  readonly number: string | null;
  readonly isBlocked: boolean;
  readonly onClose: () => void;
}

/** Blocks a number or lets it in again, with a word on why. */
export function DecideOnNumber({ number, isBlocked, onClose }: DecideOnNumberProps) {
  const cache = useQueryClient();
  const [typed, setTyped] = useState('');
  const [comment, setComment] = useState('');
  const { errors, isBusy, send } = useSending();
  const meant = number ?? typedAddress(typed);
  const go = () => {
    const wrong = { ...errorsOf(blockingRequest, { comment }), number: errorsOf(address, meant)[''] };
    const found = Object.fromEntries(Object.entries(wrong).flatMap(([at, why]) => (why ? [[at, why]] : [])));
    return send(found, async () => {
      await block(cache, meant, isBlocked, comment);
      tell(words.done);
      onClose();
    });
  };
  const title = number === null ? words.block : isBlocked ? words.blockTitle(number) : words.unblockTitle(number);
  return (
    <Dialog isOpen onClose={onClose} title={title} width={480}>
      <DialogText>{isBlocked ? words.blockText : words.unblockText}</DialogText>
      <div className={styles.fields}>
        {number === null && (
          <Field name={words.number} hint={words.numberHint} error={errors['number']}>
            {(ids) => (
              <TextInput
                {...ids}
                data-autofocus
                value={typed}
                onChange={(event) => setTyped(event.currentTarget.value)}
              />
            )}
          </Field>
        )}
        <Field name={words.comment} error={errors['comment']}>
          {(ids) => (
            <Textarea
              {...ids}
              autosize
              minRows={2}
              value={comment}
              onChange={(event) => setComment(event.currentTarget.value)}
            />
          )}
        </Field>
      </div>
      <DialogFoot onCancel={onClose} isBusy={isBusy} onDo={() => void go()}>
        {isBlocked ? words.blockOne : words.unblock}
      </DialogFoot>
    </Dialog>
  );
}
