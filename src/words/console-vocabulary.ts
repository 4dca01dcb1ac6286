/**
 * What people at each console call things, for the words of refusals.
 */
import type { ClientName } from '../hsm/clients.ts';
import type { GuardedService } from '../hsm/guarded-services.ts';
import { USER_TYPES, type UserType } from '../hsm/user-types.ts';
import { formatKeyHandle } from '../token/sdk5/key-reference.ts';
import { findService, SERVICE, type ServiceCode } from '../token/service.ts';
import { nameService } from './services.ts';

/** What the words of a refusal take from the console at which it was refused. */
export interface ConsoleVocabulary {
  /** Commands, as they are to be typed. */
  readonly logIn: string;
  readonly changePassword: string;
  /** Of a service of keys, with the handle of the key. */
  readonly getTokenFor: (service: ServiceCode, user: string, key?: number) => string;
  readonly setFirstMValue: string;
  /** Takes back the tokens of whoever types it. */
  readonly deleteTokens: string;
  /** What may have become of a token that was of this HSM. */
  readonly endsOfToken: string;
  /** The file that officers sign. */
  readonly tokenFile: string;
  readonly officer: string;
  readonly anOfficer: string;
  readonly approvers: string;
  /** With its article. */
  readonly aUserOf: (type: UserType) => string;
  /** What a file says of an approver, by the number of the type. */
  readonly approverOf: (type: number) => string;
  readonly service: (code: ServiceCode) => string;
  readonly numberedService: (service: number) => string;
  /** A key, by its handle. */
  readonly key: (handle: number) => string;
}

const CLASSIC: ConsoleVocabulary = {
  logIn: 'loginHSM',
  changePassword: 'changePswd',
  getTokenFor: (service, user, key) =>
    `getToken ${SERVICE[service]} ${user} FILE${key === undefined ? '' : ` ${key}`}`,
  setFirstMValue: `setMValue ${SERVICE.miscCo} M`,
  deleteTokens: 'delToken',
  endsOfToken: 'spent, replaced by a later getToken, deleted',
  tokenFile: 'multi token file',
  officer: 'crypto officer',
  anOfficer: 'a crypto officer',
  approvers: `crypto officers, type ${USER_TYPES.CO.number}`,
  aUserOf: (type) => `a ${type}`,
  approverOf: (type) => `approver type ${type}`,
  service: nameService,
  numberedService: String,
  key: (handle) => `key ${handle}`,
};

const A_USER_OF: Readonly<Record<UserType, string>> = {
  PRECO: 'an unactivated-admin',
  PCO: 'an admin',
  CO: 'an admin',
  CU: 'a crypto-user',
  AU: 'an internal(APPLIANCE_USER)',
};

/** As `--service` names those that have an M value. */
const SDK5_SERVICES: Readonly<Record<GuardedService, string>> = {
  userManagement: 'user',
  miscCo: 'quorum',
  clusterManagement: 'cluster',
  useKey: 'key-usage',
  manageKey: 'key-management',
};

function nameSdk5Service(code: ServiceCode): string {
  return Object.hasOwn(SDK5_SERVICES, code)
    ? SDK5_SERVICES[code as GuardedService]
    : nameService(code);
}

/** As token files write them, by the number of the type. */
const SDK5_ROLES: Readonly<Record<number, string>> = {
  [USER_TYPES.CU.number]: 'crypto-user',
  [USER_TYPES.CO.number]: 'admin',
};

const SDK5: ConsoleVocabulary = {
  logIn: 'login',
  changePassword: 'user change-password',
  getTokenFor: (service, _, key) =>
    `quorum token-sign generate --service ${nameSdk5Service(service)} --token FILE` +
    (key === undefined ? '' : ` --filter key-reference=0x${key.toString(16)}`),
  setFirstMValue: 'quorum token-sign set-quorum-value --service quorum --value M',
  deleteTokens: 'quorum token-sign delete --scope user',
  endsOfToken: 'spent, deleted, gone with the log-in that got it',
  tokenFile: 'token file',
  officer: 'admin',
  anOfficer: 'an admin',
  approvers: 'admins',
  aUserOf: (type) => A_USER_OF[type],
  approverOf: (type) => `the role ${SDK5_ROLES[type] ?? type}`,
  service: nameSdk5Service,
  numberedService: (service) => {
    const code = findService(service)?.code;
    return code === undefined ? String(service) : nameSdk5Service(code);
  },
  key: (handle) => `key ${formatKeyHandle(handle)}`,
};

/** The words of the console that a client is. */
export function vocabularyOf(client: ClientName): ConsoleVocabulary {
  return client === 'classic' ? CLASSIC : SDK5;
}
