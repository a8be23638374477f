const project = {
  testEnvironment: 'node',
  transform: { '\\.tsx?$': '@swc/jest' },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/tools'],
};
const spec = (kind) => `**/*.${kind}.spec.ts`;

export default {
  projects: [
    {
      ...project,
      displayName: 'unit',
      testMatch: ['**/*.spec.ts'],
      testPathIgnorePatterns: ['\\.(int|e2e)\\.spec\\.ts$'],
    },
    { ...project, displayName: 'integration', testMatch: [spec('int')] },
    { ...project, displayName: 'e2e', testMatch: [spec('e2e')] },
  ],
};
