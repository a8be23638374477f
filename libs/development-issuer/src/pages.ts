import { createHash } from 'node:crypto';
import { type DevelopmentPerson, developmentPeople } from './people.ts';

const style = `
:root { color-scheme: light dark; --app: #eceff3; --surface: #fff; --sunken: #f7f8fa; --line: #e2e5eb; --edge: #8b94a3;
  --ink: #1a2130; --ink-2: #4f5869; --accent: #3a52c4; --accent-ink: #2c3f9e; --soft: #edf0fc; }
@media (prefers-color-scheme: dark) { :root { --app: #0f1217; --surface: #171b22; --sunken: #13171d; --line: #272d37; --edge: #6b7586;
  --ink: #e7eaf0; --ink-2: #aeb7c5; --accent: #4d64d2; --accent-ink: #b4c1fb; --soft: #222a48; } }
* { box-sizing: border-box; margin: 0; }
body { min-height: 100vh; display: grid; place-items: center; padding: 24px 16px; background: var(--app); color: var(--ink);
  font: 13px/18px Inter, system-ui, -apple-system, "Segoe UI", sans-serif; }
main { width: 100%; max-width: 372px; padding: 28px 24px 20px; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; }
.mark { display: block; width: 40px; height: 40px; padding: 8px; border-radius: 10px; background: var(--accent); color: #fff; }
h1 { margin: 16px 0 4px; font-size: 18px; line-height: 24px; font-weight: 600; }
p { color: var(--ink-2); }
form { margin-top: 20px; display: grid; gap: 8px; }
button { display: flex; align-items: center; gap: 12px; width: 100%; min-height: 52px; padding: 8px 12px; text-align: left; font: inherit;
  color: inherit; background: var(--surface); border: 1px solid var(--edge); border-radius: 8px; cursor: pointer; }
button:hover { background: var(--sunken); }
button:focus-visible { outline: 1px solid var(--accent); box-shadow: 0 0 0 3px var(--soft); border-color: var(--accent); }
button b { display: block; font-weight: 500; }
button small { display: block; font-size: 12px; line-height: 16px; color: var(--ink-2); }
button i { flex: none; display: grid; place-items: center; width: 32px; height: 32px; border-radius: 50%; background: var(--soft);
  color: var(--accent-ink); font-style: normal; font-size: 12px; font-weight: 600; }
button.main { justify-content: center; min-height: 40px; border-color: transparent; background: var(--accent); color: #fff; font-weight: 500; }
button.main:hover { background: var(--accent); filter: brightness(1.08); }
.note { margin-top: 20px; padding-top: 12px; border-top: 1px solid var(--line); font-size: 12px; line-height: 16px; }
a { color: var(--accent-ink); }
`;
const styleHash = createHash('sha256').update(style).digest('base64');

/** What these pages may load and where their forms may lead, the way back to the desk included. No scripts at all. */
export const policy = (deskOrigins: readonly string[]): string =>
  [
    `default-src 'none'`,
    `style-src 'sha256-${styleHash}'`,
    `form-action 'self' ${deskOrigins.join(' ')}`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const safe = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => entities[character]!);

/** As on the desk. */
const mark = `<svg class="mark" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.9" stroke-linecap="round"
 stroke-linejoin="round" aria-hidden="true"><path d="M21 14l-3 -3h-7a1 1 0 0 1 -1 -1v-6a1 1 0 0 1 1 -1h9a1 1 0 0 1 1 1v10M14 15v2a1 1 0
 0 1 -1 1h-7l-3 3v-10a1 1 0 0 1 1 -1h2"/></svg>`;

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
${mark}
<h1>${title}</h1>
${body}
<p class="note">This is the development sign-in: it asks for no password. A real installation uses its own identity provider.</p>
</main>
</body>
</html>
`;

const initials = (name: string) => name.replaceAll(/[^A-Z]/g, '');
const roles: Record<DevelopmentPerson['role'], string> = {
  agent: 'Agent',
  supervisor: 'Supervisor',
  administrator: 'Administrator',
};
const button = ({ subject, name, role }: DevelopmentPerson) =>
  `<button name="person" value="${subject}"><i aria-hidden="true">${initials(name)}</i><span><b>${name}</b><small>${roles[role]}</small></span></button>`;

/** One button for each person; the form goes back to where it came from. */
export const signInPage = (): string =>
  page(
    'Sign in to Parley',
    `<p>Who are you today?</p>\n<form method="post">\n${developmentPeople.map(button).join('\n')}\n</form>`,
  );

/** `form` is the issuer's own, with its secret. */
export const signOutPage = (form: string): string =>
  page(
    'Sign out of Parley?',
    `<p>You will be asked who you are when you come back.</p>
<div>${form.replace('</form>', '<button class="main" name="logout" value="yes" autofocus>Sign out</button></form>')}</div>`,
  );

export const signedOutPage = (deskUrl: string): string =>
  page('You are signed out', `<p><a href="${safe(deskUrl)}">Sign in again</a></p>`);

export const problemPage = (what: string, deskUrl: string): string =>
  page('That did not work', `<p>${safe(what)}</p>\n<p><a href="${safe(deskUrl)}">Back to Parley</a></p>`);
