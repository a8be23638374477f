import type { ReactNode } from 'react';

/** What the page of a workstream gives to each of its tabs. */
export interface RulesPage {
  readonly title: string;
  readonly intro: ReactNode;
  readonly list: { readonly name: string; readonly link: ReactNode };
  readonly tabs: ReactNode;
}
