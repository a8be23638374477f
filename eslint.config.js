import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

const mayUse = (sourceTag, ...onlyDependOnLibsWithTags) => ({ sourceTag, onlyDependOnLibsWithTags });
const usedByTesting = ['type:contracts', 'type:foundation', 'type:development', 'type:tools'];
const boundaries = (...alsoForTests) => [
  'error',
  {
    // tests of what the tools of tests stand on use these tools; no other circle is allowed
    ignoredCircularDependencies: usedByTesting.map((tag) => [`tag:${tag}`, 'testing']),
    // pages that load late import these as they are; what is loaded at once asks for them when it needs them
    checkDynamicDependenciesExceptions: ['#contracts', '#sms-text'],
    depConstraints: [
      {
        ...mayUse('type:contracts'),
        allowedExternalImports: ['zod', ...(alsoForTests.length > 0 ? ['fast-check'] : [])],
      },
      mayUse('type:rules', 'type:contracts', 'type:rules'),
      mayUse('type:foundation', 'type:contracts', 'type:rules', 'type:foundation', ...alsoForTests),
      mayUse('type:service', 'type:contracts', 'type:rules', 'type:foundation', ...alsoForTests),
      mayUse('type:development', 'type:contracts', 'type:rules', ...alsoForTests),
      mayUse('type:process', 'type:service', 'type:foundation', 'type:contracts', 'type:development', ...alsoForTests),
      mayUse(
        'type:tools',
        'type:service',
        'type:foundation',
        'type:contracts',
        'type:rules',
        'type:development',
        'type:tools',
        ...alsoForTests,
      ),
      mayUse('type:web', 'type:contracts', 'type:rules', ...alsoForTests),
      mayUse('type:testing', ...usedByTesting),
    ],
  },
];
const test = ['**/*.spec.ts', '**/e2e/**/*.ts', '**/test/**/*.ts'];
const forbid = (selector, message) => ({ selector, message });
const pure = [
  forbid('NewExpression[callee.name="Date"][arguments.length=0]', 'Time is an argument.'),
  forbid('CallExpression[callee.object.name="Date"][callee.property.name="now"]', 'Time is an argument.'),
  forbid('CallExpression[callee.object.name="Math"][callee.property.name="random"]', 'Chance is an argument.'),
  forbid(':function[async=true]', 'A decision does not wait.'),
];

export default tseslint.config(
  { ignores: ['**/dist/**', '.data/**', '.nx/**'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.base],
    plugins: { '@nx': nx },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
    },
  },
  { files: ['**/*.ts', '**/*.tsx'], ignores: test, rules: { '@nx/enforce-module-boundaries': boundaries() } },
  {
    files: test,
    rules: { '@nx/enforce-module-boundaries': boundaries('type:testing', 'type:development', 'type:tools') },
  },
  {
    files: ['libs/*/src/domain/**/*.ts'],
    ignores: test,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(?!\\./|#contracts$|#definitions$|#phone$|#sms-text$|#calendar$|#conditions$)',
              message: 'The domain knows only itself, the contracts and the rules.',
            },
          ],
        },
      ],
      'no-restricted-syntax': ['error', ...pure],
    },
  },
  {
    files: ['libs/{phone,sms-text,calendar,conditions,definitions}/src/**/*.ts'],
    ignores: test,
    rules: { 'no-restricted-syntax': ['error', ...pure] },
  },
  { files: ['**/vite.config.mts'], rules: { 'no-restricted-exports': 'off' } },
);
