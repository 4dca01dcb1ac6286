/** What holds for every HSM, whatever its edition. */

/** M is never greater than this, whatever the edition. */
export const GREATEST_M = 20;

/**
 * Limits of the HSM. Source: AWS CloudHSM user guide, "Quotas", and "Using quorum authentication";
 * the number of sessions is chosen. The machine keeps them, and the reader of states goes by the same: what
 * one lets through, the other takes.
 */
export const LIMITS = {
  users: 1024,
  tokens: 1024,
  sessions: 1024,
  /** HSMs in one cluster. */
  hsms: 28,
  /** Approvals in one approval file, and held by one token. */
  approvals: 20,
  /** Signed files that the approvals of one token are over: each is over one. */
  signedFiles: 20,
  /** Records in one multi token file. */
  records: 32,
  /** Challenges of second factors that wait for an answer. */
  challenges: 1024,
  /** Seconds that a token lasts: a day. Chosen. */
  tokenTimeout: 86_400,
  /** Certificates that those of clients may lead to (AWS CloudHSM user guide, "cluster mtls"). */
  trustAnchors: 2,
  /** Bytes of one. Chosen. */
  certificate: 16_384,
  /** Ids of tokens: a record has two bytes for one. Then those come again that no live token has. */
  tokenId: 0xffff,
  /** Bytes of a key match string or registration token. */
  registrationToken: 245,
  /** Wrong passwords in a row that are forgiven; one more locks the user. */
  loginFailures: 5,
  /** In characters, each of them one Unicode code point. */
  passwordCharacters: { least: 7, most: 32 },
  /** Keys that an HSM holds (AWS CloudHSM user guide, "Quotas"). */
  keys: { hsm1: 3_300, hsm2m: 16_666 },
  /** The greatest handle of a key: a token has eight bytes for one, consoles print it in 32 bits. */
  keyHandle: 0xffff_ffff,
  /** Characters of a key's label. */
  keyLabel: 127,
  /** Bytes of a key's id. Chosen. */
  keyId: 128,
  /** Approvals that a key can ask for. */
  keyQuorum: 8,
  /** Bytes of a generic secret (AWS CloudHSM user guide, "key generate-symmetric generic-secret"). */
  genericSecret: 800,
  /** Bytes that a key is made of. Chosen: RSA of 4096 bits has some 2,400. */
  keyMaterial: 8_192,
  /** Characters of a name that a log keeps, more than any name has; the rest is cut off. */
  text: 128,
  /** What is counted without an end of its own; none that is counted up by one comes near it: 2^52. */
  counter: 4_503_599_627_370_496,
} as const;

/** The last second that four digits of a year can tell, the end of 9999: milliseconds since 1970. */
export const LAST_TIME = 253_402_300_799_000;

/** Users that every HSM has: the officer who activates it, and the appliance user. */
export const FIRST_USERS: readonly string[] = ['admin', 'app_user'];

/** The password of `admin` on a new HSM, and of whoever is given no other. */
export const FIRST_PASSWORD = 'password';
