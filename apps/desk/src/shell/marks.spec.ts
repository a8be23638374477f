import { begin, drawn } from './marks.ts';

const frame: (() => void)[] = [];
const draw = () => frame.splice(0).forEach((callback) => callback());
beforeAll(() => Object.assign(globalThis, { requestAnimationFrame: (callback: () => void) => frame.push(callback) }));
afterAll(() => Reflect.deleteProperty(globalThis, 'requestAnimationFrame'));
afterEach(() => {
  performance.clearMarks();
  performance.clearMeasures();
});

const measures = () => performance.getEntriesByName('desk.event', 'measure').length;

describe('the time until something is drawn', () => {
  it('is measured once where two parts of the page draw it in the same frame', () => {
    begin('desk.event');
    drawn('desk.event');
    drawn('desk.event');
    draw();
    expect(measures()).toBe(1);
  });

  it('is not measured where nothing began', () => {
    drawn('desk.event');
    draw();
    expect(measures()).toBe(0);
  });

  it('is measured anew for what begins later', () => {
    for (let nth = 0; nth < 2; nth += 1) {
      begin('desk.event');
      drawn('desk.event');
      draw();
    }
    expect(measures()).toBe(2);
  });
});
