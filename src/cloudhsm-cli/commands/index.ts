/**
 * The commands of the newer command line: the one table of them.
 */
import type { CliCommand } from '../command.ts';
import type { EditionTexts } from '../editions.ts';
import type { CommandSpec } from '../grammar/command-spec.ts';
import { CLUSTER_ACTIVATE } from './cluster-activate.ts';
import { CLUSTER_HSM_INFO } from './cluster-hsm-info.ts';
import { CLUSTER_MTLS_DEREGISTER_TRUST_ANCHOR } from './cluster-mtls-deregister-trust-anchor.ts';
import { CLUSTER_MTLS_GET_ENFORCEMENT } from './cluster-mtls-get-enforcement.ts';
import { CLUSTER_MTLS_LIST_TRUST_ANCHORS } from './cluster-mtls-list-trust-anchors.ts';
import { CLUSTER_MTLS_REGISTER_TRUST_ANCHOR } from './cluster-mtls-register-trust-anchor.ts';
import { CLUSTER_MTLS_SET_ENFORCEMENT } from './cluster-mtls-set-enforcement.ts';
import { CRYPTO_SIGN_ECDSA } from './crypto-sign-ecdsa.ts';
import { CRYPTO_SIGN_RSA_PKCS } from './crypto-sign-rsa-pkcs.ts';
import { CRYPTO_SIGN_RSA_PKCS_PSS } from './crypto-sign-rsa-pkcs-pss.ts';
import { CRYPTO_VERIFY_ECDSA } from './crypto-verify-ecdsa.ts';
import { CRYPTO_VERIFY_RSA_PKCS } from './crypto-verify-rsa-pkcs.ts';
import { CRYPTO_VERIFY_RSA_PKCS_PSS } from './crypto-verify-rsa-pkcs-pss.ts';
import { KEY_DELETE } from './key-delete.ts';
import { KEY_GENERATE_ASYMMETRIC_PAIR_EC } from './key-generate-asymmetric-pair-ec.ts';
import { KEY_GENERATE_ASYMMETRIC_PAIR_RSA } from './key-generate-asymmetric-pair-rsa.ts';
import { KEY_GENERATE_FILE } from './key-generate-file.ts';
import { KEY_GENERATE_SYMMETRIC_AES } from './key-generate-symmetric-aes.ts';
import { KEY_GENERATE_SYMMETRIC_GENERIC_SECRET } from './key-generate-symmetric-generic-secret.ts';
import { KEY_IMPORT_PEM } from './key-import-pem.ts';
import { KEY_LIST } from './key-list.ts';
import { KEY_SET_ATTRIBUTE } from './key-set-attribute.ts';
import { KEY_SHARE } from './key-share.ts';
import { KEY_UNSHARE } from './key-unshare.ts';
import { KEY_UNWRAP_AES_GCM } from './key-unwrap-aes-gcm.ts';
import { KEY_UNWRAP_RSA_OAEP } from './key-unwrap-rsa-oaep.ts';
import { KEY_UNWRAP_RSA_PKCS } from './key-unwrap-rsa-pkcs.ts';
import { KEY_WRAP_AES_GCM } from './key-wrap-aes-gcm.ts';
import { KEY_WRAP_RSA_OAEP } from './key-wrap-rsa-oaep.ts';
import { KEY_WRAP_RSA_PKCS } from './key-wrap-rsa-pkcs.ts';
import { LOGIN } from './login.ts';
import { LOGIN_MFA_TOKEN_SIGN } from './login-mfa-token-sign.ts';
import { LOGOUT } from './logout.ts';
import { NOT_OFFERED } from './not-offered.ts';
import { QUORUM_TOKEN_SIGN_DELETE } from './quorum-token-sign-delete.ts';
import { QUORUM_TOKEN_SIGN_GENERATE } from './quorum-token-sign-generate.ts';
import { QUORUM_TOKEN_SIGN_LIST } from './quorum-token-sign-list.ts';
import { QUORUM_TOKEN_SIGN_LIST_QUORUM_VALUES } from './quorum-token-sign-list-quorum-values.ts';
import { QUORUM_TOKEN_SIGN_LIST_TIMEOUTS } from './quorum-token-sign-list-timeouts.ts';
import { QUORUM_TOKEN_SIGN_SET_QUORUM_VALUE } from './quorum-token-sign-set-quorum-value.ts';
import { QUORUM_TOKEN_SIGN_SET_TIMEOUT } from './quorum-token-sign-set-timeout.ts';
import { USER_CHANGE_MFA_TOKEN_SIGN } from './user-change-mfa-token-sign.ts';
import { USER_CHANGE_PASSWORD } from './user-change-password.ts';
import { USER_CHANGE_QUORUM_TOKEN_SIGN_REGISTER } from './user-change-quorum-token-sign-register.ts';
import { USER_CREATE } from './user-create.ts';
import { USER_DELETE } from './user-delete.ts';
import { USER_LIST } from './user-list.ts';
import { USER_REPLICATE } from './user-replicate.ts';

