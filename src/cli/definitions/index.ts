/**
 * All commands, in the order in which help lists them.
 */
import type { CommandDefinition } from '../command.ts';
import { approvalLint } from './approval-lint.ts';
import { demo } from './demo.ts';
import { hsmClock } from './hsm-clock.ts';
import { hsmConsole } from './hsm-console.ts';
import { hsmExec } from './hsm-exec.ts';
import { hsmInit } from './hsm-init.ts';
import { hsmShow } from './hsm-show.ts';
import { sign } from './sign.ts';
import { tokenShow } from './token-show.ts';
import { verify } from './verify.ts';

export const DEFINITIONS: readonly CommandDefinition[] = [
  sign,
  verify,
  tokenShow,
  approvalLint,
  demo,
  hsmInit,
  hsmConsole,
  hsmExec,
  hsmShow,
  hsmClock,
];
