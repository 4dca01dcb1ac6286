/** The limits that the device's reader checks, or works by. */
export const DEVICE_LIMITS = {
  approvals: 20,
  tokens: 32,
  /** Bytes of one token record. */
  tokenRecord: 80,
  /** Bytes that are read of a signature file: a signature by an RSA key of 2048 bits. */
  signature: 256,
} as const;
