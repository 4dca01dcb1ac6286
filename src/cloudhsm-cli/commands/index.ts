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
import { LOGIN } from './login.ts';
import { LOGIN_MFA_TOKEN_SIGN } from './login-mfa-token-sign.ts';
import { LOGOUT } from './logout.ts';
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

/** In the order of help. */
const COMMANDS: readonly CliCommand[] = [
  CLUSTER_ACTIVATE,
  CLUSTER_HSM_INFO,
  CLUSTER_MTLS_DEREGISTER_TRUST_ANCHOR,
  CLUSTER_MTLS_GET_ENFORCEMENT,
  CLUSTER_MTLS_LIST_TRUST_ANCHORS,
  CLUSTER_MTLS_REGISTER_TRUST_ANCHOR,
  CLUSTER_MTLS_SET_ENFORCEMENT,
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
];

/** What help says of what only leads to commands, by its words. */
const GROUPS: Readonly<Record<string, string>> = {
  cluster: 'Manage the cluster and its HSMs',
  'cluster mtls': 'Manage the certificates that clients have to show',
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
