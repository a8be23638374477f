import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type AccountView, type TestTextView, testTextRequest } from '#contracts';
import { sendTestText, testText } from '../../api/set-up.ts';
import { Dialog, DialogActions, DialogText } from '../../parts/dialog.tsx';
import { Tag } from '../../parts/tag.tsx';
import { useAddress } from '../../parts/use-address.ts';
import { tryingWords as words } from '../../words/en-trying.ts';
import styles from '../admin.module.css';
import { errorsOf } from '../patterns/contract.ts';
import { Field } from '../patterns/form-parts.tsx';
import { missing, useMySecret } from '../patterns/secret-field.tsx';
import { useSending } from '../patterns/use-sending.ts';

const column = 'account-auth-token';

interface TryNumberProps {
  readonly account: AccountView;
  readonly number: AccountView['numbers'][number];
}

/** Sends a text from this number to a telephone at hand, and shows how far it comes. */
export function TryNumber({ account, number }: TryNumberProps) {
  const [isOpen, setOpen] = useState(false);
  const [to, setTo] = useState('');
  const [sent, setSent] = useState<TestTextView | null>(null);
  const { errors, isBusy, send, forget } = useSending();
  const { read } = useMySecret(column);
  const written = useAddress(number.number);
  const asked = { numberId: number.id, to };
  const close = () => {
    setOpen(false);
    setSent(null);
    forget();
  };
  const go = () => send(errorsOf(testTextRequest, asked), async () => setSent(await sendTestText(account.id, asked)));
  return (
    <>
      <Button variant="subtle" size="compact-sm" aria-label={words.testOne(written)} onClick={() => setOpen(true)}>
        {words.test}
      </Button>
      <Dialog isOpen={isOpen} onClose={close} title={words.testOne(written)} width={520}>
        <DialogText>{words.text}</DialogText>
        <div className={styles.fields}>
          <Field name={words.to} hint={read ? words.toHint : missing(column, 'read')} error={errors['to']}>
            {(ids) => (
              <TextInput
                {...ids}
                type="tel"
                autoComplete="tel"
                data-autofocus
                value={to}
                onChange={(event) => setTo(event.currentTarget.value)}
              />
            )}
          </Field>
        </div>
        {sent && <HowFar key={sent.id} first={sent} />}
        <DialogActions>
          <Button variant="default" onClick={close}>
            {words.close}
          </Button>
          <Button loading={isBusy} disabled={!read} onClick={() => void go()}>
            {sent ? words.another : words.send}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
}

const tones = { delivered: 'good', undelivered: 'bad', failed: 'bad', unknown: 'risk' } as const;

/** What became of it until now, asked again until it has an end. */
function HowFar({ first }: { readonly first: TestTextView }) {
  const { state, advice } = useQuery(testText(first)).data;
  return (
    <div role="status" aria-label={words.went}>
      <p className={styles.check}>
        <Tag tone={state in tones ? tones[state as keyof typeof tones] : 'quiet'}>{words.states[state]}</Tag>
      </p>
      {advice && <p className={styles.warning}>{advice}</p>}
    </div>
  );
}
