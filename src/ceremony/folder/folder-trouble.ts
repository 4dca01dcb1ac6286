import type { WrongSignature } from '../wrong-signature.ts';

/** Why a file could not be looked at: nothing is known of what would be in it. */
export type UnreadReason = 'link' | 'not-regular' | 'too-large' | 'unreadable';

/** What is the matter with a file of a ceremony's folder, so that it does not count. Paths are from the folder on. */
export type FolderTrouble =
  /** a link, which could lead anywhere, or what cannot be read */
  | { readonly code: 'unread'; readonly path: string; readonly why: UnreadReason }
  /** a key that belongs to its officer alone */
  | { readonly code: 'private-key'; readonly path: string }
  /** it looks like a token and is none, or one that no HSM would take */
  | { readonly code: 'unsound-token'; readonly path: string }
  /** an approval file whose token is not in the folder */
  | { readonly code: 'no-token'; readonly path: string }
  /** an approval file that the HSM's tool stops at, or reads otherwise than it is written */
  | { readonly code: 'misread'; readonly path: string }
  /** a signature that no officer of the roster made over a token of the folder; `wrong` where there is but one token */
  | {
      readonly code: 'nobodys-signature';
      readonly path: string;
      readonly wrong: WrongSignature | undefined;
    }
  /** another signature of somebody whose approval is there */
  | {
      readonly code: 'second-signature';
      readonly path: string;
      readonly name: string;
      readonly other: string;
    }
  | { readonly code: 'unsound-request'; readonly path: string }
  /** a request for a token that is not in the folder */
  | { readonly code: 'request-without-token'; readonly path: string }
  /** two requests for one token that ask for different things */
  | { readonly code: 'requests-differ'; readonly path: string; readonly other: string };
