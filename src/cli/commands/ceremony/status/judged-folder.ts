import type { JudgedToken } from '../../../../answers/folder/judge-folder.ts';
import type { FolderTrouble } from '../../../../ceremony/folder/folder-trouble.ts';
import type { Policy } from '../../../../ceremony/policy/policy.ts';

/** What is told of a folder. */
export interface JudgedFolder {
  readonly folder: string;
  readonly reached: boolean;
  readonly judged: readonly JudgedToken[];
  readonly trouble: readonly FolderTrouble[];
  readonly policy: Policy | undefined;
  readonly names: { readonly policy: string | undefined };
  /** Milliseconds since 1970. */
  readonly now: number;
}
