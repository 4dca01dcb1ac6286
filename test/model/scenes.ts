/**
 * Several acts that belong together, which by chance alone hardly ever come one after the other.
 */
import type { Consoles } from './consoles.ts';
import type { Actor, Service } from './operations.ts';
import { Act, type Command, type Plan, type Recipe } from './plans.ts';
import type { Reference } from './reference.ts';

/** What some do, one after the other. */
export type Scene = readonly (readonly [who: Actor, plan: Plan])[];

/** Runs a scene as one command, so that shrinking keeps it together. */
export class Several implements Command {
  readonly #acts: readonly Act[];

  constructor(scene: Scene, tried: Set<string>) {
    this.#acts = scene.map(([who, plan]) => new Act(who, plan, tried));
  }

  check(): boolean {
    return true;
  }

  async run(model: Reference, real: Consoles): Promise<void> {
    for (const act of this.#acts) await act.run(model, real);
  }

  toString(): string {
    return this.#acts.map(String).join(', ');
  }
}

/** A token, its approvals, and what it is for; a second time there is no token. */
export function holdCeremony(
  who: Actor,
  service: Service,
  plan: Plan,
  by: Recipe,
  times: number,
): Scene {
  return [
    [who, { do: 'get-token', service }],
    [who, { do: 'approve', by }],
    ...Array.from({ length: times }, () => [who, plan] as const),
  ];
}

/** An approver has another key when the token is to be used, and then the old one again. */
export function lapse(who: Actor, other: Actor, approver: string, by: Recipe): Scene {
  return [
    [who, { do: 'get-token', service: 'user' }],
    [who, { do: 'approve', by }],
    [other, { do: 'log-in', name: approver, isRight: true }],
    [other, { do: 'register', key: 'spare' }],
    [who, { do: 'create', name: 'late1', role: 'CU', by }],
    [other, { do: 'register', key: null }],
    [who, { do: 'create', name: 'late2', role: 'CU', by }],
  ];
}

/** Somebody is deleted, or given another password, while logged in and after. */
export function inUse(
  who: Actor,
  other: Actor,
  name: string,
  given: Recipe,
  what: 'delete' | 'set-password',
): Scene {
  const by = { ...given, back: 0 };
  const change: Plan =
    what === 'delete' ? { do: what, name, by } : { do: what, name, password: 'password2', by };
  return [
    [who, { do: 'get-token', service: 'user' }],
    [who, { do: 'approve', by }],
    [other, { do: 'log-in', name, isRight: true }],
    [who, change],
    [other, { do: 'log-out' }],
    [who, change],
  ];
}

/** Somebody has a second factor, logs in with it and without, and loses it again. */
export function haveFactor(who: Actor, other: Actor, name: string, by: Recipe): Scene {
  const logIn = { do: 'log-in', name, isRight: true } as const;
  const changes = { name, password: 'password', by };
  return [
    [other, { do: 'log-out' }],
    [who, { do: 'get-token', service: 'user' }],
    [who, { do: 'approve', by }],
    [who, { do: 'set-factor', ...changes, key: null, changesQuorum: false }],
    [other, { ...logIn, factor: 'none' }],
    [other, { ...logIn, factor: 'other' }],
    [other, logIn],
    [other, { do: 'set-factor', ...changes, key: 'spare', changesQuorum: true }],
    [other, logIn],
    [other, { do: 'set-password', ...changes }],
    [other, logIn],
    [other, { do: 'log-out' }],
  ];
}

/** Somebody logs in wrongly until nobody can. */
export function guesses(who: Actor, name: string): Scene {
  return Array.from({ length: 6 }, () => [who, { do: 'log-in', name, isRight: false }] as const);
}

/** A token that one has got is used by another. */
export function useAnothers(who: Actor, other: Actor, by: Recipe): Scene {
  const plan = { do: 'create', name: 'late2', role: 'CU', by } as const;
  return [
    [who, { do: 'get-token', service: 'user' }],
    [other, { do: 'approve', by }],
    [other, plan],
    [who, { do: 'approve', by }],
    [other, plan],
    [who, { do: 'delete-tokens', scope: 'own' }],
  ];
}
