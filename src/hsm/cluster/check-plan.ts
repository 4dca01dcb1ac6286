import * as v from 'valibot';

import { Failure } from '../../failure.ts';
import { HSM_TYPES } from '../hsm-types.ts';
import { forEachService } from '../m-values.ts';
import { checkShape } from '../machine/check-shape.ts';
import { expected } from '../machine/expected.ts';
import { secret } from '../machine/request-parts.ts';
import { LIMITS } from '../machine/rules.ts';
import type { ClusterPlan } from './plan.ts';
import { SDK5_CHOICES_SCHEMA } from './sdk5-edition-schema.ts';
import { LONGEST_SEED } from './seeded-random.ts';
import { serverAddressSchema } from './server-address-schema.ts';

/** What each part of a plan is; clock and faults are judged with the settings. */
const PLAN_SCHEMA = v.object({
  servers: v.optional(v.array(serverAddressSchema)),
  flavour: v.optional(v.string()),
  type: v.optional(v.picklist(HSM_TYPES)),
  sdk5: v.optional(SDK5_CHOICES_SCHEMA),
  seed: v.optional(v.pipe(v.string(), v.maxLength(LONGEST_SEED))),
  adminPassword: v.optional(secret),
  users: v.optional(
    v.pipe(
      v.array(
        v.object({
          type: v.picklist(['CO', 'CU']),
          name: v.string(),
          password: secret,
          publicKey: v.optional(v.instance(Uint8Array)),
        }),
      ),
      v.maxLength(LIMITS.users, expected('count-at-most', { maximum: LIMITS.users, of: 'users' })),
    ),
  ),
  mValues: v.optional(v.object(forEachService(() => v.optional(v.number())))),
});

/**
 * Takes the plan of a cluster from whoever calls, if each part of it is of its type.
 *
 * @throws Failure `plan-malformed` that says where it is wrong
 */
export function checkPlan(plan: ClusterPlan): void {
  checkShape(PLAN_SCHEMA, plan, ({ place, detail }) => {
    return new Failure('plan-malformed', { place, detail });
  });
}
