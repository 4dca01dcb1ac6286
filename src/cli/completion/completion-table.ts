/**
 * Words whose own files take long to load: the build writes them beside the bundles (completion.json), as it
 * does with help.
 */
export interface CompletionTable {
  /** Codes of lint, each with what it means in a few words. */
  readonly 'lint-codes': readonly (readonly [code: string, about: string])[];
  /** Commands of the classic console, each with what it does. */
  readonly 'console-commands': readonly (readonly [command: string, about: string])[];
}
