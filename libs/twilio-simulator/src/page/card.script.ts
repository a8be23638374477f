/** One phone on the phone page: its thread, its composer, its faults. */
export const cardScript = /* JS */ String.raw`
import { ask, byId, clock, closeMenus, icon, initials, isAtEnd, lines, spoken, stamp, state } from '/phone/kit.js';
import { longText, picture } from '/phone/samples.js';

/* Faults a person can choose, as the simulator names them. */
const endings = {
  slow: { kind: 'slow' },
  30003: { kind: 'outcome', status: 'undelivered', code: 30003 },
  30005: { kind: 'outcome', status: 'undelivered', code: 30005 },
  30006: { kind: 'outcome', status: 'undelivered', code: 30006 },
  30007: { kind: 'outcome', status: 'undelivered', code: 30007 },
  21610: { kind: 'refuse', code: 21610 },
};
const isEnding = (fault) => fault.kind === 'slow' || fault.kind === 'outcome' || (fault.kind === 'refuse' && fault.code === 21610);
const endingOf = (fault) => (fault.kind === 'slow' ? 'slow' : String(fault.code));
const reports = ['callback-first', 'callback-twice', 'callback-missing'];

const chips = {
  picture: async (phone) => phone.send('It arrived like this.', [await picture()]),
  stop: (phone) => phone.send('STOP'),
  start: (phone) => phone.send('START'),
  help: (phone) => phone.send('HELP'),
  long: (phone) => phone.send(longText),
  emoji: (phone) => phone.send('Thank you so much! 🙏🏽 See you at 5 👩‍👩‍👧 🎉'),
  burst: async (phone) => {
    for (let count = 1; count <= 10; count += 1) await phone.send('Text ' + count + ' of 10');
  },
};

export class Phone {
  /* The shelf hears when this phone changes its name or number, and when it shall go. */
  constructor(customer, shelf) {
    this.customer = customer;
    this.shelf = shelf;
    this.shown = new Map();
    this.came = [];
    const card = stamp('phone-template');
    this.card = card;
    const part = (selector) => card.querySelector(selector);
    this.part = part;
    this.list = part('.thread ol');
    this.thread = part('.thread');
    this.area = part('textarea');
    this.line = part('select');

    part('.composer').addEventListener('submit', (event) => {
      event.preventDefault();
      const body = this.area.value;
      if (body.trim() === '') return;
      this.area.value = '';
      this.enable();
      void this.send(body).then((sent) => {
        if (!sent && this.area.value === '') this.area.value = body;
        this.enable();
      });
    });
    this.area.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      part('.composer').requestSubmit();
    });
    this.area.addEventListener('input', () => this.enable());
    this.line.addEventListener('change', () => this.describe());
    for (const chip of card.querySelectorAll('[data-chip]')) {
      chip.addEventListener('click', () => void chips[chip.dataset.chip](this));
    }
    for (const menu of card.querySelectorAll('.menu')) {
      menu.addEventListener('toggle', () => {
        if (menu.open) closeMenus(menu);
      });
    }
    part('.remove').addEventListener('click', () => this.shelf.remove(this));
    part('.identity').addEventListener('submit', (event) => {
      event.preventDefault();
      this.rename(new FormData(event.target));
    });
    part('.fresh').addEventListener('click', () => {
      part('[name=number]').value = '+1425555' + String(Math.floor(Math.random() * 10000)).padStart(4, '0');
    });
    part('.endings').addEventListener('change', (event) => void this.setEnding(event.target.value));
    part('.reports').addEventListener('change', (event) => void this.setReport(event.target.value, event.target.checked));
    byId('phones').append(card);
    this.introduce();
    this.showLines();
    this.showFaults();
    void this.load();
  }

  introduce() {
    const { name, number } = this.customer;
    const { part } = this;
    part('.avatar').textContent = initials(name);
    part('.name').textContent = name;
    part('.number').textContent = spoken(number);
    part('[name=name]').value = name;
    part('[name=number]').value = number;
    this.card.setAttribute('aria-label', 'Phone of ' + name);
    part('.who summary').setAttribute('aria-label', name + ', ' + spoken(number) + ': change name and number');
    this.area.setAttribute('aria-label', 'Text from ' + name);
    this.thread.setAttribute('aria-label', 'Texts of ' + name);
    for (const radio of this.card.querySelectorAll('[type=radio]')) radio.name = 'ending ' + number;
  }

  rename(form) {
    const name = form.get('name').trim();
    const number = form.get('number').replace(/[\s().-]/g, '');
    const say = (problem) => (this.part('.identity .problem').textContent = problem);
    if (!/^\+[1-9]\d{6,14}$/.test(number)) return say('Write the number with + and country code.');
    if (state.phones.some((other) => other !== this && other.customer.number === number)) return say('Another phone has this number.');
    say('');
    this.customer = { name: name || spoken(number), number };
    this.part('.who').open = false;
    this.introduce();
    this.showFaults();
    void this.load();
    this.shelf.remember();
    this.area.focus();
  }

  async load() {
    const { number } = this.customer;
    const came = (this.came = []);
    const { items } = await ask('GET', 'phones/' + encodeURIComponent(number)).catch(() => ({ items: [] }));
    /* Only what was asked for last counts, and what came since is newer than its answer. */
    if (came !== this.came) return;
    this.shown.clear();
    this.list.replaceChildren();
    for (const text of [...items, ...came]) this.show(text);
    this.describe();
    this.thread.scrollTop = this.thread.scrollHeight;
  }

  hear(text) {
    this.came.push(text);
    this.show(text);
  }

  show(text) {
    const key = text.direction + text.sid;
    const isNew = !this.shown.has(key);
    const follows = isAtEnd(this.thread);
    const item = this.shown.get(key) || stamp('text-template');
    this.shown.set(key, item);
    item.className = 'text ' + text.direction;
    const bubble = item.querySelector('.bubble');
    bubble.querySelector('p').textContent = text.body;
    if (isNew) {
      for (const { sid, contentType } of text.media) {
        if (!contentType.startsWith('image/')) continue;
        const image = Object.assign(document.createElement('img'), { src: '/simulator/media/' + sid, alt: 'Picture' });
        image.addEventListener('load', () => follows && (this.thread.scrollTop = this.thread.scrollHeight));
        bubble.prepend(image);
        bubble.classList.add('pictured');
      }
    }
    const meta = item.querySelector('.meta');
    meta.className = 'meta ' + text.state;
    const says = { sending: 'Sending', taken: 'Parley has it', lost: 'Parley did not get it', received: '' }[text.state];
    const drawn = { sending: 'clock', taken: 'check', lost: 'alert' }[text.state];
    const code = text.state === 'lost' && text.status ? ' ' + text.status : '';
    meta.querySelector('svg').replaceChildren(...(drawn ? [icon(drawn)] : []));
    meta.querySelector('svg').toggleAttribute('hidden', !drawn);
    meta.querySelector('span').textContent = [clock(text.at), says + code].filter(Boolean).join(' · ');
    if (isNew) this.list.append(item);
    this.part('.thread .empty').hidden = true;
    if (isNew && (follows || text.direction === 'sent')) this.thread.scrollTop = this.thread.scrollHeight;
  }

  async send(body, media = []) {
    const problem = this.part(':scope > .problem');
    problem.textContent = '';
    try {
      await ask('POST', 'texts', { from: this.customer.number, to: this.line.value, body, media });
      return true;
    } catch (error) {
      problem.textContent = 'Not sent. ' + error.message;
      return false;
    }
  }

  showLines() {
    const ours = lines();
    const chosen = this.line.value;
    this.line.replaceChildren(
      ...ours.map(({ number, name }) => new Option(name === number ? spoken(number) : name + ' ' + spoken(number), number)),
    );
    if (ours.length === 0) this.line.append(new Option('No support number yet', ''));
    if (ours.some(({ number }) => number === chosen)) this.line.value = chosen;
    this.line.disabled = ours.length < 2;
    this.describe();
  }

  /* What the chosen line means for this phone: where to write, and whether anybody listens. */
  describe() {
    const line = lines().find(({ number }) => number === this.line.value);
    const note = this.part('.note');
    note.hidden = !line || line.smsUrl !== '';
    note.textContent = 'No webhook is set on this number yet. Texts stay in Twilio’s message list.';
    const empty = this.part('.thread .empty');
    empty.hidden = this.shown.size > 0;
    empty.querySelector('.hint').textContent = line ? 'Write to ' + (line.name || spoken(line.number)) + ' below.' : 'An account with a number appears here once it is made.';
    this.enable();
  }

  enable() {
    const isDeaf = this.line.value === '';
    this.area.disabled = isDeaf;
    this.part('.send').disabled = isDeaf || this.area.value.trim() === '';
    for (const chip of this.card.querySelectorAll('[data-chip]')) chip.disabled = isDeaf;
  }

  faults() {
    return state.faults.filter((fault) => fault.customer === this.customer.number && fault.next === undefined);
  }

  showFaults() {
    if (this.changing) return;
    const mine = this.faults();
    const ending = mine.find(isEnding);
    const set = mine.filter(({ kind }) => reports.includes(kind)).map(({ kind }) => kind);
    for (const radio of this.card.querySelectorAll('[type=radio]')) radio.checked = radio.value === (ending ? endingOf(ending) : 'delivered');
    for (const box of this.card.querySelectorAll('[type=checkbox]')) box.checked = set.includes(box.value);
    const count = set.length + (ending ? 1 : 0);
    this.part('.count').textContent = count > 0 ? String(count) : '';
    this.part('.faults').classList.toggle('some', count > 0);
  }

  /** What was answered counts at once: the event that tells of it may come later, and would show the choice before last meanwhile. */
  async change(lifted, set) {
    this.changing = true;
    try {
      for (const fault of lifted) {
        await ask('DELETE', 'faults/' + fault.id);
        state.faults = state.faults.filter(({ id }) => id !== fault.id);
      }
      if (set) {
        const fault = await ask('POST', 'faults', { ...set, customer: this.customer.number });
        if (!state.faults.some(({ id }) => id === fault.id)) state.faults = [...state.faults, fault];
      }
    } finally {
      this.changing = false;
      this.showFaults();
    }
  }

  setEnding(value) {
    return this.change(this.faults().filter(isEnding), endings[value]);
  }

  setReport(kind, isOn) {
    return this.change(this.faults().filter((fault) => fault.kind === kind), isOn ? { kind } : undefined);
  }
}
`;
