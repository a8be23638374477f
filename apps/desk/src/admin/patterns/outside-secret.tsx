import { Button, NumberInput, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type OutsideSecretKind, outsideSecretRequest, type OutsideSecretStateView } from '#contracts';
import { outsideSecret, removeOutsideSecret, setOutsideSecret } from '../../api/outside-secrets.ts';
import { CopyField } from '../../parts/copy-field.tsx';
import { Dialog, DialogActions, DialogText } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { Read } from '../../parts/read.tsx';
import { When } from '../../parts/small.tsx';
import { tell } from '../../shell/tell.tsx';
import { adminWords } from '../../words/en-admin.ts';
import { systemWords } from '../../words/en-system.ts';
import styles from '../admin.module.css';
import { errorsOf, limitsOf } from './contract.ts';
import { Field } from './form-parts.tsx';
import { Section } from './page.tsx';
import { missing, Secret, SecretField, useMySecret } from './secret-field.tsx';
import { useSending } from './use-sending.ts';

const words = systemWords.outsideSecret;
const usualGrace = 24;

interface OutsideSecretProps {
  readonly kind: OutsideSecretKind;
  readonly id: string;
}

/** What calls to another system are signed with: whether it is set, and replacing it. `title`: where its page is about more than that system. */
export function OutsideSecret({ kind, id, title = words.title }: OutsideSecretProps & { readonly title?: string }) {
  const query = useQuery(outsideSecret(kind, id));
  return (
    <Section title={title} text={words.text}>
      <Read query={query} what={title}>
        {(state) => <Standing kind={kind} id={id} state={state} />}
      </Read>
    </Section>
  );
}

function Standing({ kind, id, state }: OutsideSecretProps & { readonly state: OutsideSecretStateView }) {
  const cache = useQueryClient();
  const mine = useMySecret(`${kind}-key`);
  const action = state.isSet ? 'update' : 'create';
  const [isOpen, setOpen] = useState(false);
  const { isBusy, send } = useSending();
  const remove = () =>
    send({}, async () => {
      await removeOutsideSecret(cache, kind, id);
      tell(words.removed);
    });
  return (
    <div className={styles.check}>
      <p role="status">
        <Secret>
          {state.lastRotatedAt ? (
            <span>
              {words.setSince} <When at={state.lastRotatedAt} />
              {', '}
              {state.lastUsedAt ? (
                <>
                  {adminWords.apiKey.lastUsed} <When at={state.lastUsedAt} />
                </>
              ) : (
                adminWords.apiKey.notUsed
              )}
            </span>
          ) : (
            words.notSet
          )}
        </Secret>
      </p>
      <div className={styles.headActions}>
        <Button variant="default" onClick={() => setOpen(true)}>
          {state.isSet ? words.replace : words.set}
        </Button>
        {state.isSet && kind !== 'webhook' && (
          <Button variant="default" disabled={!mine.update} loading={isBusy} onClick={() => void remove()}>
            {words.remove}
          </Button>
        )}
      </div>
      {isOpen && <Replacing kind={kind} id={id} action={action} close={() => setOpen(false)} />}
      {!mine[action] && <p className={styles.fieldHint}>{missing(`${kind}-key`, action)}</p>}
    </div>
  );
}

interface ReplacingProps extends OutsideSecretProps {
  readonly action: 'create' | 'update';
  readonly close: () => void;
}

/** Asks for one of one's own, or makes one up, which is shown this once. */
function Replacing({ kind, id, action, close }: ReplacingProps) {
  const cache = useQueryClient();
  const mine = useMySecret(`${kind}-key`);
  const [secret, setSecret] = useState('');
  const [graceHours, setGrace] = useState(usualGrace);
  const [made, setMade] = useState<string | null>(null);
  const { errors, isBusy, send } = useSending();
  const asked = { ...(secret === '' ? {} : { secret }), graceHours };
  const go = () =>
    send(errorsOf(outsideSecretRequest, asked), async () => {
      const { secret: made } = await setOutsideSecret(cache, kind, id, asked);
      tell(words.done);
      if (made === null) close();
      else setMade(made);
    });
  if (made !== null) {
    return (
      <Dialog isOpen onClose={close} title={words.madeTitle} width={520} isHeld>
        <DialogText>{words.madeText}</DialogText>
        <CopyField name={words.title} value={made} />
        <DialogActions>
          <Button onClick={close}>{words.kept}</Button>
        </DialogActions>
      </Dialog>
    );
  }
  return (
    <Dialog isOpen onClose={close} title={action === 'update' ? words.replace : words.set} width={520}>
      <DialogText>{words.ask}</DialogText>
      <div className={styles.fields}>
        <SecretField
          column={`${kind}-key`}
          action={action}
          name={words.own}
          hint={words.ownHint}
          error={errors['secret']}
        >
          {(ids) => (
            <TextInput
              {...ids}
              type="password"
              autoComplete="off"
              maxLength={500}
              value={secret}
              onChange={(event) => setSecret(event.currentTarget.value)}
            />
          )}
        </SecretField>
        {action === 'update' && (
          <Field name={words.grace} error={errors['graceHours']}>
            {(ids) => (
              <NumberInput
                {...ids}
                {...limitsOf(outsideSecretRequest.shape.graceHours)}
                className={styles.short!}
                clampBehavior="none"
                allowDecimal={false}
                value={graceHours}
                onChange={(value) => setGrace(Number(value))}
              />
            )}
          </Field>
        )}
      </div>
      <DialogFoot onCancel={close} isBusy={isBusy} isDisabled={!mine[action]} onDo={() => void go()}>
        {secret === '' ? words.makeUp : words.use}
      </DialogFoot>
    </Dialog>
  );
}
