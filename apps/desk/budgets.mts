import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Gzipped kB (1 kB = 1,000 bytes) that a page may load, scripts and styles together; fonts apart. */
const budgets = {
  shell: 178,
  'shell and the agent’s page': 275,
  'first load of an agent, sign-in included': 294,
  'any other page, on top of shell and menus': 125,
  'a form of administration, on top of shell and menus': 153,
  'the builder of rules, on top of a form': 80,
  'font of Latin letters': 49,
};

interface Chunk {
  readonly type: 'chunk';
  readonly fileName: string;
  readonly isEntry: boolean;
  readonly moduleIds: readonly string[];
  readonly imports: readonly string[];
  readonly code: string;
  readonly viteMetadata?: { readonly importedCss: ReadonlySet<string> };
}
interface Asset {
  readonly type: 'asset';
  readonly fileName: string;
  readonly source: string | Uint8Array;
}
type Bundle = Record<string, Chunk | Asset>;

/** Everything that loading these chunks loads. */
function closure(bundle: Bundle, roots: readonly Chunk[]): Set<string> {
  const files = new Set<string>();
  const visit = (chunk: Chunk) => {
    if (files.has(chunk.fileName)) return;
    files.add(chunk.fileName);
    chunk.viteMetadata?.importedCss.forEach((file) => files.add(file));
    for (const file of chunk.imports) {
      const imported = bundle[file];
      if (imported?.type === 'chunk') visit(imported);
    }
  };
  roots.forEach(visit);
  return files;
}

/** Fails the build when a page has become too heavy, and prints what each weighs. */
export function watchBudgets(): Plugin {
  return {
    name: 'desk-budgets',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, output) {
        const bundle = output as unknown as Bundle;
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const byModule = (end: string) => chunks.filter(({ moduleIds }) => moduleIds.some((id) => id.endsWith(end)));
        const zipped = new Map<string, number>();
        const weigh = (file: string) => {
          const found = bundle[file];
          if (!found) return 0;
          const known = zipped.get(file) ?? gzipSync(found.type === 'chunk' ? found.code : found.source).length / 1_000;
          zipped.set(file, known);
          return known;
        };
        const weight = (files: Set<string>, without = new Set<string>()) =>
          [...files].reduce((sum, file) => sum + (without.has(file) ? 0 : weigh(file)), 0);

        const entry = chunks.filter(({ isEntry }) => isEntry);
        const agent = ['/agent/work.tsx', '/agent/on-duty.tsx', '/shell/top-menus.tsx'].flatMap(byModule);
        const signIn = chunks.filter(({ moduleIds }) => moduleIds.some((id) => id.includes('oidc-client-ts')));
        const others = ['/supervisor/live.tsx', '/admin/admin.tsx'].map(byModule);
        const form = ['/admin/admin.tsx', '/admin/definitions/definition.tsx'].flatMap(byModule);
        const rules = byModule('/admin/rules/classification-tab.tsx');
        if (
          agent.length < 3 ||
          form.length < 2 ||
          signIn.length !== 1 ||
          [...others, rules].some((found) => found.length === 0)
        ) {
          this.error('budgets.mts looks for a page that is no longer built by that name.');
        }
        const shell = closure(bundle, entry);
        // the frame of every page asks for its menus at once
        const frame = closure(bundle, [...entry, ...byModule('/shell/top-menus.tsx')]);
        const latin = Object.keys(bundle).find((file) => /inter-latin-wght-normal.*\.woff2$/.test(file));
        const font = latin ? bundle[latin] : undefined;
        const weights: Record<keyof typeof budgets, number> = {
          shell: weight(shell),
          'shell and the agent’s page': weight(closure(bundle, [...entry, ...agent])),
          'first load of an agent, sign-in included': weight(closure(bundle, [...entry, ...agent, ...signIn])),
          'any other page, on top of shell and menus': Math.max(
            ...others.map((found) => weight(closure(bundle, found), frame)),
          ),
          'a form of administration, on top of shell and menus': weight(closure(bundle, form), frame),
          'the builder of rules, on top of a form': weight(
            closure(bundle, rules),
            closure(bundle, [...entry, ...form]),
          ),
          'font of Latin letters': font?.type === 'asset' ? font.source.length / 1_000 : Infinity,
        };
        const lines = Object.entries(budgets).map(([name, limit]) => {
          const actual = weights[name as keyof typeof budgets];
          return { text: `${actual.toFixed(1).padStart(7)} of ${limit} kB  ${name}`, isOver: actual > limit };
        });
        this.info(`gzipped weights\n${lines.map(({ text }) => text).join('\n')}`);
        const over = lines.filter(({ isOver }) => isOver);
        if (over.length > 0) this.error(`Too heavy:\n${over.map(({ text }) => text).join('\n')}`);
      },
    },
  };
}
