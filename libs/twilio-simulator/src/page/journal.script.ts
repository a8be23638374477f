/** The log on the phone page: what Twilio sends and gets. */
export const journalScript = /* JS */ String.raw`
import { byId, clock, isAtEnd, lines, spoken, stamp, state } from '/phone/kit.js';

const entriesKept = 300;
const entries = byId('entries');
let newer = 0;

/* A sentence with the names people gave instead of numbers, and without what the badge says. */
function told({ sentence, customer, number }) {
  const plain = (text) => spoken(text).replace(/\u00a0/g, ' ').replace(/\u2011/g, '-');
  const line = lines().find((ours) => ours.number === number);
  const phone = state.phones.find((one) => one.customer.number === customer);
  let text = sentence.replace(/: answered \d+(?:, \d+)?( in \d+ ms)?\.$/, '.');
  if (customer) text = text.replaceAll(plain(customer), phone ? phone.customer.name : spoken(customer));
  if (number) text = text.replaceAll(plain(number), line && line.name !== number ? line.name : spoken(number));
  return text;
}

export function showEntry(entry) {
  const follows = isAtEnd(entries);
  const item = stamp('entry-template');
  item.classList.add(entry.went);
  const time = item.querySelector('time');
  time.dateTime = entry.at;
  time.textContent = clock(entry.at, true);
  item.querySelector('.sentence').textContent = told(entry);
  const badge = entry.kind === 'request' ? entry.code || entry.status : entry.status || entry.code;
  item.querySelector('.badge').textContent = badge || '';
  const facts = [
    ['SID', entry.sid],
    ['Answer', entry.status && String(entry.status)],
    ['Twilio’s code', entry.code && String(entry.code)],
    ['Address', entry.url && entry.method + ' ' + entry.url],
    ['Took', entry.ms === undefined ? undefined : entry.ms + ' ms'],
    ['Signature', entry.signature],
    ...(entry.parameters || []),
  ].filter(([, value]) => value !== undefined);
  item.querySelector('dl').replaceChildren(
    ...facts.flatMap(([name, value]) => [
      Object.assign(document.createElement('dt'), { textContent: name }),
      Object.assign(document.createElement('dd'), { textContent: value === '' ? '(blank)' : value }),
    ]),
  );
  entries.append(item);
  if (entries.children.length > entriesKept) entries.firstElementChild.remove();
  byId('log-empty').hidden = true;
  if (follows) entries.scrollTop = entries.scrollHeight;
  else newer += 1;
  showNewer();
}

function showNewer() {
  byId('newer').hidden = newer === 0;
  byId('newer').textContent = newer + ' new';
}

export function clearEntries() {
  entries.replaceChildren();
  newer = 0;
  showNewer();
  byId('log-empty').hidden = false;
}

entries.addEventListener('scroll', () => {
  if (!isAtEnd(entries) || newer === 0) return;
  newer = 0;
  showNewer();
});
byId('newer').addEventListener('click', () => (entries.scrollTop = entries.scrollHeight));
byId('clear').addEventListener('click', clearEntries);
`;
