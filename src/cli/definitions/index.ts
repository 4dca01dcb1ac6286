/**
 * All commands, in the order in which help lists them.
 */
import type { CommandDefinition } from '../command.ts';
import { demo } from './demo.ts';

export const DEFINITIONS: readonly CommandDefinition[] = [demo];
