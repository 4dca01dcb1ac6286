import { X509Certificate } from 'node:crypto';

import { LIMITS } from './rules.ts';

/** What is wrong with a certificate that is to be a trust anchor. */
export type CertificateProblem =
  | 'certificate-size'
  | 'certificate-malformed'
  | 'certificate-not-ca';

/**
 * Looks at a certificate that those of clients are to lead to.
 *
 * @param der X.509, DER
 * @returns why an HSM does not take it; nothing where it does
 */
export function findCertificateProblem(der: Uint8Array): CertificateProblem | undefined {
  if (der.length > LIMITS.certificate) return 'certificate-size';
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(der);
  } catch {
    return 'certificate-malformed';
  }
  // OpenSSL takes PEM, too, and does not look at what is behind a certificate.
  return certificate.ca && Buffer.compare(certificate.raw, der) === 0
    ? undefined
    : 'certificate-not-ca';
}
