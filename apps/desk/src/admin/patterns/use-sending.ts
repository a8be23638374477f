import { useState } from 'react';
import { Refused } from '../../api/refused.ts';
import { tellFailure } from '../../shell/tell.tsx';
import type { FieldErrors } from './contract.ts';

/** What a dialog asks for, sent once nothing is wrong with it. Errors stand at their fields, whoever found them: the contract or the service. */
export function useSending() {
  const [errors, setErrors] = useState<FieldErrors>({});
  const [isBusy, setBusy] = useState(false);
  const send = async (wrong: FieldErrors, action: () => Promise<void>): Promise<void> => {
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    try {
      await action();
    } catch (error) {
      // ids are the desk's own: no field shows them
      const { id, ...fields } = error instanceof Refused ? error.fields : {};
      setErrors(fields);
      if (id !== undefined || Object.keys(fields).length === 0) tellFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return { errors, isBusy, send, forget: () => setErrors({}) };
}
