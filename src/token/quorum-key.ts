/** Bits of the RSA keys that HSMs register (AWS CloudHSM user guide, "Using quorum authentication"). */
export const QUORUM_KEY_BITS = 2048;
