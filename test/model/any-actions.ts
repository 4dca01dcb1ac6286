/**
 * Sequences of what people do: names, keys and approvals are mostly right, and wrong in one way at a time.
 */
import fc from 'fast-check';
import type { Actor, Role, Service } from './operations.ts';
import {
  Act,
  type Command,
  CRYPTO_USER,
  NAMES,
  OFFICERS,
  PASSWORDS,
  type Plan,
  type Recipe,
  Wait,
} from './plans.ts';
import { guesses, haveFactor, holdCeremony, inUse, lapse, type Scene, Several } from './scenes.ts';

const name = fc.constantFrom(...NAMES);
const actor: fc.Arbitrary<Actor> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('c1', 'c1', 'c2').map((at) => ({ client: 'classic', at })),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom('s1', 's1', 's2').map((at) => ({ client: 'shell', at })),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      client: fc.constant('single' as const),
      user: fc.oneof(fc.constantFrom(...OFFICERS), name),
      isRight: fc.integer({ max: 9, min: 0 }).map((n) => n > 0),
    }),
  },
) as fc.Arbitrary<Actor>;
const service = fc.constantFrom<Service>('user', 'user', 'quorum');
const recipe: fc.Arbitrary<Recipe> = fc.record({
  back: fc.constantFrom(0, 0, 0, 0, 1, 2),
  count: fc.constantFrom(1, 2, 3, 3, 3, 4),
  from: fc.nat(3),
  spoilt: fc.constantFrom<Recipe['spoilt']>(
    ...Array<'no'>(20).fill('no'),
    'other-key',
    'twice',
    'nobody',
    'other-file',
    'crypto-user',
  ),
});
const by = fc.option(recipe, { freq: 6 });

/** By weight; what leads to a spent token comes most often. */
const PLANS: readonly (readonly [number, fc.Arbitrary<Plan>])[] = [
  [
    5,
    fc.record({
      do: fc.constant('log-in' as const),
      name,
      isRight: fc.integer({ max: 4, min: 0 }).map((n) => n > 0),
    }),
  ],
  [
    2,
    fc.record({
      do: fc.constant('log-in' as const),
      name,
      isRight: fc.constant(true),
      factor: fc.constantFrom('none' as const, 'other' as const),
    }),
  ],
  [
    4,
    fc.record({
      do: fc.constant('set-factor' as const),
      name,
      password: fc.constantFrom(...PASSWORDS),
      key: fc.constantFrom(null, null, 'spare', 'officer1'),
      changesQuorum: fc.boolean(),
      by,
    }),
  ],
  [1, fc.constant({ do: 'log-out' as const })],
  [
    5,
    fc.record({
      do: fc.constant('create' as const),
      name: fc.constantFrom('late1', 'late2', 'late1', 'officer1'),
      role: fc.constantFrom<Role>('CO', 'CU'),
      by,
    }),
  ],
  [4, fc.record({ do: fc.constant('delete' as const), name, by })],
  [
    3,
    fc.record({
      do: fc.constant('set-password' as const),
      name,
      password: fc.constantFrom(...PASSWORDS),
      by,
    }),
  ],
  [
    2,
    fc.record({
      do: fc.constant('register' as const),
      key: fc.constantFrom(null, null, 'spare', 'officer1'),
    }),
  ],
  [
    3,
    fc.record({
      do: fc.constant('set-m' as const),
      service,
      m: fc.constantFrom(2, 2, 3, 4, 1, 9, 0),
      by,
    }),
  ],
  [6, fc.record({ do: fc.constant('get-token' as const), service })],
  [6, fc.record({ do: fc.constant('approve' as const), by: recipe })],
  [
    1,
    fc.record({
      do: fc.constant('delete-tokens' as const),
      scope: fc.constantFrom<'own' | 'all'>('own', 'own', 'all'),
    }),
  ],
];

const scene: fc.Arbitrary<Scene> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .record({
        who: actor,
        given: recipe,
        name: fc.constantFrom('late1', 'late2', 'officer4', CRYPTO_USER),
        role: fc.constantFrom<Role>('CO', 'CU'),
        m: fc.constantFrom(2, 3, 4),
        service,
        times: fc.constantFrom(1, 2),
      })
      .map(({ who, given, name: whom, role, m, service: wanted, times }) => {
        const by = { ...given, back: 0 };
        const plan: Plan =
          wanted === 'quorum'
            ? { do: 'set-m', service: 'user', m, by }
            : whom.startsWith('late')
              ? { do: 'create', name: whom, role, by }
              : { do: 'delete', name: whom, by };
        return holdCeremony(who, wanted, plan, by, times);
      }),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(actor, actor, fc.constantFrom(...OFFICERS), recipe)
      .map(([who, other, approver, given]) => lapse(who, other, approver, given)),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        actor,
        actor,
        name,
        recipe,
        fc.constantFrom('delete' as const, 'set-password' as const),
      )
      .map(([who, other, whom, given, what]) => inUse(who, other, whom, given, what)),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(actor, actor, name, recipe)
      .map(([who, other, whom, given]) => haveFactor(who, other, whom, given)),
  },
  { weight: 1, arbitrary: fc.tuple(actor, name).map(([who, victim]) => guesses(who, victim)) },
);

/**
 * Sequences of commands.
 *
 * @param tried is told what was tried, by which client, and how it ended
 */
export function anyActions(most: number, tried: Set<string>): fc.Arbitrary<Iterable<Command>> {
  const plan = fc.oneof(...PLANS.map(([weight, arbitrary]) => ({ weight, arbitrary })));
  const step: fc.Arbitrary<Command> = fc.oneof(
    { weight: 20, arbitrary: fc.tuple(actor, plan).map(([who, one]) => new Act(who, one, tried)) },
    { weight: 2, arbitrary: fc.constantFrom(1, 60, 599, 600).map((s) => new Wait(s)) },
    { weight: 19, arbitrary: scene.map((acts) => new Several(acts, tried)) },
  );
  return fc.commands([step], { maxCommands: most, size: 'max' });
}
