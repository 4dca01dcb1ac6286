import type { ConsoleCommand } from '../shell.ts';
import { APPROVE_TOKEN } from './approve-token.ts';
import { CHANGE_PSWD } from './change-pswd.ts';
import { CREATE_USER } from './create-user.ts';
import { DEL_TOKEN } from './del-token.ts';
import { DELETE_USER } from './delete-user.ts';
import { ENABLE_E2E } from './enable-e2e.ts';
import { EXIT } from './exit.ts';
import { FIND_ALL_KEYS } from './find-all-keys.ts';
import { GET_ATTRIBUTE } from './get-attribute.ts';
import { GET_CERT } from './get-cert.ts';
import { GET_HSM_INFO } from './get-hsm-info.ts';
import { GET_KEY_INFO } from './get-key-info.ts';
import { GET_M_VALUE } from './get-m-value.ts';
import { GET_TOKEN } from './get-token.ts';
import { HELP } from './help.ts';
import { INFO } from './info.ts';
import { LIST_ATTRIBUTES } from './list-attributes.ts';
import { LIST_TOKENS } from './list-tokens.ts';
import { LIST_USERS } from './list-users.ts';
import { LOGIN_HSM } from './login-hsm.ts';
import { LOGOUT_HSM } from './logout-hsm.ts';
import { QUIT } from './quit.ts';
import { REGISTER_MOFN_PUB_KEY } from './register-mofn-pub-key.ts';
import { REGISTER_QUORUM_PUB_KEY } from './register-quorum-pub-key.ts';
import { SERVER } from './server.ts';
import { SET_ATTRIBUTE } from './set-attribute.ts';
import { SET_M_VALUE } from './set-m-value.ts';
import { SHARE_KEY } from './share-key.ts';
import { SYNC_KEY } from './sync-key.ts';
import { SYNC_USER } from './sync-user.ts';

/** All commands, in the order in which help lists them. */
export const COMMANDS: readonly ConsoleCommand[] = [
  HELP,
  ENABLE_E2E,
  LOGIN_HSM,
  LOGOUT_HSM,
  LIST_USERS,
  CREATE_USER,
  DELETE_USER,
  CHANGE_PSWD,
  REGISTER_MOFN_PUB_KEY,
  REGISTER_QUORUM_PUB_KEY,
  SET_M_VALUE,
  GET_M_VALUE,
  GET_TOKEN,
  APPROVE_TOKEN,
  LIST_TOKENS,
  DEL_TOKEN,
  LIST_ATTRIBUTES,
  GET_ATTRIBUTE,
  SET_ATTRIBUTE,
  FIND_ALL_KEYS,
  GET_KEY_INFO,
  SHARE_KEY,
  INFO,
  GET_HSM_INFO,
  SERVER,
  SYNC_USER,
  SYNC_KEY,
  GET_CERT,
  EXIT,
  QUIT,
];
