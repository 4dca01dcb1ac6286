/**
 * Parts of plays.
 */
import type { ClusterPlan } from '../../../src/hsm/cluster/plan.ts';
import type { NewUser } from '../../../src/hsm/machine/create-state.ts';
import { keyOf } from './stage.ts';

export const PASSWORD = 'password';

export function user(type: 'CO' | 'CU', name: string, hasKey = false): NewUser {
  return { type, name, password: PASSWORD, ...(hasKey ? { publicKey: keyOf(name).spki } : {}) };
}

export function clusterOf(...users: readonly NewUser[]): ClusterPlan {
  return { adminPassword: PASSWORD, users };
}

export function logIn(name: string, role: 'admin' | 'crypto-user' = 'admin'): string {
  return `login --username ${name} --role ${role} --password ${PASSWORD}`;
}
