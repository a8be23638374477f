/** Small things the other modules of the phone page share. Kept free of backticks, so that it can stand here as a text. */
export const kitScript = /* JS */ String.raw`
/* What the page knows; everything else is read from it. */
export const state = { accounts: [], faults: [], phones: [] };

export const byId = (id) => document.getElementById(id);
export const lines = () => state.accounts.flatMap(({ numbers }) => numbers);

export const spoken = (number) => {
  const part = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  /* Spaces and a hyphen that do not break. */
  return part ? '+1\u00a0(' + part[1] + ')\u00a0' + part[2] + '\u2011' + part[3] : number;
};
export const clock = (iso, seconds) =>
  new Date(iso).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...(seconds && { second: '2-digit' }) });
export const initials = (name) => name.split(/\s+/).filter(Boolean).slice(0, 2).map((word) => [...word][0].toUpperCase()).join('') || '?';
export const stamp = (id) => byId(id).content.firstElementChild.cloneNode(true);
export const isAtEnd = (box) => box.scrollHeight - box.scrollTop - box.clientHeight < 40;
export const icon = (name) => {
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', '#i-' + name);
  return use;
};

export async function ask(method, path, body) {
  const answer = await fetch('/simulator/' + path, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const said = answer.status === 204 ? {} : await answer.json();
  if (!answer.ok) throw new Error(said.error || 'The simulator answers ' + answer.status + '.');
  return said;
}

export function closeMenus(but) {
  for (const menu of document.querySelectorAll('.menu[open]')) if (menu !== but) menu.open = false;
}
`;
