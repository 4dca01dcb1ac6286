/**
 * What the emulator's log is as AWS would deliver it, held against the published facts by programs that are not
 * ours, and against our reader.
 */
import { execFileSync } from 'node:child_process';

import { beforeAll, describe, expect, it } from 'vitest';

import { connectionOf } from '../../src/audit/log/connection.ts';
import { createMemoryCluster } from '../../src/hsm/cluster/cluster.ts';
import { Console } from '../../src/mgmt-util/console.ts';
import { formatAuditEvent } from '../../src/words/audit-record.ts';
import { listAwsEvents } from '../../src/words/aws-log.ts';
import { eventsOf, odditiesOf, readAll } from '../audit/log/collect.ts';
import { piecesOf } from '../mgmt-util/run-console.ts';
import { requireProgram } from '../support/requirements.ts';

const awk = requireProgram('awk');
const grep = requireProgram('grep');

const TYPED = [
  'loginHSM PRECO admin password',
  'changePswd PRECO admin password2',
  'logoutHSM',
  'loginHSM CO admin password2',
  'createUser CU bob password',
  'createUser CO alice password',
  'setMValue 3 1',
  'deleteUser CO alice',
  'registerMofnPubKey CO admin nowhere',
  'getToken 4 nowhere/token',
  'loginHSM CU ghost password',
  'loginHSM CO admin wrongpassword',
];

/** The lines of AWS CloudHSM user guide, "Interpreting audit logs" and "Audit log reference". */
const PUBLISHED = [
  'Time: [0-9]{2}/[0-9]{2}/[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{6}, usecs:[0-9]{16}',
  'Sequence No : 0x[0-9a-f]{1,16}',
  'Reboot counter : 0x[0-9a-f]{1,8}',
  'Command Type\\(hex\\) : CN_MGMT_CMD \\(0x0\\)',
  'Opcode : CN_[A-Z_]+( \\(0x[0-9a-f]+\\))?',
  'Session Handle : 0x[0-9a-f]{7}',
  'Response : (0:HSM Return: SUCCESS|[1-9][0-9]*:HSM Error: .+)',
  'Log type : (MINIMAL_LOG_ENTRY \\(0\\)|MGMT_USER_DETAILS_LOG \\(2\\))',
  'User Name : [A-Za-z0-9_]+',
  'User Type : CN_(CRYPTO_USER \\(1\\)|CRYPTO_OFFICER \\(2\\)|APPLIANCE_USER \\(5\\)|CRYPTO_PRE_OFFICER \\(6\\))',
];

let streams: readonly (readonly string[])[];
let own: string;

beforeAll(async () => {
  const cluster = createMemoryCluster({}, { now: () => 1_516_067_379_437 });
  const input = piecesOf(...TYPED.map(() => 'y\n'));
  const console = new Console({ cluster, input, output: { write: () => undefined } });
  for (const line of TYPED) await console.execute(line);
  await console.close();
  streams = cluster.hsms.map((hsm) => listAwsEvents(hsm.inspectWhole().log));
  own = cluster.hsms
    .map((hsm, at) =>
      [`Log of server ${at}(${hsm.name}):\n`, ...hsm.inspectWhole().log.map(formatAuditEvent)].join(
        '\n',
      ),
    )
    .join('\n');
});

