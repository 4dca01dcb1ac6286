/**
 * All commands, in the order in which help lists them.
 */
import type { CommandDefinition } from '../command.ts';
import { approvalAdd } from './approval-add.ts';
import { approvalCombine } from './approval-combine.ts';
import { approvalFmt } from './approval-fmt.ts';
import { approvalLint } from './approval-lint.ts';
import { approvalNew } from './approval-new.ts';
import { approvalRemove } from './approval-remove.ts';
import { approvalSet } from './approval-set.ts';
import { approvalShow } from './approval-show.ts';
import { approvalStatus } from './approval-status.ts';
import { demo } from './demo.ts';
import { dgst } from './dgst.ts';
import { hsmClock } from './hsm-clock.ts';
import { hsmConsole } from './hsm-console.ts';
import { hsmDump } from './hsm-dump.ts';
import { hsmExec } from './hsm-exec.ts';
import { hsmExplain } from './hsm-explain.ts';
import { hsmFault } from './hsm-fault.ts';
import { hsmInit } from './hsm-init.ts';
import { hsmLoad } from './hsm-load.ts';
import { hsmLog } from './hsm-log.ts';
import { hsmLogVerify } from './hsm-log-verify.ts';
import { hsmLogout } from './hsm-logout.ts';
import { hsmRun } from './hsm-run.ts';
import { hsmShow } from './hsm-show.ts';
import { keyConvert } from './key-convert.ts';
import { keyNew } from './key-new.ts';
import { keyPublic } from './key-public.ts';
import { keyRegisterToken } from './key-register-token.ts';
import { keyShow } from './key-show.ts';
import { sign } from './sign.ts';
import { tokenShow } from './token-show.ts';
import { verify } from './verify.ts';

export const DEFINITIONS: readonly CommandDefinition[] = [
  demo,
  sign,
  verify,
  dgst,
  tokenShow,
  approvalNew,
  approvalAdd,
  approvalRemove,
  approvalSet,
  approvalFmt,
  approvalShow,
  approvalLint,
  approvalStatus,
  approvalCombine,
  keyNew,
  keyShow,
  keyConvert,
  keyPublic,
  keyRegisterToken,
  hsmInit,
  hsmConsole,
  hsmExec,
  hsmRun,
  hsmShow,
  hsmClock,
  hsmFault,
  hsmExplain,
  hsmDump,
  hsmLoad,
  hsmLog,
  hsmLogVerify,
  hsmLogout,
];
