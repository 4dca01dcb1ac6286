/** Audit logs as AWS CloudHSM delivers them, in the layout of the guide's examples ("Interpreting audit logs"). */

/** One event. */
export interface LoggedEvent {
  /** Seconds since 1970. */
  readonly at: number;
  readonly opcode: string;
  readonly session?: string;
  readonly user?: { readonly name: string; readonly type: string };
  readonly response?: string;
}

const CO = 'CN_CRYPTO_OFFICER (2)';
const CU = 'CN_CRYPTO_USER (1)';

/** An HSM's log, whose first event has the sequence number `first`. */
export function awsLog(events: readonly LoggedEvent[], first = 0): string {
  return events.map((event, index) => awsEvent(event, first + index)).join('');
}

export function awsEvent(event: LoggedEvent, sequence: number): string {
  const { at, opcode, session = '0x7014006', user, response = '0:HSM Return: SUCCESS' } = event;
  const [date = '', time = ''] = new Date(at * 1000).toISOString().slice(2, 19).split('T');
  const [year, month, day] = date.split('-');
  return `Time: ${month}/${day}/${year} ${time}.437708, usecs:${at}437708
Sequence No : 0x${sequence.toString(16)}
Reboot counter : 0x107
Command Type(hex) : CN_MGMT_CMD (0x0)
Opcode : ${opcode}
Session Handle : ${session}
Response : ${response}
Log type : ${user === undefined ? 'MINIMAL_LOG_ENTRY (0)' : 'MGMT_USER_DETAILS_LOG (2)'}
${user === undefined ? '' : `User Name : ${user.name}\nUser Type : ${user.type}\n`}
`;
}

/** An officer logs in, makes users, and logs out; ten seconds for each. */
export function userLog(
  at: number,
  users: readonly string[] = ['bob'],
  officer = 'officer1',
): readonly LoggedEvent[] {
  const events: readonly Omit<LoggedEvent, 'at'>[] = [
    { opcode: 'CN_LOGIN (0xd)', user: { name: officer, type: CO } },
    { opcode: 'CN_GET_TOKEN' },
    { opcode: 'CN_APPROVE_TOKEN' },
    ...users.map((name) => ({
      opcode: 'CN_CREATE_USER (0x3)',
      session: '0x7014007',
      user: { name, type: CU },
    })),
    { opcode: 'CN_LOGOUT (0xe)', session: '0x7014000' },
  ];
  return events.map((event, index) => ({ at: at + 10 * index, ...event }));
}
