/** Failures of mgmt-util/: a console that is asked for more than it does at a time. */
import type { KindsOf } from './kind.ts';

export interface MgmtUtilFailures {
  /** The console runs a command, or a whole session, and takes one at a time. */
  'console-busy': object;
  /** The console is closed, or about to be. */
  'console-closed': object;
}

export const mgmtUtilFailureKinds = (): KindsOf<MgmtUtilFailures> => ({
  'console-busy': 'usage',
  'console-closed': 'usage',
});
