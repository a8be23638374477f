import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, type ReactNode } from 'react';
import { changeTo, type Historic } from '../../api/history.ts';
import { Dialog, DialogActions, DialogText } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { asTime } from '../../parts/time.ts';
import { adminWords } from '../../words/en-admin.ts';
import styles from '../admin.module.css';
import { isSame } from './contract.ts';
import own from './record.module.css';
import type { Form } from './use-form.ts';

const words = adminWords.form;

interface FieldProps {
  readonly name: string;
  /** What stands beside its name. */
  readonly mark?: ReactNode;
  readonly hint?: string;
  readonly error?: string | undefined;
  /** Draws the control; it takes the ids that tie it to its name, hint and error. */
  readonly children: (ids: { id: string; 'aria-describedby': string; error: boolean }) => ReactNode;
}

/** A setting: its name, its control, what it means, and what is wrong with it in its place. */
export function Field({ name, mark, hint, error, children }: FieldProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <div className={styles.fieldName}>
        <label htmlFor={id}>{name}</label> {mark}
      </div>
      <div>
        {children({ id, 'aria-describedby': `${id}-about`, error: error !== undefined })}
        <div id={`${id}-about`}>
          {error && <p className={styles.fieldError}>{error}</p>}
          {hint && <p className={styles.fieldHint}>{hint}</p>}
        </div>
      </div>
    </div>
  );
}

interface FieldGroupProps extends Omit<FieldProps, 'children'> {
  readonly children?: ReactNode;
  /** Fields that are part of it: below its name, and in from it. */
  readonly within?: ReactNode;
}

/** Several choices under one name. */
export function FieldGroup({ name, hint, error, children, within }: FieldGroupProps) {
  const id = useId();
  return (
    <div className={styles.field} role="group" aria-labelledby={id} aria-describedby={`${id}-about`}>
      <span className={styles.fieldName} id={id}>
        {name}
      </span>
      <div>
        {children}
        <div id={`${id}-about`}>
          {error && <p className={styles.fieldError}>{error}</p>}
          {hint && <p className={styles.fieldHint}>{hint}</p>}
        </div>
      </div>
      {within && <div className={own.within}>{within}</div>}
    </div>
  );
}

/** Discard and Save: explicit, and only when there is something to save. */
export const FormActions = <Values extends object>({ form }: { readonly form: Form<Values> }) => (
  <>
    <Button variant="default" disabled={!form.isDirty || form.isSaving} onClick={form.discard}>
      {words.discard}
    </Button>
    <Button data-saves disabled={!form.isDirty} loading={form.isSaving} onClick={() => form.submit()}>
      {words.save}
    </Button>
  </>
);

interface MeanwhileProps {
  /** What was saved; left out where nobody keeps its history. */
  readonly of: Historic | undefined;
  readonly version: number;
}
/** Who saved meanwhile, and when, as far as it is known. */
function SavedMeanwhile({ of, version }: MeanwhileProps) {
  const { data, isLoading } = useQuery(changeTo(of, version));
  if (isLoading) return null;
  return data ? words.changedBy(data.by.name, asTime(data.at)) : words.changedBySomeone;
}

/** Stays in sight while somebody types over what somebody else saved; nothing moves under the pointer for it. */
export const Overtaken = ({ children, ...saved }: MeanwhileProps & { readonly children: ReactNode }) => (
  <div className={styles.overtaken} role="status">
    <p>
      <SavedMeanwhile {...saved} />
    </p>
    <div className={styles.headActions}>{children}</div>
  </div>
);

interface FormDialogsProps<Values extends object> {
  readonly form: Form<Values>;
  /** What the form is about, where a history of it is kept. */
  readonly of?: Historic | undefined;
  /** Each setting as a person reads it, for comparing. */
  readonly rows: readonly {
    readonly name: string;
    readonly field: keyof Values;
    readonly show: (values: Values) => ReactNode;
  }[];
}

/** Message 24, with both values side by side on demand, and the one question before changes are left behind. */
export function FormDialogs<Values extends object>({ form, of, rows }: FormDialogsProps<Values>) {
  const { overtaken, conflict, confirming, leaving, values } = form;
  return (
    <>
      {overtaken && (
        <Overtaken of={of} version={overtaken.version}>
          <Button variant="default" onClick={overtaken.compare}>
            {words.compare}
          </Button>
          <Button variant="default" onClick={overtaken.goOn}>
            {words.goOn}
          </Button>
        </Overtaken>
      )}
      <Dialog isOpen={conflict !== null} onClose={() => undefined} title={words.conflictTitle} width={560} isHeld>
        <DialogText>{conflict && <SavedMeanwhile of={of} version={conflict.version} />}</DialogText>
        {conflict && (
          <table className={styles.compare}>
            <thead>
              <tr>
                <th scope="col">{words.field}</th>
                <th scope="col">{words.yours}</th>
                <th scope="col">{words.theirs}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ name, field, show }) => (
                <tr key={name} data-differs={!isSame(values[field], conflict.theirs[field]) || undefined}>
                  <td>{name}</td>
                  <td dir="auto">{show(values)}</td>
                  <td dir="auto">{show(conflict.theirs)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <DialogActions>
          <Button variant="default" onClick={conflict?.takeTheirs}>
            {words.reloadTheirs}
          </Button>
          <Button onClick={conflict?.keepMine} loading={form.isSaving}>
            {words.keepMine}
          </Button>
        </DialogActions>
      </Dialog>
      <Dialog isOpen={confirming !== null} onClose={() => confirming?.cancel()} title={words.confirmTitle} width={480}>
        <DialogText>{confirming?.why}</DialogText>
        <DialogFoot
          onCancel={() => confirming?.cancel()}
          startsAt="cancel"
          onDo={() => confirming?.confirm()}
          isBusy={form.isSaving}
        >
          {words.confirm}
        </DialogFoot>
      </Dialog>
      <Dialog isOpen={leaving !== null} onClose={() => leaving?.stay()} title={words.leaveTitle} width={400}>
        <DialogText>{words.leaveBody}</DialogText>
        <DialogActions>
          <Button variant="default" onClick={leaving?.leave}>
            {words.leave}
          </Button>
          <Button onClick={leaving?.stay} data-autofocus>
            {words.stay}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
}
