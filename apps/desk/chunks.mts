/** A group of rolldown's `codeSplitting`: modules whose path fits `test`, with all they import, become one file. */
interface Group {
  readonly name: string;
  readonly test?: RegExp;
  readonly tags?: ['$initial'];
  readonly minShareCount?: number;
  readonly entriesAware?: boolean;
}

/** Paths of modules, on any system. */
const within = (...paths: readonly string[]) => new RegExp(paths.join('|').replaceAll('/', '[\\\\/]'));

/**
 * Which modules travel together. Cut up by which page shares what, an agent's page is eighty files, and each weighs more than its
 * words: gzip finds no repetition across them. So what is loaded together anyway is one file; the first group that fits has it.
 */
export const chunks: Group[] = [
  // what every page loads
  { name: 'shell', tags: ['$initial'] },
  // of the contracts, each page only what it reads: the few of them that an agent's page uses must not bring the schemas along
  { name: 'contracts', test: within('/libs/contracts/', '/zod/'), entriesAware: true },
  // what the frame of every page loads a moment later, its menus, and what nearly every page is made of
  {
    name: 'menus',
    test: within(
      '/src/shell/(top-menus|preferences|sound|sounds|notices)',
      '/src/parts/(after-press|avatar|copy-field|customer|segments|tag)\\.',
      '/src/api/(customers|gather|media|session-templates)\\.',
      '/src/theme/inputs\\.',
      '/@mantine/core/.*/(ActionIcon|Textarea|Tooltip)/',
      '/react-query/.*/infiniteQueryOptions\\.',
    ),
  },
  { name: 'icons', test: within('/icons-react/'), minShareCount: 2 },
  // a conversation, whoever looks at it
  {
    name: 'thread',
    test: within(
      '/src/parts/(conversation-header|conversation\\.module|thread/(rows|thread))\\.',
      '/src/words/en-(agent|hand-over|thread)\\.',
      '/src/api/(handing|handling)\\.',
    ),
  },
  // an agent's page, with what goes on behind all of an agent's pages
  { name: 'work', test: within('/src/agent/(on-duty|work)\\.tsx') },
];
