import { SecretUses } from './secret-uses.ts';

const at = (second: number) => new Date(Date.UTC(2026, 0, 5, 9, 0, second));

describe('what secrets are read for', () => {
  it('is counted by secret, by whose it is and by purpose, and told once', () => {
    const uses = new SecretUses();
    for (const second of [1, 2, 3]) uses.note('token', 'main', 'sending', at(second));
    uses.note('token', 'main', 'verifying', at(4));
    uses.note('token', 'other', 'sending', at(5));
    expect(uses.take()).toEqual([
      { secret: 'token', subject: 'main', purpose: 'sending', times: 3, since: at(1), lastAt: at(3) },
      { secret: 'token', subject: 'main', purpose: 'verifying', times: 1, since: at(4), lastAt: at(4) },
      { secret: 'token', subject: 'other', purpose: 'sending', times: 1, since: at(5), lastAt: at(5) },
    ]);
    expect(uses.take()).toEqual([]);
  });

  it('that could not be told is told with what came meanwhile', () => {
    const uses = new SecretUses();
    uses.note('token', 'main', 'sending', at(1));
    const taken = uses.take();
    uses.note('token', 'main', 'sending', at(2));
    uses.putBack(taken);
    expect(uses.take()).toEqual([
      { secret: 'token', subject: 'main', purpose: 'sending', times: 2, since: at(1), lastAt: at(2) },
    ]);
  });
});
