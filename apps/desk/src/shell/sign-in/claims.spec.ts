import { readToken } from './claims.ts';

const token = (claims: object) => `header.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;

describe('reading who signed in', () => {
  it('knows the name and the roles', () => {
    expect(readToken(token({ sub: 'lena', name: 'Zoë Ångström', roles: ['agent', 'auditor'] }))).toEqual({
      subject: 'lena',
      name: 'Zoë Ångström',
      roles: ['agent'],
    });
  });

  it('finds roles inside other claims, where an issuer keeps them there', () => {
    const nested = token({ sub: 'x', realm_access: { roles: ['supervisor'] } });
    expect(readToken(nested, 'realm_access.roles').roles).toEqual(['supervisor']);
    const flat = token({ sub: 'x', 'https://parley.example/roles': ['administrator'] });
    expect(readToken(flat, 'https://parley.example/roles').roles).toEqual(['administrator']);
  });

  it.each(['', 'opaque', 'a.b.c', `x.${btoa('null')}.z`])('gives somebody with the token %j no roles', (opaque) => {
    expect(readToken(opaque, 'roles', 'Lena').roles).toEqual([]);
  });

  it('falls back to what else is known for the name', () => {
    expect(readToken(token({ sub: 'lena' }), 'roles', 'Lena Marsh').name).toBe('Lena Marsh');
    expect(readToken(token({ sub: 'lena' })).name).toBe('lena');
  });
});
