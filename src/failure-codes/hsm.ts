/** Failures of hsm/. */
import { type HsmFileFailures, hsmFileFailureKinds } from './hsm-files.ts';
import { type HsmPlanFailures, hsmPlanFailureKinds } from './hsm-plan.ts';
import { type HsmStateFailures, hsmStateFailureKinds } from './hsm-state.ts';
import type { KindsOf } from './kind.ts';

export interface HsmFailures extends HsmStateFailures, HsmPlanFailures, HsmFileFailures {}

export const hsmFailureKinds = (): KindsOf<HsmFailures> => ({
  ...hsmStateFailureKinds(),
  ...hsmPlanFailureKinds(),
  ...hsmFileFailureKinds(),
});
