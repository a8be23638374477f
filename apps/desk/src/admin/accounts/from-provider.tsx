import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { v7 } from 'uuid';
import type { AccountView } from '#contracts';
import { candidates, saveSetUp } from '../../api/set-up.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { Read } from '../../parts/read.tsx';
import { Address } from '../../parts/small.tsx';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { numberTypes } from '../../words/en-number-types.ts';
import { adminWords } from '../../words/en-admin.ts';
import { wizardWords } from '../../words/en-wizards.ts';
import styles from '../admin.module.css';
import { useMySecret } from '../patterns/secret-field.tsx';

const words = wizardWords.candidates;

/** Picks more numbers out of those that the account has at its provider. */
export function FromProvider({ account }: { readonly account: AccountView }) {
  const cache = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const { read } = useMySecret('account-auth-token');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [isBusy, setBusy] = useState(false);
  const query = useQuery({ ...candidates(account.id), enabled: isOpen });
  const add = async () => {
    const more = query
      .data!.filter(({ number }) => chosen.includes(number))
      .map(({ number, type, friendlyName }) => ({ id: v7(), number, type, description: friendlyName }));
    const { slug, name, provider, accountSid, numbers } = account;
    setBusy(true);
    try {
      await saveSetUp(cache, 'accounts', account.id, account.version, {
        slug,
        name,
        provider,
        accountSid,
        numbers: [
          ...numbers.map(({ id, number, type, description, registration }) => ({
            id,
            number,
            type,
            description,
            registration,
          })),
          ...more,
        ],
      });
      tell(words.added);
      setOpen(false);
      setChosen([]);
    } catch (error) {
      tellFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button variant="default" disabled={!read} onClick={() => setOpen(true)}>
        {words.open(adminWords.accounts.providers[account.provider])}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={words.title} width={480}>
        <Read query={query} what={words.title}>
          {(all) =>
            all.length === 0 ? (
              <p>{words.none}</p>
            ) : (
              <div className={styles.choices}>
                {all.map(({ number, type, friendlyName, isKnown }) => (
                  <label key={number} className={styles.choice}>
                    <input
                      type="checkbox"
                      disabled={isKnown}
                      checked={isKnown || chosen.includes(number)}
                      onChange={(event) =>
                        setChosen(
                          event.currentTarget.checked ? [...chosen, number] : chosen.filter((one) => one !== number),
                        )
                      }
                    />
                    <span className={styles.choiceName}>
                      <Address of={number} /> {friendlyName !== number && friendlyName}
                    </span>
                    <span className={styles.choiceNote}>{isKnown ? words.known : (numberTypes[type] ?? type)}</span>
                  </label>
                ))}
              </div>
            )
          }
        </Read>
        <DialogFoot
          onCancel={() => setOpen(false)}
          isDisabled={chosen.length === 0}
          isBusy={isBusy}
          onDo={() => void add()}
        >
          {words.add(chosen.length)}
        </DialogFoot>
      </Dialog>
    </>
  );
}
