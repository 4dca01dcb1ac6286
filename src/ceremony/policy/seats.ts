/**
 * Who takes which seat of a rule. Somebody in two groups takes one seat, so that whom to put where is a matching
 * (H. W. Kuhn, "The Hungarian method for the assignment problem", 1955): as many seats as can be are taken.
 */
import type { Person, PolicyRule } from './policy.ts';

/** What a rule asks for, of how many. */
export type RuleSeats = Pick<PolicyRule, 'approvals' | 'seats'>;

/** Someone of some groups. */
type Member = Pick<Person, 'groups'>;

/** A seat and who takes it; `group` is missing for one that anybody takes. */
export interface TakenSeat<One extends Member> {
  readonly person: One;
  readonly group: string | undefined;
}

/** Seats that nobody takes. */
export interface OpenSeats {
  /** As `MissingSeats` has them. */
  readonly groups: readonly string[];
  readonly count: number;
}

export interface Seating<One extends Member> {
  readonly taken: readonly TakenSeat<One>[];
  /** Empty where the rule is met. */
  readonly open: readonly OpenSeats[];
}

/**
 * Seats people. The more seats can be taken, the more are; of groups first.
 *
 * @param people each once; the order decides who takes which seat, and never how many are taken
 * @example
 * const rule = { approvals: 1, seats: [{ group: 'security', count: 1 }] };
 * seatPeople(rule, [{ groups: ['security'] }]).open; // []
 */
export function seatPeople<One extends Member>(
  { approvals, seats }: RuleSeats,
  people: readonly One[],
): Seating<One> {
  const wanted = seats.flatMap(({ group, count }) => Array<string>(count).fill(group));
  const takers = match(wanted, people);
  const seated = takers.flatMap((person, at) =>
    person === undefined ? [] : [{ person, group: wanted[at] }],
  );
  const others = people.filter((person) => !takers.includes(person));
  const free = Math.max(0, approvals - wanted.length);
  const anywhere = others.slice(0, free).map((person) => ({ person, group: undefined }));
  const openFree = free - anywhere.length;
  return {
    taken: [...seated, ...anywhere],
    open: [...findOpen(wanted, takers), ...(openFree > 0 ? [{ groups: [], count: openFree }] : [])],
  };
}

type Takers<One> = readonly (One | undefined)[];

/** @returns for each seat who takes it: as many are taken as can be */
function match<One extends Member>(seats: readonly string[], people: readonly One[]): Takers<One> {
  const takers = Array<One | undefined>(seats.length).fill(undefined);
  // Where nobody was found for a seat of a group, nobody is for another: those who have places keep one.
  const exhausted = new Set<string>();
  for (const [at, group] of seats.entries()) {
    if (exhausted.has(group)) continue;
    if (!place(at, seats, people, takers, new Set())) exhausted.add(group);
  }
  return takers;
}

/** Finds somebody for a seat, if need be by having others change theirs. */
function place<One extends Member>(
  at: number,
  seats: readonly string[],
  people: readonly One[],
  takers: (One | undefined)[],
  asked: Set<One>,
): boolean {
  for (const person of people) {
    if (asked.has(person) || !person.groups.includes(seats[at] ?? '')) continue;
    asked.add(person);
    const before = takers.indexOf(person);
    if (before !== -1 && !place(before, seats, people, takers, asked)) continue;
    takers[at] = person;
    return true;
  }
  return false;
}

function findOpen(seats: readonly string[], takers: Takers<Member>): readonly OpenSeats[] {
  const open = seats.filter((_, at) => takers[at] === undefined);
  return [...new Set(open)].flatMap((group) => {
    const count = open.filter((one) => one === group).length;
    const others = findExchangeable(group, seats, takers);
    const byOthers = others.length === 0 ? 0 : countByOthers(group, count, others, seats, takers);
    return [
      { groups: [group, ...others], count: byOthers },
      { groups: [group], count: count - byOthers },
    ].filter((one) => one.count > 0);
  });
}

/** Groups of whose seats somebody could change to one of `group`, perhaps because another then takes theirs. */
function findExchangeable(
  group: string,
  seats: readonly string[],
  takers: Takers<Member>,
): readonly string[] {
  const reached = new Set([group]);
  for (const wanted of reached) {
    for (const [at, taker] of takers.entries()) {
      const seat = seats[at];
      if (seat !== undefined && taker?.groups.includes(wanted)) reached.add(seat);
    }
  }
  reached.delete(group);
  return [...reached];
}

/** How many of the open seats of a group would be taken if only people of the other groups came. */
function countByOthers(
  group: string,
  count: number,
  others: readonly string[],
  seats: readonly string[],
  takers: Takers<Member>,
): number {
  const kept = seats.filter((seat, at) => takers[at] !== undefined || seat === group);
  const seated = takers.filter((taker) => taker !== undefined);
  const more = Array.from({ length: count }, (): Member => ({ groups: others }));
  const taken = match(kept, [...seated, ...more]).filter((taker) => taker !== undefined);
  return taken.length - seated.length;
}
