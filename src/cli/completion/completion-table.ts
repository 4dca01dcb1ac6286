import type { CommandDefinition } from '../command.ts';

/** What a command is, as far as a Tab asks. */
export type CompletedCommand = Omit<CommandDefinition, 'description' | 'examples' | 'gone'>;

/**
 * What a Tab offers and whose own files take long to load: the build writes it beside the bundles
 * (completion.json), as it does with help.
 */
export interface CompletionTable {
  /** In the order of help. */
  readonly commands: readonly CompletedCommand[];
  /** Codes of lint, each with what it means in a few words. */
  readonly 'lint-codes': readonly (readonly [code: string, about: string])[];
  /** Commands of the classic console, each with what it does. */
  readonly 'console-commands': readonly (readonly [command: string, about: string])[];
}
