import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Read } from '../../parts/read.tsx';
import { ruleWords as words } from '../../words/en-rules.ts';
import { AdminPage } from '../patterns/page.tsx';

/** What the page of a workstream, or of a queue, gives to each of its tabs of rules. */
export interface RulesPage {
  readonly title: string;
  readonly intro: ReactNode;
  readonly list: { readonly name: string; readonly link: ReactNode };
  readonly tabs: ReactNode;
}

interface LoadedRulesProps<View> {
  readonly query: UseQueryResult<View>;
  readonly page: RulesPage;
  readonly children: (view: View) => ReactNode;
}

/** A tab of rules: their form once they are read; until then the page without them. */
export const LoadedRules = <View,>({ query, page, children }: LoadedRulesProps<View>) =>
  query.data === undefined ? (
    <AdminPage {...page} isNarrow>
      {page.tabs}
      <Read query={query} what={words.failed}>
        {() => null}
      </Read>
    </AdminPage>
  ) : (
    children(query.data)
  );
