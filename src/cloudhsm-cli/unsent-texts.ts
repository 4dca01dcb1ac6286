/**
 * What the newer command line says where it asks no HSM. No source has such a text: all are chosen.
 */
import type { UnsentReason } from '../hsm/unsent.ts';
import { escapeUnsafe } from '../printable.ts';

/** What was called off: input ended, or Ctrl-C was typed. */
export const CALLED_OFF = 'Operation cancelled';

/** The text for a reason; safe to show. */
export function unsentText(reason: UnsentReason): string {
  switch (reason.code) {
    case 'file-not-opened':
      return `Unable to read file ${escapeUnsafe(reason.path)}`;
    case 'file-too-large':
      return `File ${escapeUnsafe(reason.path)} is larger than ${reason.maximum} bytes`;
    case 'file-not-emptied':
    case 'file-not-written':
      return `Unable to write file ${escapeUnsafe(reason.path)}`;
    case 'sdk5-file-not-read':
      return `Unable to parse token file ${escapeUnsafe(reason.path)}`;
    case 'token-not-signed':
      return 'No token signatures provided';
    case 'key-not-opened':
      return `Unable to parse public key file ${escapeUnsafe(reason.path)}`;
    case 'certificate-not-opened':
      return `Unable to parse certificate file ${escapeUnsafe(reason.path)}`;
    case 'passwords-differ':
      return 'Passwords do not match';
    case 'no-credentials':
      return 'Credentials are required: set CLOUDHSM_ROLE and CLOUDHSM_PIN';
    case 'credentials-malformed':
      return reason.variable === 'role'
        ? 'Invalid CLOUDHSM_ROLE: admin or crypto-user is required'
        : 'Invalid CLOUDHSM_PIN: USERNAME:PASSWORD is required';
    case 'unknown-cluster':
      return `Cluster ${escapeUnsafe(reason.id)} is not configured: the configured cluster is ${reason.known}`;
    case 'one-cluster':
      return 'Several clusters are not supported: the client is configured for one';
    case 'value-malformed':
      return `Invalid value provided for --${reason.option}`;
    case 'not-connected':
      return `Unable to connect to HSM ${escapeUnsafe(reason.name)}`;
    default:
      return 'Operation failed';
  }
}