const COMMANDS: readonly CliCommand[] = [
  CLUSTER_ACTIVATE,
  CLUSTER_HSM_INFO,
  CLUSTER_MTLS_DEREGISTER_TRUST_ANCHOR,
  CLUSTER_MTLS_GET_ENFORCEMENT,
  CLUSTER_MTLS_LIST_TRUST_ANCHORS,
  CLUSTER_MTLS_REGISTER_TRUST_ANCHOR,
  CLUSTER_MTLS_SET_ENFORCEMENT,
  CRYPTO_SIGN_ECDSA,
  CRYPTO_SIGN_RSA_PKCS,
  CRYPTO_SIGN_RSA_PKCS_PSS,
  CRYPTO_VERIFY_ECDSA,
  CRYPTO_VERIFY_RSA_PKCS,
  CRYPTO_VERIFY_RSA_PKCS_PSS,
  KEY_DELETE,
  KEY_GENERATE_ASYMMETRIC_PAIR_EC,
  KEY_GENERATE_ASYMMETRIC_PAIR_RSA,
  KEY_GENERATE_FILE,
  KEY_GENERATE_SYMMETRIC_AES,
  KEY_GENERATE_SYMMETRIC_GENERIC_SECRET,
  KEY_IMPORT_PEM,
  KEY_LIST,
  KEY_SET_ATTRIBUTE,
  KEY_SHARE,
  KEY_UNSHARE,
  KEY_UNWRAP_AES_GCM,
  KEY_UNWRAP_RSA_OAEP,
  KEY_UNWRAP_RSA_PKCS,
  KEY_WRAP_AES_GCM,
  KEY_WRAP_RSA_OAEP,
  KEY_WRAP_RSA_PKCS,
  LOGIN,
  LOGIN_MFA_TOKEN_SIGN,
  LOGOUT,
  QUORUM_TOKEN_SIGN_DELETE,
  QUORUM_TOKEN_SIGN_GENERATE,
  QUORUM_TOKEN_SIGN_LIST,
  QUORUM_TOKEN_SIGN_LIST_QUORUM_VALUES,
  QUORUM_TOKEN_SIGN_LIST_TIMEOUTS,
  QUORUM_TOKEN_SIGN_SET_QUORUM_VALUE,
  QUORUM_TOKEN_SIGN_SET_TIMEOUT,
  USER_CHANGE_MFA_TOKEN_SIGN,
  USER_CHANGE_PASSWORD,
  USER_CHANGE_QUORUM_TOKEN_SIGN_REGISTER,
  USER_CREATE,
  USER_DELETE,
  USER_LIST,
  USER_REPLICATE,
  ...NOT_OFFERED,
].sort(inOrderOfHelp);

/** By their words. */
function inOrderOfHelp({ path: one }: CliCommand, { path: other }: CliCommand): number {
  const place = one.findIndex((word, index) => word !== other[index]);
  const [before = '', after = ''] = [one[place], other[place]];
  return before < after ? -1 : 1;
}

/** What help says of what only leads to commands, by its words. */
const GROUPS: Readonly<Record<string, string>> = {
  cluster: 'Manage the cluster and its HSMs',
  'cluster mtls': 'Manage the certificates that clients have to show',
  crypto: 'Sign data and verify signatures with keys of the cluster',
  'crypto sign': 'Sign data with a key',
  'crypto verify': 'Verify a signature with a key',
  key: 'Manage keys',
  'key generate-asymmetric-pair': 'Generate a pair of keys',
  'key generate-symmetric': 'Generate a secret key',
  'key import': 'Put a key into the cluster that comes from outside',
  'key unwrap': 'Put a key into the cluster that is wrapped with another',
  'key wrap': 'Take a key out of the cluster, wrapped with another',
  quorum: 'Manage quorum authentication',
  'quorum token-sign': 'Manage quorum authentication by signed tokens',
  user: 'Manage users',
  'user change-mfa': 'Change the second factor of a user',
  'user change-quorum': 'Change the key with which a user approves',
  'user change-quorum token-sign': 'Change a key that signs tokens',
};

/** Finds a command by its words. */
export function findCommand(
  path: readonly string[],
  edition: EditionTexts,
): CliCommand | undefined {
  const words = path.join(' ');
  return commandsOf(edition).find((command) => command.path.join(' ') === words);
}

/** The commands of an edition as a tree. */
export function specsOf(edition: EditionTexts): readonly CommandSpec[] {
  return specsBelow([], commandsOf(edition));
}

/** The commands of an edition. */
export function commandsOf(edition: EditionTexts): readonly CliCommand[] {
  return COMMANDS.filter(({ isIn }) => isIn?.(edition) ?? true);
}

/** @param commands all that begin with the words above */
function specsBelow(
  above: readonly string[],
  commands: readonly CliCommand[],
): readonly CommandSpec[] {
  const depth = above.length;
  const names = [...new Set(commands.flatMap(({ path }) => path[depth] ?? []))];
  return names.map((name) => {
    const words = [...above, name];
    const named = commands.filter(({ path }) => path[depth] === name);
    const own = named.find(({ path }) => path.length === words.length);
    const subcommands = specsBelow(words, named);
    return {
      name,
      ...(own?.spec ?? { about: GROUPS[words.join(' ')] ?? '' }),
      ...(subcommands.length === 0 ? {} : { subcommands }),
    };
  });
}
