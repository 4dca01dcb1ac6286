/**
 * Logs as HSMs would write them, of what truly happened: the model that an audit is held against. It knows nothing of
 * how they are judged.
 */

import type { RequestFile } from '../../../src/audit/judge/cover.ts';
import { Audit, type AuditQuestion } from '../../../src/audit/judge/judge-audit.ts';
import type { LogEntry, LogEvent, LoggedUser } from '../../../src/audit/log-event.ts';
import type { AuditReport, AuditWindow } from '../../../src/audit/report.ts';
import type { Operation } from '../../../src/ceremony/operation/operation.ts';
import { parseOperation } from '../../../src/ceremony/operation/parse-operation.ts';

/** 2026-03-01T08:00:00Z, in seconds. */
export const START = 1_772_352_000;

/** What an officer does, and how many seconds after {@link START}. */
export interface Deed {
  readonly at: number;
  readonly by: string;
  /** As it is typed in the classic console; `login`, `logout` and `getToken` too. */
  readonly what: string;
}

const CO: Pick<LoggedUser, 'type' | 'typeNumber'> = { type: 'CN_CRYPTO_OFFICER', typeNumber: 2 };
const CU: Pick<LoggedUser, 'type' | 'typeNumber'> = { type: 'CN_CRYPTO_USER', typeNumber: 1 };

/** The events of one HSM, which does each deed `late` milliseconds after it was asked. */
export function writeLog(deeds: readonly Deed[], hsm: number): LogEvent[] {
  const late = 37 * hsm;
  return deeds.map(({ at, by, what }, sequence) => {
    const connection = BigInt(
      0x7000 + 0x100 * hsm + ([...by].reduce((sum, c) => sum + c.charCodeAt(0), 0) % 0x100),
    );
    const [opcode, user] = encode(what, by);
    return makeEvent({
      time: BigInt(START + at) * 1_000_000n + BigInt(late) * 1000n,
      sequence: BigInt(sequence),
      opcode,
      user,
      session: connection * 0x1000n + (opcode === 'CN_LOGOUT' ? 0n : BigInt(1 + (sequence % 7))),
    });
  });
}

export function makeEvent(values: Partial<LogEvent>): LogEvent {
  return {
    time: BigInt(START) * 1_000_000n,
    sequence: 0n,
    reboots: 0xe8,
    opcode: 'CN_LOGIN',
    opcodeNumber: undefined,
    session: 0x7014006n,
    response: { isSuccess: true, number: 0, text: 'SUCCESS' },
    user: undefined,
    keys: undefined,
    attribute: undefined,
    isShared: undefined,
    spent: [],
    service: undefined,
    m: undefined,
    place: 1,
    ...values,
  };
}

function encode(what: string, by: string): [string, LoggedUser | undefined] {
  const [command, type, name = ''] = what.split(' ');
  const user = { name, ...(type === 'CO' ? CO : CU) };
  switch (command) {
    case 'login':
      return ['CN_LOGIN', { name: by, ...CO }];
    case 'logout':
      return ['CN_LOGOUT', undefined];
    case 'getToken':
      return ['CN_GET_TOKEN', undefined];
    case 'delToken':
      return ['CN_DELETE_TOKEN', undefined];
    case 'createUser':
      return [type === 'CO' ? 'CN_CREATE_CO' : 'CN_CREATE_USER', user];
    case 'deleteUser':
      return ['CN_DELETE_USER', user];
    case 'changePswd':
      return ['CN_CHANGE_PSWD', user];
    case 'setMValue':
      return ['CN_SET_M_VALUE', undefined];
    default:
      return ['CN_GENERATE_KEY', undefined];
  }
}

/** A request of ten minutes for a deed, a minute before it. */
export function requestOf(
  { at, by, what }: Deed,
  values: Partial<RequestValues> = {},
): RequestFile {
  return makeRequest({
    what,
    requester: by,
    made: START + at - 60,
    expires: START + at + 540,
    token: `${by} ${at} ${what}`,
    ...values,
  });
}

interface RequestValues {
  readonly what: string;
  readonly requester: string;
  readonly made: number;
  readonly expires: number | undefined;
  /** Stands for the token's digest. */
  readonly token: string;
  readonly path: string;
}

export function makeRequest(
  values: Omit<RequestValues, 'path'> & Partial<RequestValues>,
): RequestFile {
  const { what, token, path = `${token}.json`, ...terms } = values;
  const { operation } = parseOperation(what);
  if (operation === undefined) throw new Error(`no operation: ${what}`);
  const request = {
    ...terms,
    operation: operation satisfies Operation,
    service: 3,
    reason: undefined,
    ticket: undefined,
    policy: undefined,
    token: { name: 'officer1.token', digest: token },
  };
  const signedBytes = new TextEncoder().encode(JSON.stringify(request));
  return { path, request: { request, payload: signedBytes, signedBytes, signatures: [] } };
}

/** A file of one stream. */
export interface WrittenFile {
  readonly stream: string;
  /** Whether the log names the stream. */
  readonly isNamed?: boolean;
  readonly events: readonly (LogEvent | LogEntry)[];
}

export function audit(
  files: readonly WrittenFile[],
  question: Partial<AuditQuestion> = {},
  window: Partial<AuditWindow> = {},
  keepsKeys = false,
): AuditReport {
  const judge = new Audit({ from: window.from, until: window.until }, { keepsKeys });
  for (const { stream, isNamed = false, events } of files) {
    judge.beginFile();
    for (const event of events) {
      judge.take('kind' in event ? event : { kind: 'event', stream, event }, isNamed);
    }
  }
  return judge.finish({ requests: [], approve: undefined, sets: [], ...question });
}
