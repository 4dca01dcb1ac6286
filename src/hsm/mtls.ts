/**
 * Mutual TLS between clients and the HSMs of a cluster, as state that officers change: no connection of the
 * emulator is one of TLS.
 */

/** Whether a client has to show a certificate. */
export type MtlsEnforcement = 'none' | 'cluster';

/** A certificate that those of clients are to lead to. */
export interface TrustAnchor {
  /** 1 or 2, since a cluster has two at most (AWS CloudHSM user guide, "cluster mtls"). */
  readonly reference: number;
  /** X.509, DER, in base64. */
  readonly certificate: string;
}