describe('the log as AWS delivers it', () => {
  it.skipIf(!grep.has)(`has no line but those that are published ${grep.label}`, () => {
    const pattern = `^(${PUBLISHED.join('|')}|)$`;
    const run = () =>
      execFileSync('grep', ['-vnE', pattern], {
        input: streams.flat().join('\n'),
        encoding: 'utf8',
      });
    // grep's 1 is that no line is another.
    expect(run).toThrow(expect.objectContaining({ status: 1, stdout: '' }));
  });

  it.skipIf(!awk.has)(`has each event's lines in their order, and no gap ${awk.label}`, () => {
    // An event is a record that an empty line ends.
    const program = `BEGIN { RS = ""; FS = "\\n" }
      { if ($2 != sprintf("Sequence No : 0x%x", NR - 1)) print "gap at " NR
        names = ""; for (i = 1; i <= NF; i++) { split($i, part, " ?:"); names = names part[1] ";" }
        user = index($8, "MGMT_USER") ? "User Name;User Type;" : ""
        if (names != "Time;Sequence No;Reboot counter;Command Type(hex);Opcode;Session Handle;Response;Log type;" user) print names }
      END { print NR }`;
    for (const events of streams) {
      const printed = execFileSync('awk', [program], {
        input: events.join('\n'),
        encoding: 'utf8',
      });
      expect(printed).toBe(`${events.length}\n`);
    }
  });

  it('is what our reader reads, and what happened', () => {
    const read = streams.map((events) => readAll(events.join('\n')));
    expect(read.flatMap(odditiesOf)).toEqual([]);
    expect(
      eventsOf(read[0] ?? []).map(({ opcode, user, response }) =>
        [opcode, user?.name, user?.typeNumber, response.number].join(' '),
      ),
    ).toEqual([
      'CN_INIT_TOKEN   0',
      'CN_GEN_PSWD_ENC_KEY   0',
      'CN_CREATE_APPLIANCE_USER app_user 5 0',
      'CN_INIT_DONE   0',
      'CN_LOGIN admin 6 0',
      'CN_CHANGE_PSWD admin 6 0',
      'CN_LOGOUT admin 2 0',
      'CN_LOGIN admin 2 0',
      'CN_CREATE_USER bob 1 0',
      'CN_CREATE_CO alice 2 0',
      'CN_SET_M_VALUE admin 2 255',
      'CN_DELETE_USER alice 2 0',
      'CN_LOGIN ghost 1 157',
      'CN_LOGIN admin 2 163',
      'CN_APP_FINALIZE admin 2 0',
    ]);
  });

  it('has one connection for each log-in, as the guide has', () => {
    const events = eventsOf(readAll(streams[1]?.join('\n') ?? ''));
    const connections = new Set(events.map(({ session }) => connectionOf(session)));
    const opcodes = [...connections].map((connection) =>
      events.flatMap(({ opcode, session }) =>
        connectionOf(session) === connection ? [opcode] : [],
      ),
    );
    expect(opcodes).toEqual([
      ['CN_LOGIN', 'CN_CHANGE_PSWD', 'CN_LOGOUT'],
      [
        'CN_LOGIN',
        'CN_CREATE_USER',
        'CN_CREATE_CO',
        'CN_SET_M_VALUE',
        'CN_DELETE_USER',
        'CN_APP_FINALIZE',
      ],
      ['CN_LOGIN'],
      ['CN_LOGIN'],
    ]);
    for (const { opcode, session } of events) {
      const isEnd = opcode === 'CN_LOGOUT' || opcode === 'CN_APP_FINALIZE';
      expect(session & 0xfffn).toBe(isEnd ? 0n : 1n);
    }
  });

  it('tells less than the log that the emulator keeps, which is read all the same', () => {
    const entries = readAll(own, 'whole.log');
    expect(odditiesOf(entries)).toEqual([]);
    expect(new Set(entries.map(({ stream }) => stream)).size).toBe(streams.length);
    const first = entries.filter(({ stream }) => stream.startsWith('server 0('));
    const known = eventsOf(first).filter(({ opcode }) => !/REGISTER/.test(opcode));
    expect(known.map(({ opcode }) => opcode)).toEqual(
      eventsOf(readAll(streams[0]?.join('\n') ?? '')).map(({ opcode }) => opcode),
    );
  });

  it('is read with the M value that the emulator tells', () => {
    const record = {
      sequence: 1,
      time: 0,
      op: 'setMValue',
      session: '0x1',
      response: 'SUCCESS',
      service: 3,
      m: 2,
      tokens: [
        { id: 1, service: 4, user: 'officer1', recordDigest: 'a'.repeat(64), approvers: [] },
      ],
      previous: '',
      hash: '',
    } as const;
    expect(eventsOf(readAll(formatAuditEvent(record)))).toMatchObject([{ service: 3, m: 2 }]);
    const [delivered = ''] = listAwsEvents([record]);
    expect(eventsOf(readAll(delivered))).toMatchObject([{ service: undefined, m: undefined }]);
  });
});
