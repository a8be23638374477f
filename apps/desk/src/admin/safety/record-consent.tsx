import { Select, Textarea, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { v7 } from 'uuid';
import { consentStatus, recordConsentRequest } from '#contracts';
import { channels } from '../../api/channel-config.ts';
import { recordConsent } from '../../api/safety.ts';
import { Dialog, DialogText } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { inDialog } from '../patterns/in-dialog.ts';
import { tell } from '../../shell/tell.tsx';
import { safetyWords } from '../../words/en-safety.ts';
import styles from '../admin.module.css';
import { errorsOf } from '../patterns/contract.ts';
import { Field } from '../patterns/form-parts.tsx';
import { useSending } from '../patterns/use-sending.ts';
import { typedAddress } from './typed-address.ts';

const words = safetyWords.consent;

const nothing = { number: '', customer: '', status: 'opted-out', comment: '' };

/** For what a customer said elsewhere. */
export function RecordConsent({ onClose }: { readonly onClose: () => void }) {
  const cache = useQueryClient();
  const numbers = useQuery(channels).data ?? [];
  const [id] = useState(() => v7());
  const [values, setValues] = useState(nothing);
  const { errors, isBusy, send } = useSending();
  const set = (next: Partial<typeof nothing>) => setValues((before) => ({ ...before, ...next }));
  const go = () => {
    const meant = { ...values, customer: typedAddress(values.customer) };
    return send(errorsOf(recordConsentRequest, meant), async () => {
      await recordConsent(cache, id, recordConsentRequest.parse(meant));
      tell(words.recorded);
      onClose();
    });
  };
  return (
    <Dialog isOpen onClose={onClose} title={words.record} width={520}>
      <DialogText>{words.recordText}</DialogText>
      <div className={styles.fields}>
        <Field name={words.customer} hint={words.customerHint} error={errors['customer']}>
          {(ids) => (
            <TextInput
              {...ids}
              data-autofocus
              value={values.customer}
              onChange={(event) => set({ customer: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field name={words.number} error={errors['number']}>
          {(ids) => (
            <Select
              {...ids}
              comboboxProps={inDialog}
              data={numbers.map(({ number, name }) => ({ value: number as string, label: `${number}, ${name}` }))}
              searchable
              allowDeselect={false}
              value={values.number || null}
              onChange={(next) => set({ number: next ?? '' })}
            />
          )}
        </Field>
        <Field name={words.status} error={errors['status']}>
          {(ids) => (
            <Select
              {...ids}
              comboboxProps={inDialog}
              data={consentStatus.options.map((one) => ({ value: one, label: words.statuses[one] ?? one }))}
              allowDeselect={false}
              value={values.status}
              onChange={(next) => set({ status: next ?? 'opted-out' })}
            />
          )}
        </Field>
        <Field name={words.comment} error={errors['comment']}>
          {(ids) => (
            <Textarea
              {...ids}
              autosize
              minRows={2}
              value={values.comment}
              onChange={(event) => set({ comment: event.currentTarget.value })}
            />
          )}
        </Field>
      </div>
      <DialogFoot onCancel={onClose} isBusy={isBusy} onDo={() => void go()}>
        {words.save}
      </DialogFoot>
    </Dialog>
  );
}
