import { useQueryClient } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState, type FormEvent } from 'react';
import type { z } from 'zod';
import { readShownAgain } from '../../api/read-shown-again.ts';
import { Refused } from '../../api/refused.ts';
import { afterPress } from '../../parts/after-press.ts';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { adminWords } from '../../words/en-admin.ts';
import { areElsewhere, errorsOf, isSame, type FieldErrors } from './contract.ts';
import { merged } from './merge.ts';

interface Editing<Values> {
  readonly schema: z.ZodType<Values>;
  /** The record as it was last read. A newer one takes the place of what nobody has touched; what is typed stays. */
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
  /** Somebody saved meanwhile what is being typed over; nothing is saved over theirs before `goOn`. `version`: theirs. */
  readonly overtaken: { readonly version: number; readonly compare: () => void; readonly goOn: () => void } | null;
  /** Theirs beside what is typed, and what to do (message 24). */
  readonly conflict: {
    readonly version: number;
    readonly theirs: Values;
    readonly keepMine: () => void;
    readonly takeTheirs: () => void;
  } | null;
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
 * was typed over; leaving with changes asks once. What is typed outlives newer versions of the record, and whoever comes back to the page
 * sees the newest.
 */
export function useForm<Values extends object>({
  schema,
  saved,
  version,
  save,
  readAgain,
}: Editing<Values>): Form<Values> {
  // what stands there as far as it is known: its values are read, or those that were sent and may come back written otherwise
  const [base, setBase] = useState({ values: saved, version, isRead: true });
  const [values, setValues] = useState(saved);
  // the version that was typed over, where a newer one was read since
  const [typedOver, setTypedOver] = useState<number | null>(null);
  const [isComparing, setComparing] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [isSaving, setSaving] = useState(false);
  const [confirming, setConfirming] = useState<{ readonly why: string; readonly over: number } | null>(null);
  const isDirty = !isSame(values, base.values);
  const now = useRef({ values, base });
  useEffect(() => {
    now.current = { values, base };
  });
  const settle = () => {
    setTypedOver(null);
    setComparing(false);
  };
  /** Takes what was read over; true when something that is typed differs from it. */
  const take = (before: typeof base, typed: Values, newer: { readonly values: Values; readonly version: number }) => {
    const next = merged(before.values, typed, newer.values);
    const isTyped = !isSame(next, newer.values);
    setBase({ ...newer, isRead: true });
    setValues(isTyped ? next : newer.values);
    if (!isTyped) settle();
    else if (newer.version > before.version) setTypedOver((over) => over ?? before.version);
    return isTyped;
  };
  if (!isSaving && (version > base.version || (version === base.version && !base.isRead)))
    take(base, values, { values: saved, version });
  const saving = useRef<Promise<void>>(undefined);
  const mayLose = useCallback(async () => {
    // who leaves while it is being saved goes once it is, and is asked only where it was not
    await saving.current;
    return !isSame(now.current.values, now.current.base.values);
  }, []);
  const blocker = useBlocker({ shouldBlockFn: mayLose, enableBeforeUnload: () => isDirty, withResolver: true });
  const cache = useQueryClient();
  useEffect(() => {
    const seen = () => document.visibilityState === 'visible' && readShownAgain(cache);
    document.addEventListener('visibilitychange', seen);
    return () => document.removeEventListener('visibilitychange', seen);
  }, [cache]);

  const write = (over: number, isConfirmed = false) => {
    saving.current = writeOver(over, isConfirmed);
    return saving.current;
  };
  const writeOver = async (over: number, isConfirmed: boolean) => {
    setSaving(true);
    try {
      const answer = await save(values, over, isConfirmed);
      setConfirming(null);
      const next = { values, version: answer.version, isRead: false };
      setBase(next);
      now.current = { ...now.current, base: next };
      settle();
      tell(adminWords.form.saved);
    } catch (error) {
      if (error instanceof Refused && error.code === 'confirmation-required')
        return setConfirming({ why: error.message, over });
      setConfirming(null);
      if (error instanceof Refused && error.status === 412) await compare();
      else if (error instanceof Refused && Object.keys(error.fields).length > 0) {
        setErrors(error.fields);
        if (areElsewhere(error.fields, values)) tellFailure(error);
      } else tellFailure(error);
    } finally {
      setSaving(false);
    }
  };
  const compare = async () => {
    const fresh = await readAgain();
    const { base: before, values: typed } = now.current;
    const newest = fresh.version >= before.version ? fresh : before;
    if (take(before, typed, newest)) setComparing(true);
    else tell(adminWords.form.saved);
  };
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    const found = errorsOf(schema, values);
    setErrors(found);
    if (Object.keys(found).length === 0) void write(typedOver ?? base.version);
  };
  const takeTheirs = () => {
    setValues(base.values);
    setErrors({});
    settle();
  };
  return {
    values,
    errors,
    isDirty,
    isSaving,
    set: (name, value) => setValues((before) => ({ ...before, [name]: value })),
    look: (name) =>
      afterPress(() => {
        const found = errorsOf(schema, now.current.values);
        setErrors((before) => errorsAfterLeaving(name, before, found));
      }),
    submit,
    discard: takeTheirs,
    overtaken:
      typedOver !== null && isDirty && !isComparing
        ? { version: base.version, compare: () => setComparing(true), goOn: settle }
        : null,
    conflict: isComparing
      ? {
          version: base.version,
          theirs: base.values,
          keepMine: () => {
            settle();
            void write(base.version);
          },
          takeTheirs: () => {
            takeTheirs();
            readShownAgain(cache);
          },
        }
      : null,
    confirming: confirming && {
      why: confirming.why,
      confirm: () => void write(confirming.over, true),
      cancel: () => setConfirming(null),
    },
    leaving: blocker.status === 'blocked' ? { stay: () => blocker.reset(), leave: () => blocker.proceed() } : null,
  };
}
