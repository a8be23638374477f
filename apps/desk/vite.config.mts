import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { watchBudgets } from './budgets.mts';
import { chunks } from './chunks.mts';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), watchBudgets()],
  build: {
    outDir: '../../dist/apps/desk',
    emptyOutDir: true,
    target: 'es2023',
    cssTarget: 'chrome120',
    reportCompressedSize: false,
    assetsInlineLimit: 0,
    // Making a schema has no effect but the schema: what the desk does not use of the contracts stays out.
    rolldownOptions: {
      treeshake: { moduleSideEffects: (id) => (id.includes('/libs/contracts/') ? false : undefined) },
      output: { codeSplitting: { groups: chunks } },
    },
  },
});
