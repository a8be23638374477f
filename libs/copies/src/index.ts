export { type Copy, type CopyKeeper, copyKeeper, usageKey } from './copy-keeper.ts';
export { newestOf } from './newest-of.ts';
export { createRetirement, type Retirement, RetirementTable } from './retirement.table.ts';
