import { Read } from '../../parts/read.tsx';
import { AdminPage } from '../patterns/page.tsx';
import { type PartProps, workstreamList } from './part.tsx';

interface ReadingProps extends PartProps {
  readonly query: { readonly data: unknown; readonly error: Error | null; readonly refetch: () => unknown };
  /** What it is, as the beginning of "... could not be loaded." */
  readonly what: string;
}

/** A view of a workstream whose form is not there yet, or cannot be read. */
export const Reading = ({ title, intro, tabs, query, what }: ReadingProps) => (
  <AdminPage title={title} intro={intro} list={workstreamList} isNarrow>
    {tabs}
    <Read query={query} what={what}>
      {() => null}
    </Read>
  </AdminPage>
);
