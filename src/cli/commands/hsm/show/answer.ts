import * as v from 'valibot';
import { HSM_TYPES } from '../../../../hsm/hsm-types.ts';
import { SDK5_CHOICES } from '../../../../hsm/sdk5-edition.ts';
import {
  type Answer,
  count,
  flag,
  list,
  SCHEMA_VERSION,
  text,
  texts,
  told,
} from '../../answer-parts.ts';
import { CLOCK, USER_TYPE } from '../answer-parts.ts';

const user = v.strictObject({
  id: count('number of the user'),
  type: USER_TYPE,
  name: text('name of the user'),
  hasQuorumKey: flag('whether a key is registered'),
  loginFailures: count('wrong passwords since the last right one'),
  locked: flag('whether wrong passwords have locked the user'),
  twoFactor: flag('whether a second factor is registered'),
});

const token = v.strictObject({
  id: count('number of the token'),
  service: count('what it is for'),
  node: count('the HSM'),
  keyHandle: count('the key that it is for; 0 where it is for none'),
  user: text('who asked for it'),
  validity: count('seconds left'),
  required: count('approvals that are needed'),
  approvers: texts('whose approval counts now'),
});

const session = v.strictObject({
  user: text('who is logged in'),
  pid: count('the console’s process'),
  alive: flag('false where it has ended'),
});

const server = v.strictObject({
  index: count('from 0'),
  name: text('its name'),
  node: count('as its tokens have it'),
  generation: count('counts the changes of this HSM'),
  mValues: v.strictObject({
    userManagement: count('M of service 3; 1 is off'),
    miscCo: count('M of service 4; 1 is off'),
    clusterManagement: v.optional(count('M of service 7; 1 is off; missing on hsm1')),
  }),
  users: list(user, 'by number'),
  sessions: list(session, 'who is logged in'),
  tokens: list(token, 'those that wait'),
  keys: count('keys that it holds'),
});

const answer = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  cluster: text('its folder'),
  flavour: text('the edition of cloudhsm_mgmt_util'),
  type: told(v.picklist(HSM_TYPES), 'the kind of its HSMs'),
  sdk5: v.strictObject({
    edition: told(v.picklist(SDK5_CHOICES.edition), 'the edition of cloudhsm-cli'),
    tokenPath: told(v.picklist(SDK5_CHOICES.tokenPath), '--token-path of init'),
    valueSet: told(v.picklist(SDK5_CHOICES.valueSet), '--value-set of init'),
    numbers: told(v.picklist(SDK5_CHOICES.numbers), '--numbers of init'),
    keyQuorum: told(v.picklist(SDK5_CHOICES.keyQuorum), '--key-quorum of init'),
  }),
  clock: told(CLOCK, 'the cluster’s'),
  faults: texts('each as `hsm fault add` takes it'),
  servers: list(server, 'each HSM'),
  outOfStep: texts('what is not the same on all, in words'),
});

export type HsmShowAnswer = v.InferOutput<typeof answer>;

export const HSM_SHOW_ANSWERS: readonly Answer[] = [{ schema: answer }];
