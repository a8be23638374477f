const project = {
  runtime: '<rootDir>/tools/jest/runtime.ts',
  testEnvironment: '<rootDir>/tools/jest/environment.ts',
  transform: {},
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/tools'],
};
/** They get their servers and their patience from tools/infrastructure; what no server is to be had for is skipped by name. */
const equipped = {
  ...project,
  testEnvironment: '<rootDir>/tools/infrastructure/jest-environment.ts',
  globalSetup: '<rootDir>/tools/infrastructure/jest-equip.ts',
  globalTeardown: '<rootDir>/tools/infrastructure/jest-unequip.ts',
};
const spec = (kind) => `**/*.${kind}.spec.ts`;

export default {
  maxWorkers: 2,
  testSequencer: '<rootDir>/tools/infrastructure/jest-order.js',
  projects: [
    {
      ...project,
      displayName: 'unit',
      testMatch: ['**/*.spec.ts'],
      testPathIgnorePatterns: ['\\.(int|e2e)\\.spec\\.ts$'],
    },
    { ...equipped, displayName: 'integration', testMatch: [spec('int')] },
    { ...equipped, displayName: 'e2e', testMatch: [spec('e2e')] },
  ],
};
