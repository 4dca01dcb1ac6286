import type { MgmtUtilFailures } from '../../failure-codes/mgmt-util.ts';
import type { FailureWords } from './failure-words.ts';

export const MGMT_UTIL_FAILURE_WORDS: FailureWords<MgmtUtilFailures> = {
  'console-busy': {
    message: () => 'the console runs a command already',
    hint: () => 'wait until that has ended, or open another console',
  },
  'console-closed': {
    message: () => 'the console is closed',
    hint: () => 'open another one',
  },
};
