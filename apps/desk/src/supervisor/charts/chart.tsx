import { lazy, Suspense } from 'react';
import { Bone, Loading } from '../../parts/small.tsx';

export interface ChartProps {
  /** What is drawn, in a sentence. */
  readonly of: string;
  /** What a row is called. */
  readonly name: string;
  readonly rows: readonly {
    readonly id: string;
    readonly name: string;
    readonly figures: Readonly<Record<string, number>>;
  }[];
  readonly parts: readonly { readonly key: string; readonly label: string; readonly color: string }[];
  /** How a figure is written; without it, as the number that it is. */
  readonly write?: (figure: number) => string;
}

const Bars = lazy(() => import('./bars.tsx').then(({ Bars: component }) => ({ default: component })));

/** Bars, and the same as a table for readers. What draws them arrives after the figures. */
export const Chart = (props: ChartProps) => (
  <Suspense
    fallback={
      <Loading>
        <Bone height={160} />
      </Loading>
    }
  >
    <Bars {...props} />
  </Suspense>
);
