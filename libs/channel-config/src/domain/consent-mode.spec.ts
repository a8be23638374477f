import { consentModeOf } from './consent-mode.ts';

describe('who answers keywords', () => {
  it.each([
    ['long-code', null, 'provider-replies', 'default'],
    ['long-code', 'we-reply', 'we-reply', 'channel'],
    ['long-code', 'provider-replies', 'provider-replies', 'channel'],
    ['short-code', null, 'we-reply', 'number'],
    ['short-code', 'provider-replies', 'we-reply', 'number'],
    ['toll-free', null, 'provider-replies', 'number'],
    ['toll-free', 'we-reply', 'provider-replies', 'number'],
  ] as const)('to a %s, where somebody said %s, is as in %s (%s)', (type, said, mode, modeFrom) => {
    expect(consentModeOf(type, said && { mode: said })).toEqual({ mode, modeFrom });
  });
});
