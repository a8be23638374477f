import { readFileSync } from 'node:fs';

/* Seeds the demo with the secret that the development issuer keeps in the folder they share. */
const { scriptsSecret } = JSON.parse(readFileSync('.data/issuer.json', 'utf8')) as { scriptsSecret: string };
process.env['SCRIPT_CLIENT_SECRET'] = scriptsSecret;
await import('../seed.ts');
