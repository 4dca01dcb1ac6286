import type { PolicyVerdict } from '../../ceremony/policy/verdict.ts';
import type { KeyAnswer } from '../token/key-answer.ts';

/** What a policy says of approvals. */
export interface VerdictAnswer {
  readonly rules: readonly {
    readonly number: number;
    readonly name: string | null;
    readonly because: 'operation' | 'no-operation-named';
    readonly met: boolean;
    readonly taken: readonly { readonly person: string; readonly group: string | null }[];
    readonly missing: readonly {
      readonly groups: readonly string[];
      readonly count: number;
      readonly candidates: readonly string[];
    }[];
    readonly tokenTooOld: boolean;
  }[];
  readonly approvals: readonly {
    readonly account: string;
    readonly state: PolicyVerdict['approvals'][number]['state'];
    readonly person: string | null;
    readonly keyOf: string | null;
  }[];
}

/** What `mofn policy check --json` answers. */
export interface PolicyChecked extends VerdictAnswer {
  readonly schemaVersion: 1;
  readonly policy: { readonly file: string; readonly name: string | null; readonly sha256: string };
  readonly file: string;
  readonly requester: string;
  readonly service: number;
  readonly key?: KeyAnswer;
  readonly created: string | null;
  readonly operation: string | null;
  readonly met: boolean;
  readonly requestProblems: readonly string[];
}
