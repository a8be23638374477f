import { customersWords as words } from '../../words/en-customers.ts';
import { DirectorySource } from './directory-source.tsx';

/** Who customers are, and where that is looked up. */
export const Customers = () => <DirectorySource title={words.title} intro={words.directory.intro} tabs={null} />;
