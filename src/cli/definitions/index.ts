/**
 * All commands, in the order in which help lists them.
 */
import type { CommandDefinition } from '../command.ts';
import { approvalLint } from './approval-lint.ts';
import { demo } from './demo.ts';
import { dgst } from './dgst.ts';
import { hsmClock } from './hsm-clock.ts';
import { hsmConsole } from './hsm-console.ts';
import { hsmExec } from './hsm-exec.ts';
import { hsmInit } from './hsm-init.ts';
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
  sign,
  verify,
  dgst,
  tokenShow,
  approvalLint,
  demo,
  hsmInit,
  hsmConsole,
  hsmExec,
  hsmShow,
  hsmClock,
  keyNew,
  keyShow,
  keyConvert,
  keyPublic,
  keyRegisterToken,
];
