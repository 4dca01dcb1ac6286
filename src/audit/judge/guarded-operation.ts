/**
 * Which events are guarded operations. Source: AWS CloudHSM user guide, "Audit log reference": CN_CREATE_USER makes
 * a crypto user, CN_CREATE_CO an officer.
 */
import type { Operation } from '../../ceremony/operation/operation.ts';
import { SERVICES } from '../../token/service.ts';
import { canonicalUserName } from '../../token/user-name.ts';
import type { LogEvent, LoggedUser } from '../log-event.ts';
import type { LoggedOperation } from '../report.ts';
import { isKeyOperationOf, isOfKeys, readKeyOperation } from './key-operation.ts';

const OPS: Readonly<Record<string, Operation['op']>> = {
  CN_CREATE_USER: 'createUser',
  CN_CREATE_CO: 'createUser',
  CN_DELETE_USER: 'deleteUser',
  CN_CHANGE_PSWD: 'changePswd',
};

/** Types of users by their numbers in the log, as operations write them, and as requests never have them. */
const TYPES: Readonly<Record<number, string>> = { 1: 'CU', 2: 'CO', 5: 'AU', 6: 'PRECO' };

/** The number of an officer before activation: whose password changes then. */
export const PRE_OFFICER = 6;

/**
 * What a log tells of a guarded operation.
 *
 * @returns nothing where the event is another
 */
export function readGuardedOperation(event: LogEvent): LoggedOperation | undefined {
  const { opcode, user, service, m } = event;
  if (opcode === 'CN_SET_M_VALUE') return { kind: 'set-m-value', service, m };
  const ofKey = readKeyOperation(event);
  if (ofKey !== undefined) return ofKey;
  const op = Object.hasOwn(OPS, opcode) ? OPS[opcode] : undefined;
  if (op === undefined) return undefined;
  const type = user === undefined ? typeOfOpcode(opcode) : typeOf(user);
  return { kind: 'known', operation: { op, arguments: { type, user: nameOfUser(user) } } };
}

function typeOfOpcode(opcode: string): string {
  return opcode === 'CN_CREATE_USER' ? 'CU' : 'CO';
}

function typeOf({ type, typeNumber }: LoggedUser): string {
  return (typeNumber === undefined ? undefined : TYPES[typeNumber]) ?? type;
}

/** As an HSM keeps it where it is a user's name, else as it stands in the log. */
export function nameOfUser(user: LoggedUser | undefined): string {
  return user === undefined ? '' : (canonicalUserName(user.name) ?? user.name);
}

/** One text for each operation: events of the same have the same. */
export function identifyOperation(operation: LoggedOperation): string {
  if (operation.kind === 'set-m-value')
    return JSON.stringify([operation.service ?? null, operation.m ?? null]);
  if (operation.kind === 'key') {
    const { ops, handle, user, attribute } = operation;
    return JSON.stringify(['key', ops, handle ?? null, user ?? null, attribute ?? null]);
  }
  const { op, arguments: values } = operation.operation;
  return JSON.stringify([op, values['type'], values['user']]);
}

/** Whether a log tells of operations of a kind. */
export function isInLogs(operation: Operation): boolean {
  const { op } = operation;
  return op === 'setMValue' || Object.values(OPS).includes(op) || isOfKeys(operation);
}

/**
 * Whether a request asks for what was done, as far as the log tells. Options of a change of a password are in no log;
 * which quorum value was set, and to what, only in an emulator's.
 */
export function isOperationOf(logged: LoggedOperation, asked: Operation): boolean {
  if (logged.kind === 'key') return isKeyOperationOf(logged, asked);
  if (logged.kind === 'known') {
    const { op, arguments: values } = logged.operation;
    return (
      op === asked.op &&
      values['type'] === asked.arguments['type'] &&
      values['user'] === asked.arguments['user']
    );
  }
  if (asked.op !== 'setMValue') return false;
  const code = SERVICES.find(({ number }) => number === logged.service)?.code;
  return (
    (logged.service === undefined || code === asked.arguments['service']) &&
    (logged.m === undefined || String(logged.m) === asked.arguments['m'])
  );
}
