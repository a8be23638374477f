import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { adminWords } from '../../words/en-admin.ts';

/** The way back from a workstream. */
export const workstreamList = {
  name: adminWords.workstreams.title,
  link: <Link to="/admin/workstreams">{adminWords.workstreams.title}</Link>,
};

/** What the page of a workstream gives to each of its views. */
export interface PartProps {
  readonly id: string;
  readonly title: string;
  readonly intro: ReactNode;
  readonly tabs: ReactNode;
}
