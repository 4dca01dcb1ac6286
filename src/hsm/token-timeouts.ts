import { TOKEN_VALIDITY } from '../token/validity.ts';

/** How long tokens last, in seconds (AWS CloudHSM user guide, 2023, "quorum token-sign list-timeouts"). */
export interface TokenTimeouts {
  /** From when it was got: until then it is to be approved. */
  readonly generated: number;
  /** From when it was approved: until then it is to be used. */
  readonly approved: number;
}

/** As they are on a new HSM. */
export const FIRST_TIMEOUTS: TokenTimeouts = {
  generated: TOKEN_VALIDITY,
  approved: TOKEN_VALIDITY,
};
