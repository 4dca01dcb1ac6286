/** What was done with keys, as the logs of the HSMs tell it, and as an audit judges those logs. */
import { beforeAll, describe, expect, it } from 'vitest';

import type { RequestFile } from '../../src/audit/judge/cover.ts';
import type { AuditReport } from '../../src/audit/report.ts';
import { formatAuditEvent } from '../../src/words/audit-record.ts';
import { listAwsEvents } from '../../src/words/aws-log.ts';
import { audit, makeRequest } from '../audit/judge/written-logs.ts';
import { eventsOf, odditiesOf, readAll } from '../audit/log/collect.ts';
import { KeyStage } from './key-stage.ts';

const stage = new KeyStage();
let key: number;
let own: readonly string[];
let delivered: readonly string[];

beforeAll(async () => {
  key = await stage.make({ sharedWith: ['ca2'], quorum: { use: 0, manage: 2 } });
  const free = await stage.make();
  await stage.type('ca1', `getToken 6 ca1 token ${key}`);
  stage.approve('token', 'ca1', 'ca2');
  await stage.type('ca1', 'approveToken approval', `shareKey ${key} 5 1`);
  await stage.type('ca1', `shareKey ${key} 5 0`, `setAttribute ${free} 3 new`);
  const logs = stage.cluster.hsms.map((hsm) => hsm.inspectWhole().log);
  own = logs.map((log) => log.map(formatAuditEvent).join('\n'));
  delivered = logs.map((log) => listAwsEvents(log).join('\n'));
});

describe('what is read of it', () => {
  const readKeys = (text: string): readonly string[] =>
    eventsOf(readAll(text))
      .filter(({ opcode }) => /OBJECT|CN_GENERATE|_TOKEN/.test(opcode))
      .map(({ opcode, keys, user, isShared, attribute, spent, response }) =>
        [opcode, keys?.secret, user?.name, isShared, attribute, spent.join(), response.number]
          .map((value) => value ?? '-')
          .join(' '),
      );

  it('is all of it in the emulator’s own log', () => {
    const free = key + 1;
    expect(own.flatMap((text) => odditiesOf(readAll(text)))).toEqual([]);
    expect(readKeys(own[0] ?? '')).toEqual([
      'CN_INIT_TOKEN - - - -  0',
      `CN_GENERATE_KEY ${key} - - -  0`,
      `CN_EXTRACT_MASKED_OBJECT_USER ${key} - - -  0`,
      `CN_GENERATE_KEY ${free} - - -  0`,
      `CN_EXTRACT_MASKED_OBJECT_USER ${free} - - -  0`,
      `CN_GET_TOKEN ${key} ca1 - - 6 0`,
      'CN_APPROVE_TOKEN - ca1 - - 6 0',
      `CN_SHARE_OBJECT ${key} ca3 true - 6 0`,
      `CN_SHARE_OBJECT ${key} ca3 false -  -`,
      `CN_MODIFY_OBJECT ${free} - - label  0`,
    ]);
  });

  it('is what AWS tells in the log as it is delivered', () => {
    expect(delivered.flatMap((text) => odditiesOf(readAll(text)))).toEqual([]);
    expect(readKeys(delivered[1] ?? '')).toEqual([
      `CN_INSERT_MASKED_OBJECT_USER ${key} - - -  0`,
      `CN_INSERT_MASKED_OBJECT_USER ${key + 1} - - -  0`,
      'CN_GET_TOKEN - ca1 - -  0',
      'CN_APPROVE_TOKEN - ca1 - -  0',
      'CN_SHARE_OBJECT - - - -  0',
      'CN_SHARE_OBJECT - - - -  255',
      `CN_MODIFY_OBJECT ${key + 1} - - -  0`,
    ]);
    // It ends with its log type, as the guide's.
    expect(delivered[0]).toMatch(
      /CN_SHARE_OBJECT.*\n.*\n.*SUCCESS\nLog type : UNKNOWN_LOG_TYPE \(5\)\n\n/,
    );
  });
});

describe('an audit of it', () => {
  const askedBy = (what: string): RequestFile => {
    const made = Math.floor(stage.now / 1000);
    return makeRequest({ what, requester: 'ca1', made, expires: made + 600, token: 'token' });
  };
  const judge = (logs: readonly string[], ...requests: readonly RequestFile[]): AuditReport =>
    audit(
      logs.map((text, at) => ({ stream: `hsm-${at}`, events: eventsOf(readAll(text)) })),
      { requests },
      {},
      requests.length > 0,
    );
  const codesOf = ({ findings }: AuditReport): readonly string[] =>
    findings.map(({ code }) => code);

  it('misses a request for what spent a token, where the log tells of tokens', () => {
    expect(codesOf(judge(own))).toEqual(['uncovered']);
    expect(codesOf(judge(delivered))).toEqual([]);
  });

  it('finds the request, and counts what it cannot judge', () => {
    const reference = `key-reference=0x${key.toString(16)}`;
    const what = `key share --filter ${reference} --username ca3 --role crypto-user`;
    for (const logs of [own, delivered]) {
      const report = judge(logs, askedBy(what));
      expect([codesOf(report), report.operations.length, report.unjudged]).toEqual([[], 1, 2]);
      expect(report.operations[0]).toMatchObject({ actor: 'ca1', request: 0, missing: [] });
    }
  });

  it('does not take the request of another key for it, where the log has the key', () => {
    const what = 'key share --filter key-reference=0x6 --username ca3 --role crypto-user';
    expect(codesOf(judge(own, askedBy(what)))).toEqual(['uncovered']);
  });
});
