import type { ClusterClock } from '../../../../hsm/cluster/clock.ts';
import { formatFault } from '../../../../hsm/cluster/fault-text.ts';
import type { OperatorAct, OperatorEvent } from '../../../../hsm/cluster/operator-act.ts';
import { formatLogTime } from '../../../../words/audit-record.ts';

/** The lines of one record of the operator's log, like those of an audit record. */
export function listActLines({ sequence, time, uid, act, heads }: OperatorEvent): string[] {
  return [
    formatLogTime(time),
    `Act No : 0x${sequence.toString(16)}`,
    ...describeAct(act).map((text) => `Act : ${text}`),
    ...(uid === null ? [] : [`User Id : ${uid}`]),
    ...heads.map((head, server) =>
      head === null
        ? `Head of server ${server} : damaged`
        : `Head of server ${server} : 0x${head.sequence.toString(16)} ${head.hash}`,
    ),
  ];
}

function describeAct(act: OperatorAct): string[] {
  switch (act.kind) {
    case 'clock':
      return [describeClock(act.clock)];
    case 'faults':
      return act.faults.length === 0
        ? ['no faults']
        : act.faults.map((fault) => `fault ${formatFault(fault)}`);
    case 'key-availability':
      return [`keys of one HSM alone may ${act.isChecked ? 'not ' : ''}be used`];
    case 'logout':
      return ['log-out of all sessions'];
    case 'load':
      return [
        `load of a dump${act.digest === null ? '' : `, SHA-256 ${act.digest}`}`,
        ...act.heads.map(
          ({ sequence, hash }, server) =>
            `load of server ${server}, head 0x${sequence.toString(16)} ${hash}`,
        ),
      ];
  }
}

function describeClock(clock: ClusterClock): string {
  if (clock.kind === 'standing') return `clock stands at ${new Date(clock.at).toISOString()}`;
  return clock.offset === 0 ? 'clock of the machine' : `clock runs, ${clock.offset / 1000} s off`;
}
