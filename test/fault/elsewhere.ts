import { identifyProcess } from '../../src/hsm/cluster/process-identity.ts';
import type { ProcessIdentity } from '../../src/hsm/protocol.ts';

/**
 * The process that several programs of a test pretend to be, so that they may use one session. It counts as
 * alive for ever: it is of a namespace that cannot be seen.
 */
export const ELSEWHERE: ProcessIdentity = {
  bootId: identifyProcess().bootId,
  pidNamespace: 'elsewhere',
  pid: 1,
  startTime: '1',
};
