import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { agentIdRequest, agentName } from '#contracts';
import { addAgent } from '../../api/routing-settings.ts';
import { Dialog, DialogText } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { staffWords as words } from '../../words/en-staff.ts';
import styles from '../admin.module.css';
import { errorsOf } from '../patterns/contract.ts';
import { Field } from '../patterns/form-parts.tsx';
import { useSending } from '../patterns/use-sending.ts';

const empty = { subject: '', name: '' };
const contract = agentIdRequest.extend({ name: agentName });

/** Sets somebody up who has not signed in yet: their page opens, with what nobody has set. */
export function AddUser() {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState(empty);
  const { errors, isBusy, send, forget } = useSending();
  const close = () => {
    setOpen(false);
    setTyped(empty);
    forget();
  };
  const add = () =>
    send(errorsOf(contract, typed), async () => {
      const id = await addAgent(cache, typed);
      void navigate({ to: '/admin/users/$id', params: { id } });
    });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.add}</Button>
      <Dialog isOpen={isOpen} onClose={close} title={words.addTitle} width={520}>
        <DialogText>{words.addText}</DialogText>
        <div className={styles.fields}>
          <Field name={words.subject} hint={words.subjectHint} error={errors['subject']}>
            {(ids) => (
              <TextInput
                {...ids}
                className={styles.mono!}
                autoComplete="off"
                data-autofocus
                value={typed.subject}
                onChange={(event) => setTyped({ ...typed, subject: event.currentTarget.value.trim() })}
              />
            )}
          </Field>
          <Field name={words.name} hint={words.nameHint} error={errors['name']}>
            {(ids) => (
              <TextInput
                {...ids}
                autoComplete="off"
                value={typed.name}
                onChange={(event) => setTyped({ ...typed, name: event.currentTarget.value })}
              />
            )}
          </Field>
        </div>
        <DialogFoot onCancel={close} isBusy={isBusy} onDo={() => void add()}>
          {words.add}
        </DialogFoot>
      </Dialog>
    </>
  );
}
