/**
 * What the checker page knows of the files that were dropped on it. All text that comes from files is as it is: control
 * characters and all. Whoever shows it escapes it (`escapeUnsafe`), but where this says that it is safe.
 */
import type { ShowAnswer, ShownReading } from '../../answers/approval/reading-answer.ts';
import type { LintAnswer } from '../../answers/lint/lint-answer.ts';
import type { PolicyChecked } from '../../answers/policy/policy-answer.ts';
import type { RequestShown, RequestVerified } from '../../answers/request/request-answer.ts';
import type { StatusAnswer } from '../../answers/status/status-answer.ts';
import type { OtherKindAnswer, TokenAnswer } from '../../answers/token/token-answer.ts';
import type { ContentKind } from '../../failure-codes/content-kind.ts';

/** A file that was dropped, or picked. */
export interface DroppedFile {
  /** With the folder that was dropped in front, if one was: `ceremony/approval.txt`; else the name alone. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What is kept of all that was dropped: `takeFiles` makes it, `readPage` reads it. */
export interface PageFiles {
  /** Neither private keys nor what is too large are among them. In the order of their paths. */
  readonly files: readonly DroppedFile[];
  readonly refused: readonly RefusedKey[];
  readonly large: readonly LargeFile[];
  /** How many files there were besides, of which nothing is known. */
  readonly leftOut: number;
}

/** A file of which nothing is kept, since nothing of a ceremony is as large. */
export interface LargeFile {
  readonly path: string;
  readonly bytes: number;
}

/** What people say besides. */
export interface PageOptions {
  /** Milliseconds since 1970, by the browser's clock. */
  readonly now: number;
  /** M, as the HSM has it; 1 to 20. */
  readonly required?: number | undefined;
}

/** What the page knows. Each list is in the order of the paths, numbers in them by value. */
export interface PageModel {
  /** Every file that was dropped, those that are refused among them. */
  readonly files: readonly PageFile[];
  /** Private keys: named, and nothing of them is kept. */
  readonly refused: readonly RefusedKey[];
  readonly approvals: readonly ApprovalView[];
  readonly tokens: readonly TokenView[];
  readonly requests: readonly RequestView[];
  readonly policies: readonly PolicyView[];
  /** Signatures that stand in files of their own. */
  readonly signatures: readonly SignatureView[];
  readonly keys: readonly KeyView[];
}

/** What a file is. */
export interface PageFile {
  readonly path: string;
  readonly kind: PageFileKind;
  /** In a few words: `a quorum token`. Safe to show. */
  readonly what: string;
  readonly bytes: number;
  /** SHA-256 of the file, hex; missing of a private key. */
  readonly sha256?: string;
  /** Why nothing more is said of it: it is too large, or cannot be read as what it is. Safe to show. */
  readonly problem?: Told;
}

/** As content is recognised; a policy is told by its lines, or its envelope. */
export type PageFileKind = ContentKind | 'policy' | 'too-large';

/** What is the matter, and what to do. */
export interface Told {
  readonly message: string;
  readonly hint?: string;
}

/** A private key that was dropped. */
export interface RefusedKey {
  readonly path: string;
}

/** An approval file of either kind. */
export interface ApprovalView {
  readonly path: string;
  readonly format: 'classic' | 'sdk5';
  /** `mofn approval show --json`; as written. */
  readonly shown: ShowAnswer;
  /** Both readings of a classic file; missing of the newer kind, which all read alike. */
  readonly readings?: TwoReadings;
  readonly lint: LintView;
  /**
   * `mofn approval status --json`; missing where a classic file names no file that was dropped, so that there is
   * nothing to judge yet.
   */
  readonly status?: StatusAnswer;
  /** Files that it names and that were not dropped, as it names them. */
  readonly wants: readonly string[];
  /** Paths of what it was held against: of the request and the policy. */
  readonly request?: string;
  readonly policy?: string;
  /** `mofn policy check --json`, for each policy that was dropped and is sound. */
  readonly verdicts: readonly PolicyChecked[];
  /** What is the matter with its token. */
  readonly trouble?: TokenTrouble;
}

/** What may be the matter with a token that was dropped. */
export type TokenTrouble =
  /** it is no row of records; `wasText`: it was converted to UTF-8 on its way */
  | {
      readonly code: 'damaged';
      readonly file: string;
      readonly bytes: number;
      readonly wasText: boolean;
    }
  /** request and signatures are for what has this SHA-256, and the token has another */
  | {
      readonly code: 'another';
      readonly file: string;
      readonly found: string;
      readonly sha256: string;
    }
  /** older than the policy allows; seconds */
  | { readonly code: 'too-old'; readonly age: number; readonly most: number };

export interface TwoReadings {
  /** As a person wrote it. */
  readonly written: ShownReading;
  /** As the HSM's own tool reads it. */
  readonly device: ShownReading;
  /** The same paths, count and approvers, and the device takes the file. */
  readonly agree: boolean;
}

/** What lint has to say of a file. */
export interface LintView {
  /** `mofn approval lint --json` or `mofn policy lint --json`; `files` has one. */
  readonly answer: LintAnswer;
  /**
   * The file's text, line by line, with the diagnostics at their places. Safe to show. Empty where nothing of the file
   * may be shown; of a very long file the lines with diagnostics, and some around them.
   */
  readonly lines: readonly MarkedLine[];
  /** The file as `--fix` writes it; missing where there is nothing to fix. */
  readonly fixed?: Fixed;
}

export interface Fixed {
  /** Name to save it under, without folders: that of the file. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** How many fixes went into it. */
  readonly applied: number;
}

/** A line of a file. */
export interface MarkedLine {
  /** From 1. Where a number is missing between two lines, lines are left out. */
  readonly number: number;
  readonly pieces: readonly LinePiece[];
  /** Positions in `answer.files[0].diagnostics` of those that begin on this line. */
  readonly diagnostics: readonly number[];
}

export interface LinePiece {
  readonly text: string;
  /** Positions of the diagnostics that are about this stretch; none of most. A mark may be about no character: `text` is empty. */
  readonly marks: readonly number[];
}

/** A token file, or a registration or log-in of the newer command line. */
export interface TokenView {
  readonly path: string;
  /** `mofn token show --json` */
  readonly shown: TokenAnswer | OtherKindAnswer;
  /** What a person should read of it, as label and text: who asks, for what, where, when. Safe to show. */
  readonly rows: readonly Row[];
  /** What whoever signs it should know. Safe to show. */
  readonly cautions: readonly string[];
}

/** A label and its text. Without a label it goes on from the row before. */
export interface Row {
  readonly label: string;
  readonly text: string;
}

/** A request, or a draft of one. */
export interface RequestView {
  readonly path: string;
  readonly isDraft: boolean;
  /** `mofn request show --json` */
  readonly shown: RequestShown;
  /** `mofn request verify --json`, with the token and the keys that were dropped; missing of a draft. */
  readonly verified?: RequestVerified;
  /** It in words, as label and text. Safe to show. */
  readonly rows: readonly Row[];
}

/** A policy, signed or not. */
export interface PolicyView {
  readonly path: string;
  /** Of its TOML, as a signed policy has it; missing where it is not sound. */
  readonly sha256?: string;
  readonly name?: string;
  readonly lint: LintView;
  /**
   * Whose signatures it has, by the keys of a roster: a policy's own keys do not vouch for it. Missing where it has no
   * envelope, or no roster was dropped.
   */
  readonly signers?: readonly string[];
  /** How many signatures it has that no key of the roster made; missing likewise. */
  readonly strangers?: number;
}

/** A signature file. */
export interface SignatureView {
  readonly path: string;
  /** Approval files that name it. */
  readonly namedBy: readonly string[];
  /** Whose it is, and of which token; missing where no key at hand made it, right, over one. */
  readonly by?: { readonly name: string; readonly token: string };
  /** Why it is wrong, one for each token that was dropped, by its path. The reasons are safe to show. */
  readonly wrong: readonly { readonly token: string; readonly reasons: readonly string[] }[];
}

/** A public key or certificate that was dropped. */
export interface KeyView {
  readonly path: string;
  /** The officer whose key it is; missing where its name is none. */
  readonly officer?: string;
  /** SHA-256 of the SubjectPublicKeyInfo, hex; missing where it has no RSA key. */
  readonly fingerprint?: string;
  readonly bits?: number;
  /** Whether it is a policy's, which names it, and not the roster's. */
  readonly inPolicy: boolean;
  /** Why it counts for nobody. Safe to show. */
  readonly problem?: string;
}
