/**
 * What an HSM does differently from edition to edition of the real one. The words of the console
 * differ too, but they are the console's affair.
 */

/** The rules that one HSM keeps; part of its state, so that they cannot change under a token. */
export interface HsmRules {
  /** The greatest M value: 20 in the classic edition, 8 in the one of 2023. */
  readonly maximumM: number;
  /** Whether a quorum token is gone when the log-in session that got it ends. */
  readonly tokensDieWithSession: boolean;
}

/** As in the AWS CloudHSM user guide from 2017 to 2022. */
export const CLASSIC_RULES: HsmRules = { maximumM: 20, tokensDieWithSession: false };

/** As in the AWS CloudHSM user guide of 2023. */
export const AWS_2023_RULES: HsmRules = { maximumM: 8, tokensDieWithSession: true };

/** M is never greater than this, whatever the edition. */
export const GREATEST_M = 20;

/**
 * Limits of the HSM. Source: AWS CloudHSM user guide, "Quotas", and "Using quorum authentication";
 * the number of sessions is chosen.
 */
export const LIMITS = {
  users: 1024,
  tokens: 1024,
  sessions: 1024,
  /** HSMs in one cluster. */
  hsms: 28,
  /** Approvals in one approval file, and held by one token. */
  approvals: 20,
  /** Records in one multi token file. */
  records: 32,
  /** Bytes of a key match string or registration token. */
  registrationToken: 245,
  /** Wrong passwords in a row that are forgiven; one more locks the user. */
  loginFailures: 5,
  passwordBytes: { least: 7, most: 32 },
} as const;

/** Seconds that a token's validity starts with. An expired token can still be used. */
export const TOKEN_VALIDITY = 600;
