/**
 * Who is logged in on which connection. Who did something is in no event: it is the user of the last log-in on the
 * connection of its session that has not ended (AWS CloudHSM user guide, "Interpreting audit logs"; that handles of one
 * connection have their upper part in common is inferred, see `connectionOf`).
 */
import { connectionOf } from '../log/connection.ts';
import type { LogEvent } from '../log-event.ts';
import type { Budget } from './budget.ts';
import { nameOfUser, PRE_OFFICER } from './guarded-operation.ts';

/** Somebody who has logged in. */
export interface Login {
  readonly user: string;
  readonly time: bigint;
  readonly session: bigint;
  isEnded: boolean;
}

/** Who was logged in on a connection, as far as its part of the stream tells. */
export type WhoActs = Login | 'nobody' | 'not-known';

/** Types of users (AWS CloudHSM user guide, "Audit log reference"). */
export const CRYPTO_USER = 1;
const APPLIANCE_USER = 5;

/** What ends a log-in: the first two that of the whole connection. */
const ENDINGS: readonly string[] = [
  'CN_LOGOUT',
  'CN_APP_FINALIZE',
  'CN_CLOSE_SESSION',
  'CN_SESSION_CLOSE',
];

export class Connections {
  /** Log-ins of officers: how those of crypto users and of the appliance end does not matter, who do nothing guarded. */
  readonly officers: Login[] = [];
  /** Sequence number of the first log-in of an officer who is activated. */
  firstOfficer: bigint | undefined;
  /** Who is logged in; nobody, where somebody was before this part. */
  readonly #connections = new Map<bigint, Login | 'nobody'>();
  /** Sessions that were closed and may be those of log-ins before this part. */
  readonly #closed = new Set<bigint>();
  readonly #budget: Budget;
  /** Whether somebody may have logged in before this part. */
  #mayInherit = true;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /** The HSM has just begun, or was booted: no session outlives that. */
  begin(): void {
    this.#mayInherit = false;
    for (const login of this.#connections.values()) {
      if (login !== 'nobody') login.isEnded = true;
      this.#budget.giveBack('connections');
    }
    this.#connections.clear();
  }

  /**
   * @returns whether the event is one of log-ins
   * @throws Failure `audit-too-much`
   */
  take(event: LogEvent): boolean {
    const isLogin = event.opcode === 'CN_LOGIN';
    if (!isLogin && !ENDINGS.includes(event.opcode)) return false;
    if (!event.response.isSuccess) return true;
    if (isLogin) this.#logIn(event);
    else this.#logOut(event);
    return true;
  }

  whoActs(session: bigint): WhoActs {
    const login = this.#connections.get(connectionOf(session));
    return login ?? (this.#mayInherit ? 'not-known' : 'nobody');
  }

  /** Whom log-ins before this part leave behind it; those that it ended are marked. */
  carry(before: ReadonlyMap<bigint, Login>): Map<bigint, Login> {
    const after = new Map<bigint, Login>();
    for (const [connection, login] of before) {
      const isGone =
        !this.#mayInherit || this.#connections.has(connection) || this.#closed.has(login.session);
      if (isGone) login.isEnded = true;
      else after.set(connection, login);
    }
    for (const [connection, login] of this.#connections) {
      if (login !== 'nobody') after.set(connection, login);
    }
    return after;
  }

  #logIn({ time, sequence, session, user }: LogEvent): void {
    const connection = connectionOf(session);
    const login = { user: nameOfUser(user), time, session, isEnded: false };
    const before = this.#connections.get(connection);
    if (before === undefined) this.#budget.spend('connections');
    else if (before !== 'nobody') before.isEnded = true;
    this.#connections.set(connection, login);
    const type = user?.typeNumber;
    if (type === CRYPTO_USER || type === APPLIANCE_USER) return;
    this.#budget.spend('sessions');
    this.officers.push(login);
    if (type !== PRE_OFFICER) this.firstOfficer ??= sequence;
  }

  #logOut({ session, opcode }: LogEvent): void {
    const connection = connectionOf(session);
    const login = this.#connections.get(connection);
    if (login === 'nobody') return;
    // A closed session ends the log-in that was made in it, or all of its connection.
    const isOfOne = opcode.includes('SESSION') && !isConnection(session);
    if (login !== undefined) {
      if (isOfOne && login.session !== session) return;
      login.isEnded = true;
      this.#connections.delete(connection);
      this.#budget.giveBack('connections');
    }
    if (!this.#mayInherit) return;
    if (login === undefined && isOfOne) {
      if (!this.#closed.has(session)) this.#budget.spend('connections');
      this.#closed.add(session);
      return;
    }
    this.#budget.spend('connections');
    this.#connections.set(connection, 'nobody');
  }
}

/** Whether a handle stands for its connection: in the documented log-out it has no digits of a session. */
function isConnection(session: bigint): boolean {
  return (session & 0xfffn) === 0n;
}
