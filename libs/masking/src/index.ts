export { maskTexts, maskWith, type Masked, refuseUnusable } from './expressions.ts';
