import type { HsmErrorName } from '../hsm/refusals.ts';

/** An error as the device says it. */
interface HsmErrorText {
  readonly number: number;
  /** What stands behind `HSM Error: `. */
  readonly text: string;
}

/** Errors whose number and text are documented (AWS CloudHSM user guide; docs/fidelity.md says where). */
export const HSM_ERRORS: Readonly<Partial<Record<HsmErrorName, HsmErrorText>>> = {
  RET_USER_NOT_INITIALIZED: {
    number: 157,
    text: "user isn't initialized or user with this name doesn't exist",
  },
  RET_USER_LOGIN_FAILURE: { number: 163, text: 'RET_USER_LOGIN_FAILURE' },
  RET_POLICY_MISMATCH: {
    number: 179,
    text: 'This operation violates the current configured/FIPS policies',
  },
  RET_USER_DOES_NOT_EXIST: { number: 206, text: "This user doesn't exist" },
  RET_INVALID_USER_TYPE: { number: 219, text: 'Invalid User Type.' },
};
