import { agentIdOf } from './agent-id.ts';

describe('the agent behind a sign-in', () => {
  it('is the same wherever and whenever it is asked for', () => {
    expect(agentIdOf('https://sign-in.example', 'lena')).toBe(agentIdOf('https://sign-in.example', 'lena'));
  });

  it('is somebody else for another subject, and for the same subject of another issuer', () => {
    const ids = [
      agentIdOf('https://sign-in.example', 'lena'),
      agentIdOf('https://sign-in.example', 'diego'),
      agentIdOf('https://other.example', 'lena'),
    ];
    expect(new Set(ids).size).toBe(3);
  });

  it('never changes: rows of every installation hang on it', () => {
    expect(agentIdOf('https://sign-in.example', 'lena')).toBe('b9d1f21d-4c8a-512f-9e27-94674437b7df');
  });
});
