import { Outlet } from '@tanstack/react-router';
import { ConnectionWord } from '../shell/connection-bar.tsx';
import { TopTitle } from '../shell/frame.tsx';
import { supervisorWords } from '../words/en-supervisor.ts';

export { Monitor } from './monitor.tsx';
export { Overview } from './overview/overview.tsx';

/** The supervisor's pages share a title that says whether what they show is current. */
export const Live = () => (
  <>
    <TopTitle beside={<ConnectionWord />}>{supervisorWords.title}</TopTitle>
    <Outlet />
  </>
);
