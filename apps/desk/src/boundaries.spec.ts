import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const source = import.meta.dirname;
const people = ['agent', 'supervisor', 'admin', 'me', 'simulator'];
const shared = ['parts', 'api', 'live', 'shell', 'words', 'theme'];

/** The folder of `src` that a file lies in; empty for main.tsx and routes.tsx, which know everybody. */
const folderOf = (path: string): string => {
  const [first = '', ...rest] = path.replaceAll('\\', '/').split('/');
  return rest.length === 0 ? '' : first;
};

/** Why a file in one folder may not import from another; null when it may. */
function refusal(from: string, to: string): string | null {
  if (from === to || from === '') return null;
  if (people.includes(from) && people.includes(to)) return `${from} and ${to} are for different people: share by parts`;
  if (shared.includes(from) && people.includes(to)) return `${from} is shared and must not know ${to}`;
  if (shared.includes(from) && to === '') return `${from} must not know what holds it together`;
  return null;
}

const imports = /(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g;

/** Every import between folders that the laws of the desk forbid. */
function violations(files: readonly { readonly path: string; readonly text: string }[]): string[] {
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(imports)].flatMap(([, imported]) => {
      const target = relative(source, resolve(source, dirname(path), imported!));
      const why = refusal(folderOf(path), folderOf(target));
      return why === null ? [] : [`${path} imports ${target}: ${why}`];
    }),
  );
}

describe('the folders of the desk', () => {
  it('keep to themselves: agent, supervisor and admin never import each other, and what is shared imports none of them', () => {
    const files = globSync('**/*.{ts,tsx}', { cwd: source }).map((path) => ({
      path,
      text: readFileSync(join(source, path), 'utf8'),
    }));
    expect(files.length).toBeGreaterThan(50);
    expect(violations(files)).toEqual([]);
  });

  it.each([
    ['supervisor/live.tsx', `import { Composer } from '../agent/composer/composer.tsx';`],
    ['agent/work.tsx', `const page = () => import('../admin/admin.tsx');`],
    ['parts/tag.tsx', `export { WorkRow } from '../agent/work-list/work-row.tsx';`],
    ['shell/thing/deep.tsx', `import '../../supervisor/overview/overview.tsx';`],
    ['api/client.ts', `import { makeRouter } from '../routes.tsx';`],
  ])('would be refused otherwise: %s', (path, text) => {
    expect(violations([{ path, text }])).toHaveLength(1);
  });

  it.each([
    ['agent/work.tsx', `import { Thread } from '../parts/thread/thread.tsx';`],
    ['routes.tsx', `import('./agent/work.tsx')`],
    ['agent/home/home.tsx', `import work from '../work.module.css';`],
  ])('may share: %s', (path, text) => {
    expect(violations([{ path, text }])).toEqual([]);
  });
});
