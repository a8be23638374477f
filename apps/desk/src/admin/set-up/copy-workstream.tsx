import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { v7 } from 'uuid';
import { copyWorkstreamRequest } from '#contracts';
import { Refused } from '../../api/refused.ts';
import { copyWorkstream, type SetUpView } from '../../api/set-up.ts';
import { Dialog, DialogText } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { adminWords } from '../../words/en-admin.ts';
import { definitionWords } from '../../words/en-definitions.ts';
import styles from '../admin.module.css';
import { errorsOf, type FieldErrors } from '../patterns/contract.ts';
import { slugOf } from '../patterns/controls.ts';
import { Field } from '../patterns/form-parts.tsx';

const words = adminWords.copy;

/** Another workstream like this one, and the way to it. */
export function CopyWorkstream({ of }: { readonly of: Pick<SetUpView, 'id' | 'name'> }) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const [id] = useState(() => v7());
  const [name, setName] = useState(() => words.proposed(of.name));
  const [slug, setSlug] = useState(() => slugOf(words.proposed(of.name)));
  const [errors, setErrors] = useState<FieldErrors>({});
  const [isBusy, setBusy] = useState(false);
  const go = async () => {
    const asked = { id, slug, name };
    const wrong = errorsOf(copyWorkstreamRequest, asked);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    try {
      await copyWorkstream(cache, of.id, copyWorkstreamRequest.parse(asked));
      tell(words.done);
      setOpen(false);
      await navigate({ to: '/admin/workstreams/$id', params: { id } });
    } catch (error) {
      if (error instanceof Refused && Object.keys(error.fields).length > 0) setErrors(error.fields);
      else tellFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {words.button}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={words.title(of.name)} width={500}>
        <DialogText>{words.text}</DialogText>
        <div className={styles.fields}>
          <Field name={words.name} error={errors['name']}>
            {(ids) => (
              <TextInput
                {...ids}
                data-autofocus
                dir="auto"
                maxLength={100}
                value={name}
                onChange={(event) => {
                  const next = event.currentTarget.value;
                  if (slug === slugOf(name)) setSlug(slugOf(next));
                  setName(next);
                }}
              />
            )}
          </Field>
          <Field name={definitionWords.slug} error={errors['slug']}>
            {(ids) => <TextInput {...ids} value={slug} onChange={(event) => setSlug(event.currentTarget.value)} />}
          </Field>
        </div>
        <DialogFoot onCancel={() => setOpen(false)} isBusy={isBusy} onDo={() => void go()}>
          {words.button}
        </DialogFoot>
      </Dialog>
    </>
  );
}
