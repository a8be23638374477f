import { lazy, Suspense } from 'react';
import type { Kind } from '../../api/definitions.ts';
import { TableBones } from '../../parts/table.tsx';
import type { FieldShown } from '../patterns/record-form.tsx';

type Values = Readonly<Record<string, unknown>>;

const TextBeside = lazy(() =>
  import('./text-beside.tsx').then(({ TextBeside: component }) => ({ default: component })),
);
const TryMasking = lazy(() =>
  import('./try-masking.tsx').then(({ TryMasking: component }) => ({ default: component })),
);
/** The calendar arrives with the first page of operating hours. */
const ShiftsField = lazy(() =>
  import('../hours/shifts-field.tsx').then(({ ShiftsField: component }) => ({ default: component })),
);
const HolidaysField = lazy(() =>
  import('../hours/holidays-field.tsx').then(({ HolidaysField: component }) => ({ default: component })),
);
const HoursBeside = lazy(() =>
  import('../hours/hours-beside.tsx').then(({ HoursBeside: component }) => ({ default: component })),
);

/** Kinds that carry one text for people, as the preview knows them. */
const previewed: Readonly<Record<string, { readonly kind: string; readonly field: string }>> = {
  'quick-reply': { kind: 'quick-reply', field: 'message' },
  'consent-text': { kind: 'consent-text', field: 'text' },
};

interface Own {
  readonly aside?: (values: Values) => React.ReactNode;
  readonly instead?: Readonly<Record<string, (field: FieldShown) => React.ReactNode>>;
}

/** What the form of a kind has of its own: the text as a customer gets it, a box to try it in, a calendar. */
export function ownOf({ kind }: Kind): Own {
  const text = previewed[kind];
  if (text) {
    return {
      aside: (values) => (
        <Suspense>
          <TextBeside kind={text.kind} text={String(values[text.field] ?? '')} />
        </Suspense>
      ),
    };
  }
  if (kind === 'masking-rule') {
    return {
      aside: (values) => (
        <Suspense>
          <TryMasking expression={String(values['expression'] ?? '')} />
        </Suspense>
      ),
    };
  }
  if (kind === 'operating-hours') {
    return {
      aside: (values) => (
        <Suspense>
          <HoursBeside values={values} />
        </Suspense>
      ),
      instead: {
        shifts: (field) => (
          <Suspense key="shifts" fallback={<TableBones />}>
            <ShiftsField {...field} />
          </Suspense>
        ),
        holidays: (field) => (
          <Suspense key="holidays">
            <HolidaysField {...field} />
          </Suspense>
        ),
      },
    };
  }
  return {};
}
