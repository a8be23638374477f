/** What starts the phone page and keeps it live by the simulator's events. */
export const phoneScript = /* JS */ String.raw`
import { clearEntries, showEntry } from '/phone/journal.js';
import { byId, state } from '/phone/kit.js';
import { addKept } from '/phone/shelf.js';

const { phones } = state;

function showLive(isOn) {
  byId('live').classList.toggle('on', isOn);
  byId('live-word').textContent = isOn ? 'Live' : 'Reconnecting';
}

function showAccounts(accounts) {
  state.accounts = accounts;
  for (const phone of phones) phone.showLines();
}

function showFaults(faults) {
  state.faults = faults;
  for (const phone of phones) phone.showFaults();
}

addKept();
const events = new EventSource('/simulator/events');
const on = (name, work) => events.addEventListener(name, (event) => work(JSON.parse(event.data)));
on('state', ({ accounts, faults, log }) => {
  showAccounts(accounts);
  showFaults(faults);
  clearEntries();
  for (const entry of log) showEntry(entry);
  for (const phone of phones) void phone.load();
});
on('accounts', showAccounts);
on('faults', showFaults);
on('log', showEntry);
on('text', ({ phone: number, text }) => phones.find(({ customer }) => customer.number === number)?.hear(text));
events.addEventListener('open', () => showLive(true));
events.addEventListener('error', () => showLive(false));
`;
