/**
 * What somebody does, before it is known who is there and which tokens wait; and how it is done at the consoles, and
 * compared with the model.
 */
import type fc from 'fast-check';
import { expect } from 'vitest';
import type { Consoles } from './consoles.ts';
import {
  type Actor,
  type Approvals,
  FIRST_PASSWORD,
  type Operation,
  type Role,
  type Service,
  type SignedApproval,
  WRONG_PASSWORD,
} from './operations.ts';
import type { Reference } from './reference.ts';

export type Command = fc.AsyncCommand<Reference, Consoles>;

/** Officers with a key of their own name, but for the last. */
export const OFFICERS = ['officer1', 'officer2', 'officer3', 'officer4'] as const;
export const CRYPTO_USER = 'app';
export const NAMES = [...OFFICERS, CRYPTO_USER, 'late1', 'late2'] as const;
export const PASSWORDS = [FIRST_PASSWORD, 'password2'] as const;

/** How approvals are made: of so many officers who have a key, from one of them on; and what is wrong with them. */
export interface Recipe {
  /** Which of the newest token files: 0 is the last. */
  readonly back: number;
  readonly count: number;
  readonly from: number;
  readonly spoilt: 'no' | 'other-key' | 'twice' | 'nobody' | 'other-file' | 'crypto-user';
}

/** An operation before it is known who is there. */
export type Plan =
  | {
      readonly do: 'log-in';
      readonly name: string;
      readonly isRight: boolean;
      /** What signs: the user's second factor, if there is one; nothing; or a key that is nobody's. */
      readonly factor?: 'none' | 'other';
    }
  | { readonly do: 'log-out' }
  | {
      readonly do: 'create';
      readonly name: string;
      readonly role: Role;
      readonly by: Recipe | null;
    }
  | { readonly do: 'delete'; readonly name: string; readonly by: Recipe | null }
  | {
      readonly do: 'set-password';
      readonly name: string;
      readonly password: string;
      readonly by: Recipe | null;
    }
  | {
      readonly do: 'set-factor';
      readonly name: string;
      readonly password: string;
      /** The user's own where it is null. */
      readonly key: string | null;
      readonly changesQuorum: boolean;
      readonly by: Recipe | null;
    }
  | { readonly do: 'register'; readonly key: string | null }
  | {
      readonly do: 'set-m';
      readonly service: Service;
      readonly m: number;
      readonly by: Recipe | null;
    }
  | { readonly do: 'get-token'; readonly service: Service }
  | { readonly do: 'approve'; readonly by: Recipe }
  | { readonly do: 'delete-tokens'; readonly scope: 'own' | 'all' };

const QUORUM_MAY_BE_ASKED: readonly Plan['do'][] = [
  'create',
  'set-m',
  'set-password',
  'set-factor',
];

export class Act implements Command {
  readonly #actor: Actor;
  readonly #plan: Plan;
  readonly #tried: Set<string>;

  constructor(actor: Actor, plan: Plan, tried: Set<string>) {
    this.#actor = actor;
    this.#plan = plan;
    this.#tried = tried;
  }

  check(): boolean {
    return true;
  }

  async run(model: Reference, real: Consoles): Promise<void> {
    const [actor, plan] = [this.#actor, this.#plan];
    const operation = workOut(plan, actor, model);
    if (operation === undefined) return;
    const password =
      actor.client === 'single' ? (model.users.get(actor.user)?.password ?? FIRST_PASSWORD) : '';
    const found = await real.act(actor, operation, password);
    const waiting = model.tokens.length;
    expect(found, `${this.toString()} as ${JSON.stringify(operation)}`).toBe(
      model.act(actor, operation),
    );
    const isSpent = found && QUORUM_MAY_BE_ASKED.includes(plan.do) && model.tokens.length < waiting;
    const end = isSpent ? 'done with a token' : found ? 'done' : 'refused';
    this.#tried.add(`${actor.client}: ${plan.do} ${end}`);
    await expectSame(model, real);
  }

  toString(): string {
    return `${JSON.stringify(this.#actor)}: ${JSON.stringify(this.#plan)}`;
  }
}

export class Wait implements Command {
  readonly #seconds: number;

  constructor(seconds: number) {
    this.#seconds = seconds;
  }

  check(): boolean {
    return true;
  }

  async run(model: Reference, real: Consoles): Promise<void> {
    model.now += this.#seconds;
    real.now = model.now;
    await expectSame(model, real);
  }

