import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type IdentificationRequest, identificationRequest, type IdentificationView } from '#contracts';
import { identification, saveIdentification } from '../../api/conversation-settings.ts';
import { readPast, untilHeard } from '../../api/query-client.ts';
import { customersWords as words } from '../../words/en-customers.ts';
import { askFirst } from '../patterns/ask-first.ts';
import { RecordForm } from '../patterns/record-form.tsx';
import { type PartProps, workstreamList as list } from './part.tsx';
import { Reading } from './reading.tsx';

const valuesOf = ({ contactNumbers, accountNumbers, variables }: IdentificationView): IdentificationRequest => ({
  contactNumbers,
  accountNumbers,
  variables,
});

const sections = [
  { title: words.sections.numbers, text: words.sections.numbersText, fields: ['contactNumbers', 'accountNumbers'] },
  { title: words.sections.variables, fields: ['variables'] },
];

const findsNobody = ({ contactNumbers, accountNumbers, variables }: IdentificationRequest) =>
  contactNumbers.length === 0 && accountNumbers.length === 0 && !variables;

function IdentificationForm({ id, view, ...page }: PartProps & { readonly view: IdentificationView }) {
  const cache = useQueryClient();
  const now = valuesOf(view);
  return (
    <RecordForm
      {...page}
      list={list}
      section={words.identification}
      about="identification"
      schema={identificationRequest}
      sections={sections}
      history={view.version > 0 ? { kind: 'identification', id, name: words.identification } : undefined}
      saved={{ values: now, version: view.version }}
      // version 0 is as it came: it is changed all the same, never created
      save={(values, from, isConfirmed) => {
        const asked = values as IdentificationRequest;
        askFirst(findsNobody(asked) && !findsNobody(now) ? words.nobodyFound : null, isConfirmed);
        return saveIdentification(cache, id, from ?? 0, asked);
      }}
      readAgain={async () => {
        const fresh = await readPast(cache, identification(id));
        return { values: valuesOf(fresh), version: fresh.version };
      }}
    />
  );
}

/** Which columns and variables tell who wrote on a workstream (product.md 18.1). */
export function IdentificationTab(props: PartProps) {
  const rule = useQuery({ ...identification(props.id), retry: untilHeard });
  if (rule.data) return <IdentificationForm key={props.id} {...props} view={rule.data} />;
  return <Reading {...props} query={rule} what={words.failed} />;
}
