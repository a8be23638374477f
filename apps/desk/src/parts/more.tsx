import { Button } from '@mantine/core';
import { definitionWords } from '../words/en-definitions.ts';
import { tableStyles as table } from './table.tsx';

interface MoreProps {
  readonly list: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
}

/** Reads the next page of a list under what is there, while there is one. */
export const More = ({ list }: MoreProps) =>
  list.hasNextPage && (
    <div className={table.more}>
      <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {definitionWords.more}
      </Button>
    </div>
  );
