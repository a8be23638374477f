import type { ReactNode } from 'react';
import { Failed } from './empty.tsx';
import { TableBones } from './table.tsx';

interface ReadProps<Data> {
  readonly query: { readonly data: Data | undefined; readonly error: Error | null; readonly refetch: () => unknown };
  /** What it is, as the beginning of "... could not be loaded." */
  readonly what: string;
  readonly children: (data: Data) => ReactNode;
}

/** A list once it is read; bones before, and a sentence with a way on when it cannot be. */
export function Read<Data>({ query, what, children }: ReadProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Failed what={what} error={query.error} onRetry={() => void query.refetch()} />;
  return <TableBones />;
}
