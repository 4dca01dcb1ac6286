/**
 * What the newer command line says where it asks no HSM. Texts of keys stand in documents, as docs/fidelity.md has
 * them; the others are chosen.
 */
import type { UnsentReason } from '../hsm/unsent.ts';
import { escapeUnsafe } from '../printable.ts';
import { capitalise } from './capitalise.ts';

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
    case 'filter-of-service':
      return 'Invalid value provided for --filter';
    case 'tool-not-offered':
      return `${capitalise(escapeUnsafe(reason.what))} is not offered by this emulator`;
    case 'no-key-matches':
      return 'Key selection criteria matched no keys.';
    case 'keys-match':
      return `Key selection criteria matched ${reason.keys} keys. Refine selection criteria to select a single key.`;
    case 'key-on-few-hsms':
      return `Cannot perform the requested key operation as the key must be available on at least ${reason.least} HSMs`;
    case 'key-quorum-values':
      return 'The manage key and use key quorum values must be set to a value greater than 1';
    case 'private-key-given':
      return `File ${escapeUnsafe(reason.path)} holds a private key: only public keys can be imported`;
    case 'key-of-other-type':
      return `File ${escapeUnsafe(reason.path)} holds a key of another type`;
    case 'key-not-public':
      return 'Only public keys can be written in PEM format';
    case 'not-connected':
      return `Unable to connect to HSM ${escapeUnsafe(reason.name)}`;
    default:
      return 'Operation failed';
  }
}
