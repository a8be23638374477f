/** The phones that stand side by side on the phone page; which ones is kept in the browser. */
export const shelfScript = /* JS */ String.raw`
import { Phone } from '/phone/card.js';
import { byId, closeMenus, state } from '/phone/kit.js';
import { customers } from '/phone/samples.js';

const { phones } = state;
const most = customers.length;
const store = 'parley.phones';
const shelf = { remember, remove };

function remember() {
  localStorage.setItem(store, JSON.stringify(phones.map(({ customer }) => customer)));
  byId('add').disabled = phones.length >= most;
  for (const { part } of phones) part('.remove').hidden = phones.length === 1;
}

function add(customer) {
  const phone = new Phone(customer, shelf);
  phones.push(phone);
  remember();
  return phone;
}

function remove(phone) {
  phones.splice(phones.indexOf(phone), 1);
  phone.card.remove();
  remember();
  phones[0].area.focus();
}

/* The phones of the last visit, or the first customer. */
export function addKept() {
  let kept = [];
  try {
    kept = JSON.parse(localStorage.getItem(store) || '[]').slice(0, most);
  } catch {
    /* What was kept cannot be read. */
  }
  for (const customer of kept.length > 0 ? kept : customers.slice(0, 1)) add(customer);
}

byId('add').addEventListener('click', () => {
  const isFree = ({ number }) => phones.every((phone) => phone.customer.number !== number);
  const next = customers.find(isFree);
  if (next) add(next).area.focus();
});
document.addEventListener('click', (event) => closeMenus(event.target.closest('.menu')));
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  const open = document.querySelector('.menu[open]');
  closeMenus();
  open?.querySelector('summary').focus();
});
`;
