import { useBlocker } from '@tanstack/react-router';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { z } from 'zod';
import { Refused } from '../../api/refused.ts';
import { afterPress } from '../../parts/after-press.ts';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { adminWords } from '../../words/en-admin.ts';
import { errorsOf, isSame, type FieldErrors } from './contract.ts';

interface Editing<Values> {
  readonly schema: z.ZodType<Values>;
  /** The record as it was when the page was opened or last saved; a newer one is taken over while nothing is changed. */
  readonly saved: Values;
  readonly version: number;
  /**
   * Saves over exactly this version; throws `Refused` 412 when somebody else was faster, and with `confirmation-required` what has to be asked
   * first. `isConfirmed`: it was.
   */
  readonly save: (values: Values, version: number, isConfirmed: boolean) => Promise<{ readonly version: number }>;
  /** Reads what stands there now. */
  readonly readAgain: () => Promise<{ readonly values: Values; readonly version: number }>;
}

export interface Form<Values> {
  readonly values: Values;
  readonly errors: FieldErrors;
  readonly isDirty: boolean;
  readonly isSaving: boolean;
  readonly set: <Name extends keyof Values>(name: Name, value: Values[Name]) => void;
  /** Looks at one field when it is left, so that nobody is scolded while typing. */
  readonly look: (name: keyof Values & string) => void;
  readonly submit: (event?: FormEvent) => void;
  readonly discard: () => void;
  /** Somebody saved meanwhile: their values, and what to do (message 24). */
  readonly conflict: { readonly theirs: Values; readonly keepMine: () => void; readonly takeTheirs: () => void } | null;
  /** What it touches, before it is done all the same. */
  readonly confirming: { readonly why: string; readonly confirm: () => void; readonly cancel: () => void } | null;
  readonly leaving: { readonly stay: () => void; readonly leave: () => void } | null;
}

/**
 * The errors that stand after a field was left: those of the others as they were; its own as they are now, and of what is inside it only
 * what was said before or is a word of its list, as the rest may not be typed yet.
 */
function errorsAfterLeaving(name: string, before: FieldErrors, found: FieldErrors): FieldErrors {
  const isOf = (path: string) => path === name || path.startsWith(`${name}.`);
  const isSaid = (path: string) => path === name || path in before || /^\d+$/.test(path.slice(name.length + 1));
  return Object.fromEntries([
    ...Object.entries(before).filter(([path]) => !isOf(path)),
    ...Object.entries(found).filter(([path]) => isOf(path) && isSaid(path)),
  ]);
}

/**
 * A form is its contract: no limit, enum or message is written a second time. Saving is explicit, whole, and over the version that
 * was read; leaving with changes asks once.
 */
export function useForm<Values extends object>({
  schema,
  saved,
  version,
  save,
  readAgain,
}: Editing<Values>): Form<Values> {
  const [base, setBase] = useState({ values: saved, version });
  const [values, setValues] = useState(saved);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [isSaving, setSaving] = useState(false);
  const [theirs, setTheirs] = useState<{ readonly values: Values; readonly version: number } | null>(null);
  const [confirming, setConfirming] = useState<{ readonly why: string; readonly over: number } | null>(null);
  const isDirty = !isSame(values, base.values);
  const now = useRef(values);
  useEffect(() => {
    now.current = values;
  });
  // a newer version that was read anew takes the place of what nobody has touched; what is typed stays
  if (version > base.version && !isDirty && !isSaving) {
    setBase({ values: saved, version });
    setValues(saved);
  }
  const blocker = useBlocker({ shouldBlockFn: () => isDirty, enableBeforeUnload: () => isDirty, withResolver: true });

  const write = async (over: number, isConfirmed = false) => {
    setSaving(true);
    try {
      const answer = await save(values, over, isConfirmed);
      setConfirming(null);
      setBase({ values, version: answer.version });
      setTheirs(null);
      tell(adminWords.form.saved);
    } catch (error) {
      if (error instanceof Refused && error.code === 'confirmation-required')
        return setConfirming({ why: error.message, over });
      setConfirming(null);
      if (error instanceof Refused && error.status === 412) setTheirs(await readAgain());
      else if (error instanceof Refused && Object.keys(error.fields).length > 0) setErrors(error.fields);
      else tellFailure(error);
    } finally {
      setSaving(false);
    }
  };
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    const found = errorsOf(schema, values);
    setErrors(found);
    if (Object.keys(found).length === 0) void write(base.version);
  };
  return {
    values,
    errors,
    isDirty,
    isSaving,
    set: (name, value) => setValues((before) => ({ ...before, [name]: value })),
    look: (name) =>
      afterPress(() => {
        const found = errorsOf(schema, now.current);
        setErrors((before) => errorsAfterLeaving(name, before, found));
      }),
    submit,
    discard: () => {
      setValues(base.values);
      setErrors({});
    },
    conflict: theirs && {
      theirs: theirs.values,
      keepMine: () => {
        setBase(theirs);
        void write(theirs.version);
      },
      takeTheirs: () => {
        setBase(theirs);
        setValues(theirs.values);
        setErrors({});
        setTheirs(null);
      },
    },
    confirming: confirming && {
      why: confirming.why,
      confirm: () => void write(confirming.over, true),
      cancel: () => setConfirming(null),
    },
    leaving: blocker.status === 'blocked' ? { stay: () => blocker.reset(), leave: () => blocker.proceed() } : null,
  };
}
