import type { ProcessIdentity } from '../protocol.ts';

/** Whether two identities are of one process: a number alone is given to others in time. */
export function isSameProcess(one: ProcessIdentity, other: ProcessIdentity): boolean {
  return (
    one.bootId === other.bootId &&
    one.pidNamespace === other.pidNamespace &&
    one.pid === other.pid &&
    one.startTime === other.startTime
  );
}
