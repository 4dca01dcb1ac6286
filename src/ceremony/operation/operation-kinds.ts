/**
 * Operations that a quorum token can stand for: the one table of them, and how each console writes them. The token
 * names its service alone; a request names one of these. Sources: AWS CloudHSM user guide, "Using quorum
 * authentication" (2018 to 2023) for the classic words, and "Quorum authentication (M of N)" with CloudHSM CLI
 * (2023 to 2026) for the others and for what each service covers.
 */
import type { OperationArgumentKind } from '../../failure-codes/operation-problem.ts';
import type { ServiceCode } from '../../token/service.ts';

/** One value of an operation. */
export interface ArgumentSpec {
  readonly name: string;
  readonly kind: OperationArgumentKind;
  /** The option of the newer console that has it, without `--`. */
  readonly option: string;
  /** Whether that takes several words: they are kept as they are typed, as one word with a blank is another thing. */
  readonly takesWords?: true;
}

/** One kind of operation. */
export interface OperationKind {
  readonly op: OperationCode;
  /** Of the token that lets it through. */
  readonly service: ServiceCode;
  /** In the order of the classic console's words. */
  readonly arguments: readonly ArgumentSpec[];
  /** Missing where that console cannot do it. */
  readonly classic?: {
    readonly command: string;
    /** Whether a password may follow its words. */
    readonly takesPassword: boolean;
  };
  readonly sdk5: {
    readonly command: readonly string[];
    /** Options whose values are passwords. */
    readonly secrets: readonly string[];
    /** Whether all options that are none of `arguments` belong to what is asked for, as `options`. */
    readonly keepsOptions: boolean;
  };
}

export type OperationCode =
  | 'createUser'
  | 'deleteUser'
  | 'changePswd'
  | 'changeMfa'
  | 'setMValue'
  | 'registerTrustAnchor'
  | 'deregisterTrustAnchor'
  | 'setMtlsEnforcement'
  | 'sign'
  | 'wrapKey'
  | 'unwrapKey'
  | 'shareKey'
  | 'unshareKey'
  | 'setKeyAttribute';

const USER: readonly ArgumentSpec[] = [
  { name: 'type', kind: 'user-type', option: 'role' },
  { name: 'user', kind: 'user-name', option: 'username' },
];
const PASSWORD = ['password'];

/** In the order of the services. */
export const OPERATION_KINDS: readonly OperationKind[] = [
  ofUser('createUser', ['user', 'create'], PASSWORD, true),
  ofUser('deleteUser', ['user', 'delete'], [], false),
  {
    ...ofUser('changePswd', ['user', 'change-password'], PASSWORD, true),
    sdk5: { command: ['user', 'change-password'], secrets: PASSWORD, keepsOptions: true },
  },
  {
    op: 'changeMfa',
    service: 'userManagement',
    arguments: USER,
    sdk5: {
      command: ['user', 'change-mfa', 'token-sign'],
      secrets: ['change-password'],
      keepsOptions: true,
    },
  },
  {
    op: 'setMValue',
    service: 'miscCo',
    arguments: [
      { name: 'service', kind: 'service', option: 'service' },
      { name: 'm', kind: 'm', option: 'value' },
    ],
    classic: { command: 'setMValue', takesPassword: false },
    sdk5: {
      command: ['quorum', 'token-sign', 'set-quorum-value'],
      secrets: [],
      keepsOptions: false,
    },
  },
  ofCluster('registerTrustAnchor', ['cluster', 'mtls', 'register-trust-anchor'], {
    name: 'path',
    kind: 'text',
    option: 'path',
  }),
  ofCluster('deregisterTrustAnchor', ['cluster', 'mtls', 'deregister-trust-anchor'], {
    name: 'certificate',
    kind: 'text',
    option: 'certificate-reference',
  }),
  ofCluster('setMtlsEnforcement', ['cluster', 'mtls', 'set-enforcement'], {
    name: 'level',
    kind: 'level',
    option: 'level',
  }),
  ofKey('sign', 'useKey', ['crypto', 'sign'], 'key-filter'),
  ofKey('wrapKey', 'manageKey', ['key', 'wrap'], 'payload-filter'),
  ofKey('unwrapKey', 'manageKey', ['key', 'unwrap'], 'filter'),
  ofKey('shareKey', 'manageKey', ['key', 'share'], 'filter'),
  ofKey('unshareKey', 'manageKey', ['key', 'unshare'], 'filter'),
  ofKey('setKeyAttribute', 'manageKey', ['key', 'set-attribute'], 'filter'),
];

function ofUser(
  op: OperationCode,
  command: readonly string[],
  secrets: readonly string[],
  takesPassword: boolean,
): OperationKind {
  return {
    op,
    service: 'userManagement',
    arguments: USER,
    classic: { command: op, takesPassword },
    sdk5: { command, secrets, keepsOptions: false },
  };
}

function ofCluster(
  op: OperationCode,
  command: readonly string[],
  argument: ArgumentSpec,
): OperationKind {
  return {
    op,
    service: 'clusterManagement',
    arguments: [argument],
    sdk5: { command, secrets: [], keepsOptions: false },
  };
}

/** The key is told by a filter, which may say more than one thing; what is done with it stands in other options. */
function ofKey(
  op: OperationCode,
  service: ServiceCode,
  command: readonly string[],
  filter: string,
): OperationKind {
  return {
    op,
    service,
    arguments: [{ name: 'key', kind: 'text', option: filter, takesWords: true }],
    sdk5: { command, secrets: [], keepsOptions: true },
  };
}

/** @returns nothing where there is no such operation */
export function findOperationKind(op: string): OperationKind | undefined {
  return OPERATION_KINDS.find((kind) => kind.op === op);
}
