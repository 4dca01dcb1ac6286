/** Failures of hsm/. */
import { HSM_FILE_FAILURE_KINDS, type HsmFileFailures } from './hsm-files.ts';
import { HSM_PLAN_FAILURE_KINDS, type HsmPlanFailures } from './hsm-plan.ts';
import { HSM_STATE_FAILURE_KINDS, type HsmStateFailures } from './hsm-state.ts';
import type { KindsOf } from './kind.ts';

export interface HsmFailures extends HsmStateFailures, HsmPlanFailures, HsmFileFailures {}

export const HSM_FAILURE_KINDS: KindsOf<HsmFailures> = {
  ...HSM_STATE_FAILURE_KINDS,
  ...HSM_PLAN_FAILURE_KINDS,
  ...HSM_FILE_FAILURE_KINDS,
};