  toString(): string {
    return `wait ${this.#seconds} s`;
  }
}

/** @returns nothing where the client has no such operation */
function workOut(plan: Plan, actor: Actor, model: Reference): Operation | undefined {
  const isSingle = actor.client === 'single';
  switch (plan.do) {
    case 'log-in': {
      if (isSingle) return undefined;
      const { name, isRight, factor } = plan;
      const user = model.users.get(name);
      const password = isRight ? (user?.password ?? FIRST_PASSWORD) : WRONG_PASSWORD;
      const key = factor === 'other' ? 'spare' : factor === 'none' ? undefined : user?.factor?.name;
      const signed = key === undefined ? {} : { factor: key };
      return { do: 'log-in', name, role: roleOf(name, model), password, ...signed };
    }
    case 'log-out':
      return isSingle ? undefined : plan;
    case 'approve':
      return actor.client === 'classic' && model.files > 0
        ? { do: 'approve', approvals: cook(plan.by, model) }
        : undefined;
    case 'register': {
      const self = isSingle ? actor.user : model.userAt(actor.at);
      return { do: 'register', key: plan.key ?? self ?? 'spare' };
    }
    case 'delete-tokens':
      return actor.client === 'classic' ? { ...plan, scope: 'own' } : plan;
    case 'get-token':
      return plan;
    default: {
      const { by, ...rest } = plan;
      const isHandedIn = by !== null && actor.client !== 'classic' && model.files > 0;
      const approvals = isHandedIn ? { approvals: cook(by, model) } : {};
      if (rest.do === 'set-factor') {
        const key = rest.key ?? (rest.name.startsWith('officer') ? rest.name : 'spare');
        return { ...rest, key, role: roleOf(rest.name, model), ...approvals };
      }
      if (rest.do === 'create' || rest.do === 'set-m') return { ...rest, ...approvals };
      return { ...rest, role: roleOf(rest.name, model), ...approvals };
    }
  }
}

function roleOf(name: string, model: Reference): Role {
  return model.users.get(name)?.role ?? 'CO';
}

function cook({ back, count, from, spoilt }: Recipe, model: Reference): Approvals {
  const file = Math.max(0, model.files - 1 - back);
  const able = [...model.users].filter(([, { role, key }]) => role === 'CO' && key !== undefined);
  const chosen = [...able.slice(from % (able.length || 1)), ...able].slice(
    0,
    Math.min(count, able.length),
  );
  const list = chosen.map(([name, { key }]): SignedApproval => {
    return { name, by: key?.name ?? 'spare', over: file };
  });
  const [first = { name: 'officer1', by: 'officer1', over: file }, ...rest] = list;
  switch (spoilt) {
    case 'no':
      return { file, list: [first, ...rest] };
    case 'other-key':
      return { file, list: [{ ...first, by: 'spare' }, ...rest] };
    case 'twice':
      return { file, list: [first, first, ...rest] };
    case 'nobody':
      return { file, list: [first, ...rest, { ...first, name: 'nobody' }] };
    case 'other-file':
      return { file, list: [{ ...first, over: file === 0 ? 1 : file - 1 }, ...rest] };
    case 'crypto-user':
      return { file, list: [first, ...rest, { ...first, name: CRYPTO_USER }] };
  }
}

/** All that both consoles tell of the cluster, beside what the model has. */
export async function expectSame(model: Reference, real: Consoles): Promise<void> {
  const users = model.listUsers();
  expect(await real.listNewer()).toEqual(
    users.map(({ failures, ...user }) => ({ ...user, isLocked: failures > 5 })),
  );
  expect(await real.listClassic()).toEqual([users, users]);
  expect(await real.readM()).toEqual([model.m, model.m, model.m]);
  const tokens = model.listTokens();
  const keyed = tokens.map(({ approvers, ...token }) => ({
    ...token,
    approvals: approvers.length,
  }));
  expect(sorted(await real.listTokens())).toEqual(sorted(keyed));
  const at = ['c1', 'c2'].find((each) => model.users.get(model.userAt(each) ?? '')?.role === 'CO');
  if (at === undefined) return;
  for (const listed of await real.listTokensAt(at)) {
    expect(sorted(listed.map(withSet))).toEqual(sorted(tokens.map(withSet)));
  }
}

function withSet<T extends { readonly approvers: readonly string[] }>(token: T): T {
  return { ...token, approvers: [...token.approvers].sort() };
}

function sorted<T extends { readonly user: string; readonly service: string }>(
  tokens: readonly T[],
): readonly T[] {
  return tokens.toSorted((one, other) =>
    `${one.user} ${one.service}` < `${other.user} ${other.service}` ? -1 : 1,
  );
}
