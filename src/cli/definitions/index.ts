/**
 * All commands, in the order in which help lists them.
 */
import type { CommandDefinition } from '../command.ts';

export const DEFINITIONS: readonly CommandDefinition[] = [];
