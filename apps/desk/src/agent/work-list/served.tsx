import { Cases } from './cases.tsx';
import { OpenWork } from './open-work.tsx';

/** The lists of which nobody has all: the service looks for what is wanted. */
export const Served = ({ list }: { readonly list: 'open' | 'cases' }) => (list === 'open' ? <OpenWork /> : <Cases />);
