import { describe, expect, it } from 'vitest';
import { seatPeople } from '../../../src/ceremony/policy/seats.ts';

const seat = (group: string, count = 1) => ({ group, count });
const of = (...groups: string[]) => ({ groups });

describe('who takes which seat', () => {
  it('is told, of groups first', () => {
    const [guest, ada, other] = [of(), of('a'), of('b')];
    const rule = { approvals: 3, seats: [seat('a')] };
    expect(seatPeople(rule, [guest, ada, other])).toEqual({
      taken: [
        { person: ada, group: 'a' },
        { person: guest, group: undefined },
        { person: other, group: undefined },
      ],
      open: [],
    });
  });

  it('is no matter for those who are too many', () => {
    const [first, second] = [of('a'), of('a')];
    const { taken, open } = seatPeople({ approvals: 1, seats: [seat('a')] }, [first, second]);
    expect(taken).toEqual([{ person: first, group: 'a' }]);
    expect(taken[0]?.person).toBe(first);
    expect(open).toEqual([]);
  });

  it('changes where that leaves room for another', () => {
    const [both, ada] = [of('a', 'b'), of('a')];
    const rule = { approvals: 2, seats: [seat('a'), seat('b')] };
    expect(seatPeople(rule, [both, ada])).toEqual({
      taken: [
        { person: ada, group: 'a' },
        { person: both, group: 'b' },
      ],
      open: [],
    });
  });
});

describe('seats that nobody takes', () => {
  it.each([
    ['all', { approvals: 2, seats: [] }, [], [{ groups: [], count: 2 }]],
    [
      'of a group and of anybody',
      { approvals: 4, seats: [seat('a', 2)] },
      [of('b')],
      [
        { groups: ['a'], count: 2 },
        { groups: [], count: 1 },
      ],
    ],
    [
      'not those of groups that nobody could leave for it',
      { approvals: 3, seats: [seat('a'), seat('b'), seat('c')] },
      [of('a', 'b'), of('c')],
      [{ groups: ['b', 'a'], count: 1 }],
    ],
    [
      'over two changes',
      { approvals: 3, seats: [seat('a'), seat('b'), seat('c')] },
      [of('a', 'b'), of('b', 'c')],
      [{ groups: ['c', 'b', 'a'], count: 1 }],
    ],
    [
      'of which one alone can be left by a change',
      { approvals: 4, seats: [seat('a', 2), seat('c', 2)] },
      [of('a', 'c')],
      [
        { groups: ['a'], count: 1 },
        { groups: ['c', 'a'], count: 1 },
        { groups: ['c'], count: 1 },
      ],
    ],
    [
      'of which one alone can be left by a change, as another person cannot',
      { approvals: 4, seats: [seat('a', 2), seat('c', 2)] },
      [of('a', 'c'), of('a')],
      [
        { groups: ['c', 'a'], count: 1 },
        { groups: ['c'], count: 1 },
      ],
    ],
    [
      'each of which can be left by a change',
      { approvals: 4, seats: [seat('a', 2), seat('c', 2)] },
      [of('a', 'c'), of('a', 'c')],
      [{ groups: ['c', 'a'], count: 2 }],
    ],
  ])('are told: %s', (_what, rule, people, open) => {
    expect(seatPeople(rule, people).open).toEqual(open);
  });
});
