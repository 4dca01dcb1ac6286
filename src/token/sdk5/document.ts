/**
 * The files of the newer command line (CloudHSM CLI, Client SDK 5), and of the older console's log-in with
 * a second factor, with the place of everything in them.
 *
 * Sources: AWS CloudHSM user guide, "Manage quorum authentication", "Manage user 2FA" and "Key quorum";
 * measurements of others with version 5.18 for `role` and what stands beside `tokens`.
 */
import type { Span } from '../../diagnostic.ts';
import type { JsonDocument, JsonValue } from '../json/json-document.ts';
import type { Base64Problem } from './base64.ts';

/** A file that officers sign something in. */
export type Sdk5Document = QuorumDocument | TokensDocument | AuthDataDocument;

/** What a file of the newer command line is for. */
export type Sdk5Kind = Sdk5Document['kind'];

interface CommonParts {
  readonly json: JsonDocument;
  /** Members that are there and are no text, no base64, no list, where they should be. */
  readonly misshapen: readonly MisshapenMember[];
  /** Members that no document knows, in the order of the file. */
  readonly unknown: readonly UnknownMember[];
  readonly version: TextMember | undefined;
}

/** A quorum token, and the approvals over it. */
export interface QuorumDocument extends CommonParts {
  readonly kind: 'quorum';
  readonly service: TextMember | undefined;
  /** Key services only. */
  readonly keyReference: TextMember | undefined;
  /** The records. */
  readonly approvalData: BytesMember | undefined;
  /** SHA-256 of the records. */
  readonly token: BytesMember | undefined;
  readonly signatures: SignatureList | undefined;
}

/**
 * `registration`: proves that somebody has a key. `mfa`: a log-in, or a key for log-ins, with a digest for
 * each HSM that shows nothing of what it is.
 */
export interface TokensDocument extends CommonParts {
  readonly kind: 'registration' | 'mfa';
  readonly tokens: readonly TokenEntry[];
  /** Version 5.18 writes it beside `tokens`; nobody reads it. */
  readonly signatures: SignatureList | undefined;
}

/** What `cloudhsm_mgmt_util` writes for a log-in with a second factor. */
export interface AuthDataDocument extends CommonParts {
  readonly kind: 'authdata';
  /** PEM; missing in a request. */
  readonly publicKey: TextMember | undefined;
  readonly data: readonly AuthDataEntry[];
}

/** The list of approvals. */
export interface SignatureList {
  readonly items: readonly SignatureEntry[];
  /** Its brackets included. */
  readonly span: Span;
}

/** An approval. */
export interface SignatureEntry {
  readonly username: TextMember | undefined;
  readonly role: TextMember | undefined;
  readonly signature: BytesMember | undefined;
  readonly span: Span;
}

/** What is to be signed in a registration or a log-in. */
export interface TokenEntry {
  /** Registration only. */
  readonly approvalData: BytesMember | undefined;
  /** The digest that is signed. */
  readonly unsigned: BytesMember | undefined;
  readonly signed: BytesMember | undefined;
  readonly span: Span;
}

/** What is to be signed for one HSM. */
export interface AuthDataEntry {
  readonly hsmId: TextMember | undefined;
  readonly digest: BytesMember | undefined;
  readonly signature: BytesMember | undefined;
  readonly span: Span;
}

/** A member that is a text. */
export interface TextMember {
  readonly text: string;
  /** Of the string, its quotes included. */
  readonly span: Span;
  /** Of name and string. */
  readonly memberSpan: Span;
}

/** A member that should be base64. */
export interface BytesMember extends TextMember {
  /** What it stands for; missing where `problem` is `none`. */
  readonly bytes: Uint8Array | undefined;
  readonly problem: Base64Problem | undefined;
}

/** A member of another type than it should be. */
export interface MisshapenMember {
  /** As `signatures[0].role`. */
  readonly path: string;
  readonly expected: 'string' | 'array' | 'object';
  readonly span: Span;
}

/** A member that no document knows. */
export interface UnknownMember {
  readonly path: string;
  readonly value: JsonValue;
  /** Of name and value. */
  readonly span: Span;
}
