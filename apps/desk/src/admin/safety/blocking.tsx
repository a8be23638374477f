import { NumberInput, Switch } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type BlockingSettingsRequest, blockingSettingsRequest, type BlockingSettingsView } from '#contracts';
import { blocking, saveBlocking } from '../../api/safety.ts';
import { readPast } from '../../api/query-client.ts';
import { definitionWords } from '../../words/en-definitions.ts';
import { safetyWords } from '../../words/en-safety.ts';
import styles from '../admin.module.css';
import { HistoryButton } from '../history/history-button.tsx';
import { limitsOf } from '../patterns/contract.ts';
import { Field, FormActions, FormDialogs } from '../patterns/form-parts.tsx';
import { Section } from '../patterns/page.tsx';
import { useForm } from '../patterns/use-form.ts';

const words = safetyWords.blocked;

const valuesOf = ({ autoBlock, reportsToBlock }: BlockingSettingsView): BlockingSettingsRequest => ({
  autoBlock,
  reportsToBlock,
});

/** Whether reports block by themselves. */
export function Blocking({ view }: { readonly view: BlockingSettingsView }) {
  const cache = useQueryClient();
  const form = useForm<BlockingSettingsRequest>({
    schema: blockingSettingsRequest,
    saved: valuesOf(view),
    version: view.version,
    save: (values, version) => saveBlocking(cache, version, values),
    readAgain: async () => {
      const fresh = await readPast(cache, blocking);
      return { values: valuesOf(fresh), version: fresh.version };
    },
  });
  const { values, errors, set } = form;
  return (
    <Section title={words.settings}>
      <form className={styles.fields} onSubmit={form.submit} noValidate>
        <Field name={words.auto} hint={words.autoHint} error={errors['autoBlock']}>
          {({ error: _error, ...ids }) => (
            <Switch
              {...ids}
              checked={values.autoBlock}
              onChange={(event) => set('autoBlock', event.currentTarget.checked)}
            />
          )}
        </Field>
        <Field name={words.many} error={errors['reportsToBlock']}>
          {(ids) => (
            <NumberInput
              {...ids}
              {...limitsOf(blockingSettingsRequest.shape.reportsToBlock)}
              className={styles.short!}
              clampBehavior="none"
              allowDecimal={false}
              value={values.reportsToBlock}
              onChange={(next) => set('reportsToBlock', Number(next))}
            />
          )}
        </Field>
        <div className={styles.headActions}>
          {view.version > 0 && (
            <HistoryButton
              of={{ kind: 'blocking', id: '', name: words.settings, version: view.version }}
              now={valuesOf(view)}
            />
          )}
          <FormActions form={form} />
        </div>
      </form>
      <FormDialogs
        form={form}
        of={{ kind: 'blocking', id: '' }}
        rows={[
          {
            name: words.auto,
            field: 'autoBlock',
            show: ({ autoBlock }) => (autoBlock ? definitionWords.yes : definitionWords.no),
          },
          { name: words.many, field: 'reportsToBlock', show: ({ reportsToBlock }) => reportsToBlock },
        ]}
      />
    </Section>
  );
}
