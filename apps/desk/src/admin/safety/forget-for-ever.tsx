import { TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { v7 } from 'uuid';
import type { ErasureRequest } from '#contracts';
import { record } from '../../api/directory.ts';
import { forget } from '../../api/erasures.ts';
import { Refused } from '../../api/refused.ts';
import { spellAddress } from '../../parts/address.ts';
import { Dialog, DialogText } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { Read } from '../../parts/read.tsx';
import { Address } from '../../parts/small.tsx';
import { tellFailure } from '../../shell/tell.tsx';
import { forgettingWords as words } from '../../words/en-forgetting.ts';
import styles from '../admin.module.css';
import type { FieldErrors } from '../patterns/contract.ts';
import { Field } from '../patterns/form-parts.tsx';
import own from './safety.module.css';

interface ForgetForEverProps {
  readonly meant: ErasureRequest;
  readonly onBegun: (id: string) => void;
  readonly onRefused: (errors: FieldErrors) => void;
  readonly onClose: () => void;
}
interface AskProps extends ForgetForEverProps {
  /** What the contact is called, and their numbers. */
  readonly known: { readonly name: string; readonly numbers: readonly string[] } | null;
}

/** Spelled as one likes, with whatever marks of direction came along with it. */
const bare = (typed: string): string => typed.replace(/[\s().\-\u200e\u200f\u2066-\u2069]/g, '').toLowerCase();

/** What goes with them, and their number once more by hand. */
function Ask({ meant, known, onBegun, onRefused, onClose }: AskProps) {
  const cache = useQueryClient();
  const [id] = useState(() => v7());
  const [typed, setTyped] = useState('');
  const [isBusy, setBusy] = useState(false);
  const numbers = [...new Set([...(known?.numbers ?? []), ...meant.numbers])];
  const word = numbers[0] ?? known?.name ?? '';
  const isSame = bare(typed) === bare(word);
  const go = async () => {
    if (!isSame) return;
    setBusy(true);
    try {
      await forget(cache, id, meant);
      onBegun(id);
    } catch (error) {
      setBusy(false);
      if (error instanceof Refused && Object.keys(error.fields).length > 0) onRefused(error.fields);
      else tellFailure(error);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
    >
      <DialogText>{words.confirmText}</DialogText>
      <ul className={own.consequences}>
        {words.consequences.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      {numbers.length > 0 && (
        <>
          <h3 className={own.part}>{words.numbersGone}</h3>
          <ul className={own.numbers} aria-label={words.numbersGone}>
            {numbers.map((number) => (
              <li key={number}>
                <Address of={number} />
              </li>
            ))}
          </ul>
        </>
      )}
      <div className={styles.fields}>
        <Field
          name={words.type(spellAddress(word))}
          error={typed && !isSame ? words.wrong(spellAddress(word)) : undefined}
        >
          {(ids) => (
            <TextInput
              {...ids}
              data-autofocus
              dir="auto"
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          )}
        </Field>
      </div>
      <DialogFoot onCancel={onClose} isFinal isDisabled={!isSame} isBusy={isBusy}>
        {words.confirm(known?.name ?? spellAddress(word))}
      </DialogFoot>
    </form>
  );
}

/** The last question before a customer is forgotten. */
export function ForgetForEver(props: ForgetForEverProps) {
  const { contactId, numbers } = props.meant;
  const contact = useQuery({ ...record('contact', contactId ?? ''), enabled: contactId !== null, retry: false });
  const known =
    contact.data && 'numbers' in contact.data
      ? { name: contact.data.name, numbers: Object.values(contact.data.numbers).filter((one) => one !== undefined) }
      : null;
  return (
    <Dialog
      isOpen
      onClose={props.onClose}
      title={words.confirmTitle(known?.name ?? spellAddress(numbers[0] ?? ''))}
      width={520}
    >
      {contactId === null ? (
        <Ask {...props} known={null} />
      ) : (
        <Read query={contact} what={words.contactId}>
          {() => <Ask {...props} known={known} />}
        </Read>
      )}
    </Dialog>
  );
}
