/**
 * Both consoles act on one cluster, and a reference model predicts every answer: whether it goes through, and what
 * both then list.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { howMany, IS_LONG, sample } from '../support/how-many.ts';
import { anyActions } from './any-actions.ts';
import { Consoles, type FirstUser } from './consoles.ts';
import type { Actor } from './operations.ts';
import { CRYPTO_USER, expectSame, OFFICERS, type Recipe } from './plans.ts';
import { Reference } from './reference.ts';
import {
  guesses,
  haveFactor,
  holdCeremony,
  inUse,
  lapse,
  type Scene,
  Several,
  useAnothers,
} from './scenes.ts';

const EDITIONS = {
  classic: { greatestM: 20, tokensGoWithLogIn: false },
  'aws-2023': { greatestM: 8, tokensGoWithLogIn: true },
} as const;

const USERS: readonly FirstUser[] = [
  ...OFFICERS.map(
    (name) => ({ name, role: 'CO', ...(name === 'officer4' ? {} : { key: name }) }) as const,
  ),
  { name: CRYPTO_USER, role: 'CU' },
];

const OPERATIONS =
  'create delete set-password set-factor register set-m get-token delete-tokens'.split(' ');
/** Each client has done everything that it can, and was refused everything. */
const EVERYTHING: readonly string[] = [
  ...['classic', 'shell', 'single'].flatMap((client) =>
    OPERATIONS.flatMap((operation) =>
      ['done', 'refused'].map((end) => `${client}: ${operation} ${end}`),
    ),
  ),
  ...['create', 'set-m', 'set-password', 'set-factor'].flatMap((operation) =>
    ['classic', 'shell', 'single'].map((client) => `${client}: ${operation} done with a token`),
  ),
  'classic: approve done',
  'classic: approve refused',
  'classic: log-out refused',
  'shell: log-out refused',
];

const RUNS = howMany(4, 100);
const LONGEST = howMany(25, 60);

type EditionName = keyof typeof EDITIONS;

/** A cluster, and the model of it; officer1 is at a classic console, officer2 in a shell of cloudhsm-cli. */
async function begin(
  flavour: EditionName,
  m: { readonly user: number; readonly quorum: number },
): Promise<{ readonly real: Consoles; readonly model: Reference }> {
  const real = new Consoles(flavour, USERS, m);
  const model = new Reference(EDITIONS[flavour]);
  model.add('admin', 'CO');
  for (const { name, role, key } of USERS) model.add(name, role, key);
  Object.assign(model.m, m);
  for (const [actor, name] of [
    [CLASSIC, 'officer1'],
    [SHELL, 'officer2'],
  ] as const) {
    const logIn = { do: 'log-in', name, role: 'CO', password: 'password' } as const;
    await real.act(actor, logIn, '');
    model.act(actor, logIn);
  }
  await expectSame(model, real);
  return { real, model };
}

const CLASSIC: Actor = { client: 'classic', at: 'c1' };
const SHELL: Actor = { client: 'shell', at: 's1' };
const SINGLE: Actor = { client: 'single', user: 'officer3', isRight: true };
const ACTORS = [CLASSIC, SHELL, SINGLE];
const THREE: Recipe = { back: 0, count: 3, from: 0, spoilt: 'no' };
const CREATE = { do: 'create', name: 'late1', role: 'CU', by: THREE } as const;
const SET_M = { do: 'set-m', service: 'user', m: 2, by: THREE } as const;
/** Another console than those of {@link ACTORS}, and nobody is logged in there. */
const OTHERS: readonly Actor[] = [
  { client: 'classic', at: 'c2' },
  { client: 'shell', at: 's2' },
];

it.each(ACTORS)('$client spends its own tokens, and nobody another’s', async (who) => {
  const tried = new Set<string>();
  const others = ACTORS.filter((other) => other !== who);
  const scenes: readonly Scene[] = [
    holdCeremony(who, 'user', CREATE, THREE, 2),
    ...others.map((other) => useAnothers(who, other, THREE)),
    ...OTHERS.map((other) => inUse(who, other, 'late1', THREE, 'set-password')),
    ...OTHERS.map((other) => lapse(who, other, 'officer3', THREE)),
    ...OTHERS.map((other) => inUse(who, other, 'late1', THREE, 'delete')),
    ...OTHERS.map((other) => haveFactor(who, other, 'officer4', THREE)),
    holdCeremony(who, 'quorum', SET_M, THREE, 2),
    guesses(who === SINGLE ? CLASSIC : who, CRYPTO_USER),
  ];
  for (const flavour of sample(['aws-2023', 'classic'] as const, howMany(1, 2))) {
    const { real, model } = await begin(flavour, { user: 3, quorum: 2 });
    for (const scene of scenes) await new Several(scene, tried).run(model, real);
    await real.close();
  }
  const done = ['create', 'set-password', 'set-factor', 'set-m'].map(
    (what) => `${what} done with a token`,
  );
  expect([...tried]).toEqual(
    expect.arrayContaining([...done, 'delete done'].map((end) => `${who.client}: ${end}`)),
  );
});

it(
  'whatever people do at either console, in whatever order, a model of a few lines predicts it',
  async () => {
    const tried = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<EditionName>('classic', 'aws-2023'),
        fc.constantFrom(1, 2, 2, 3),
        fc.constantFrom(1, 2, 2),
        anyActions(LONGEST, tried),
        async (flavour, user, quorum, actions) => {
          const begun = await begin(flavour, { user, quorum });
          try {
            await fc.asyncModelRun(() => begun, actions);
          } finally {
            await begun.real.close();
          }
        },
      ),
      { numRuns: RUNS },
    );
    // Nothing is proved of what was never tried.
    if (IS_LONG) expect([...tried]).toEqual(expect.arrayContaining([...EVERYTHING]));
  },
  howMany(120_000, 3_600_000),
);
