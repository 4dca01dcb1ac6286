/** What holds for every HSM, whatever its edition. */

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

/** Users that every HSM has: the officer who activates it, and the appliance user. */
export const FIRST_USERS: readonly string[] = ['admin', 'app_user'];

/** The password of `admin` on a new HSM, and of whoever is given no other. */
export const FIRST_PASSWORD = 'password';
