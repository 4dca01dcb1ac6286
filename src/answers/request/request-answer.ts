import type { JudgedRequestSignature, RequestProblem } from '../../ceremony/request/request.ts';

/** A request, or a draft, as the answers have it. */
export interface RequestTermsAnswer {
  readonly operation: {
    readonly name: string;
    readonly arguments: Readonly<Record<string, string>>;
    readonly classic: string | null;
    readonly sdk5: string;
  };
  readonly requester: string;
  readonly service: number;
  readonly serviceName: string;
  readonly reason: string | null;
  readonly ticket: string | null;
  readonly made: string;
  readonly expires: string | null;
  readonly policy: string | null;
  readonly key?: string;
  readonly data?: { readonly sha256: string; readonly bytes: number };
  /** Null of a draft. */
  readonly token: { readonly name: string; readonly sha256: string } | null;
}

/** What is the matter with a request. */
export interface RequestProblemAnswer {
  readonly code: RequestProblem['code'];
  readonly message: string;
}

/** Whose a signature of a request is. */
export interface RequestSignatureAnswer<
  State extends string = JudgedRequestSignature['state'] | 'unchecked',
> {
  readonly state: State;
  readonly names: readonly string[];
  readonly keyid: string | null;
}

/** What `mofn request show --json` answers. */
export interface RequestShown {
  readonly schemaVersion: 1;
  readonly file: string;
  readonly request: RequestTermsAnswer;
  readonly signatures: readonly { readonly keyid: string | null }[];
}

/** What `mofn request verify --json` answers. */
export interface RequestVerified {
  readonly schemaVersion: 1;
  readonly file: string;
  readonly verified: boolean;
  readonly request: RequestTermsAnswer;
  readonly problems: readonly RequestProblemAnswer[];
  readonly signatures: readonly RequestSignatureAnswer[];
}
