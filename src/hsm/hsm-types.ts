/**
 * Kinds of HSM: what a cluster is made of. An `hsm1` cluster serves both consoles; an `hsm2m` cluster has no
 * way in for the classic one, and has the service for the cluster itself (AWS CloudHSM user guide, "HSM types").
 */
export const HSM_TYPES = ['hsm1', 'hsm2m'] as const;

/** A kind of HSM, by name. */
export type HsmType = (typeof HSM_TYPES)[number];
