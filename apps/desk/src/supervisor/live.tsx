export { Monitor } from './monitor.tsx';
export { Overview } from './overview/overview.tsx';
