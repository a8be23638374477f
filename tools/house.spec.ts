import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const sources = globSync('{apps,libs,tools}/**/*.{ts,tsx,mts,mjs}', { cwd: root }).map((path) =>
  path.replaceAll('\\', '/'),
);

describe('a source file', () => {
  /** Longer than 300 lines, each with its reason. */
  const exceptions: Record<string, string> = {
    'libs/conversations/src/domain/conversation.ts': 'the state table and every step of it, which are read together',
  };

  it('is not longer than a person reads at once; a list of tests may be', () => {
    const long = sources.filter((path) => !path.includes('.spec.ts') && read(path).split('\n').length > 301);
    expect(long.filter((path) => !exceptions[path])).toEqual([]);
  });
});

describe('a library', () => {
  const libraries = globSync('libs/*', { cwd: root });

  it('is named after what it is about', () => {
    expect(libraries.filter((name) => /\b(common|utils?|helpers?|shared|misc)$/.test(name))).toEqual([]);
  });

  it('has a page that says what it is for', () => {
    const described = globSync('libs/*/README.md', { cwd: root }).map((path) => path.replace(/[\\/]README\.md$/, ''));
    expect(libraries.filter((name) => !described.includes(name))).toEqual([]);
  });

  it('says so in few lines; how each rule is kept lies inside', () => {
    const long = globSync('libs/*/README.md', { cwd: root }).filter((path) => read(path).split('\n').length > 30);
    expect(long).toEqual([]);
  });

  it('has no configuration of its own beside its project.json', () => {
    const own = globSync('{apps,libs}/*/{package.json,tsconfig*.json,jest.config.*,eslint.config.*}', { cwd: root });
    expect(own.map((path) => path.replaceAll('\\', '/'))).toEqual(['apps/desk/tsconfig.json']);
  });
});

describe('a class', () => {
  it('is not called after a pattern', () => {
    const names = sources.flatMap((path) =>
      [...read(path).matchAll(/^export (?:abstract )?class (\w+)/gm)].map(([, name]) => `${name} (${path})`),
    );
    expect(names.filter((name) => /^\w+(Service|Manager|Helper|Utils|Impl|Dto) /.test(name))).toEqual([]);
  });
});

describe('the RabbitMQ that all tests share', () => {
  it('carries one whole product: a second would take half of its events, as their queues have the same names', () => {
    const products = sources.filter(
      (path) => path.endsWith('.e2e.spec.ts') && read(path).includes(`process.env['AMQP_URL']`),
    );
    expect(products).toEqual(['apps/all-in-one/e2e/safety.e2e.spec.ts']);
  });
});

describe('docs/acceptance.md', () => {
  const rows = [...read('docs/acceptance.md').matchAll(/^\| (\d+) \| .+? \| (.+) \|$/gm)];

  it('has every scenario of product.md 45', () => {
    expect(rows.map(([, number]) => Number(number))).toEqual(Array.from({ length: 36 }, (_, at) => at + 1));
  });

  it('names tests that there are, by the sentences that they are', () => {
    const missing = rows.flatMap(([, , shown]) =>
      shown!.split('<br>').filter((one) => {
        const [, path, sentence] = /^\[.+?\]\(\.\.\/(.+?)\): (.+)$/.exec(one) ?? [];
        return !sources.includes(path!) || !read(path!).includes(`'${sentence}'`);
      }),
    );
    expect(missing).toEqual([]);
  });
});

describe('.env.example', () => {
  const named = [...read('.env.example').matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name!);
  /** Files in which a zod object says what is read from the environment. */
  const readers = sources.filter(
    (path) =>
      !/\.spec\.ts$|^tools\/(bench|product)\//.test(path) &&
      /readEnvironment\(|safeParse\(source\)|= z\.object\(\{\s+(\/\*\*.*\*\/\s+)?[A-Z]+/.test(read(path)),
  );
  const asked = new Set(
    readers.flatMap((path) =>
      [...read(path).matchAll(/^\s+([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*): (?:z\.|json|whole|address)/gm)].map(
        ([, name]) => name!,
      ),
    ),
  );

  it('names everything that a process or tool reads', () => {
    expect(asked.size).toBeGreaterThan(20);
    expect([...asked].filter((name) => !named.includes(name))).toEqual([]);
  });

  it('names nothing else', () => {
    const elsewhere = [read('docker-compose.yml'), read('tools/test.ts'), read('tools/infrastructure/find.ts')].join();
    const roles = /^DATABASE_PASSWORD_/;
    const used = (name: string) => asked.has(name) || roles.test(name) || new RegExp(`\\b${name}\\b`).test(elsewhere);
    const simulator = read('libs/twilio-simulator/src/environment.ts');
    expect(named.filter((name) => !used(name) && !simulator.includes(name))).toEqual([]);
  });

  it('names each once, and says what it is for', () => {
    expect(new Set(named).size).toBe(named.length);
    for (const name of named) expect(read('.env.example')).toMatch(new RegExp(`^# .+\n${name}=`, 'm'));
  });
});

describe('docker-compose.yml', () => {
  const compose = read('docker-compose.yml');

  it('starts only what is in the build', () => {
    const scripts = [...compose.matchAll(/\bnode dist\/(\S+)\.js/g)].map(([, script]) => `${script}.ts`);
    expect(scripts.length).toBeGreaterThan(8);
    expect(scripts.filter((script) => !sources.includes(script))).toEqual([]);
  });

  it('needs nothing that .env.example does not name', () => {
    const needed = [...compose.matchAll(/\$\{([A-Z_0-9]+)/g)].map(([, name]) => name!);
    for (const name of new Set(needed)) expect(read('.env.example')).toContain(`\n${name}=`);
  });

  it('has everything it needs in the demo', () => {
    const given = read('tools/docker/demo.env');
    const needed = [...compose.matchAll(/\$\{([A-Z_0-9]+):\?\}/g)].map(([, name]) => name!);
    // also what bots, webhooks and masking seal with: without it the demo would have none of them
    for (const name of new Set([...needed, 'CONVERSATIONS_SECRETS_KEYS'])) expect(given).toContain(`\n${name}=`);
  });

  it('runs the same servers as the tests', () => {
    const images = [...read('tools/infrastructure/containers.ts').matchAll(/'((?:postgres|rabbitmq):[\d.]+)'/g)];
    expect(images).toHaveLength(2);
    for (const [, image] of images) expect(compose).toContain(`image: ${image}`);
  });
});

describe('the image', () => {
  it('is built and run by the Node that npm brings along', () => {
    const { optionalDependencies } = JSON.parse(read('package.json')) as {
      optionalDependencies: Record<string, string>;
    };
    const versions = [...read('Dockerfile').matchAll(/^FROM node:([\d.]+)/gm)].map(([, version]) => version);
    expect(new Set(versions)).toEqual(new Set(Object.values(optionalDependencies)));
  });
});

describe('package-lock.json', () => {
  it('names no registry', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved": "http/);
  });

  it('holds every optional package, also those for other systems', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>;
    };
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !holds(packages, path, name)),
    );
    expect(missing).toEqual([]);
  });
});

/** As Node looks for it: beside, then further out. */
function holds(packages: Record<string, unknown>, path: string, name: string): boolean {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    if (`${at ? `${at}/` : ''}node_modules/${name}` in packages) return true;
    if (at === '') return false;
  }
}
