import type { Span } from '../../diagnostic.ts';
import {
  findMember,
  type JsonDocument,
  type JsonMember,
  type JsonValue,
} from '../json/json-document.ts';
import { readBase64 } from './base64.ts';
import type {
  AuthDataDocument,
  AuthDataEntry,
  BytesMember,
  MisshapenMember,
  QuorumDocument,
  Sdk5Document,
  SignatureEntry,
  SignatureList,
  TextMember,
  TokenEntry,
  TokensDocument,
  UnknownMember,
} from './document.ts';

/** Length of a SHA-256 in bytes. */
export const DIGEST_BYTES = 32;

/** Length of a signature by a key of 2048 bits, in bytes. */
export const SIGNATURE_BYTES = 256;

/**
 * Finds in JSON what the newer command line writes, by the members that it has. What is missing or wrong
 * is noted and no failure: the rules judge it.
 *
 * @returns nothing where it is a file of another kind
 * @example
 * const { document } = readJson(bytes);
 * document && readSdk5Document(document)?.kind; // 'quorum'
 */
export function readSdk5Document(json: JsonDocument): Sdk5Document | undefined {
  const has = (name: string): boolean => findMember(json.root, name) !== undefined;
  if (has('tokens')) return new DocumentReader(json).readTokens();
  if (has('approval_data') || has('token') || has('signatures')) {
    return new DocumentReader(json).readQuorum();
  }
  if (has('Data')) return new DocumentReader(json).readAuthData();
  return undefined;
}

interface ListMember {
  readonly items: readonly { readonly item: JsonValue; readonly path: string }[];
  readonly span: Span;
}

class DocumentReader {
  readonly #json: JsonDocument;
  readonly #misshapen: MisshapenMember[] = [];
  readonly #unknown: UnknownMember[] = [];

  constructor(json: JsonDocument) {
    this.#json = json;
  }

  readQuorum(): QuorumDocument {
    const { root } = this.#json;
    const known = ['version', 'service', 'key_reference', 'approval_data', 'token', 'signatures'];
    this.#noteUnknown(root, known, '');
    return {
      kind: 'quorum',
      version: this.#text(root, 'version'),
      service: this.#text(root, 'service'),
      keyReference: this.#text(root, 'key_reference'),
      approvalData: this.#bytes(root, 'approval_data'),
      token: this.#bytes(root, 'token', DIGEST_BYTES),
      signatures: this.#signatures(),
      ...this.#common(),
    };
  }

  readTokens(): TokensDocument {
    const { root } = this.#json;
    this.#noteUnknown(root, ['version', 'tokens', 'signatures'], '');
    const tokens = (this.#list('tokens')?.items ?? []).map(({ item, path }): TokenEntry => {
      this.#noteUnknown(item, ['approval_data', 'unsigned', 'signed'], path);
      return {
        approvalData: this.#bytes(item, 'approval_data', undefined, path),
        unsigned: this.#bytes(item, 'unsigned', DIGEST_BYTES, path),
        signed: this.#bytes(item, 'signed', SIGNATURE_BYTES, path),
        span: item.span,
      };
    });
    return {
      kind: tokens.some(({ approvalData }) => approvalData !== undefined) ? 'registration' : 'mfa',
      version: this.#text(root, 'version'),
      tokens,
      signatures: this.#signatures(),
      ...this.#common(),
    };
  }

  readAuthData(): AuthDataDocument {
    const { root } = this.#json;
    this.#noteUnknown(root, ['Version', 'PublicKey', 'Data'], '');
    const data = (this.#list('Data')?.items ?? []).map(({ item, path }): AuthDataEntry => {
      this.#noteUnknown(item, ['HsmId', 'Digest', 'Signature'], path);
      return {
        hsmId: this.#text(item, 'HsmId', path),
        digest: this.#bytes(item, 'Digest', DIGEST_BYTES, path),
        signature: this.#bytes(item, 'Signature', SIGNATURE_BYTES, path),
        span: item.span,
      };
    });
    return {
      kind: 'authdata',
      version: this.#text(root, 'Version'),
      publicKey: this.#text(root, 'PublicKey'),
      data,
      ...this.#common(),
    };
  }

  /** Asked for last, when all is noted. */
  #common() {
    return { json: this.#json, misshapen: this.#misshapen, unknown: this.#unknown };
  }

  #signatures(): SignatureList | undefined {
    const list = this.#list('signatures');
    if (list === undefined) return undefined;
    const items = list.items.map(({ item, path }): SignatureEntry => {
      this.#noteUnknown(item, ['username', 'role', 'signature'], path);
      return {
        username: this.#text(item, 'username', path),
        role: this.#text(item, 'role', path),
        signature: this.#bytes(item, 'signature', SIGNATURE_BYTES, path),
        span: item.span,
      };
    });
    return { items, span: list.span };
  }

  /** What stands in it and is no object counts as one without members. */
  #list(name: string): ListMember | undefined {
    const value = findMember(this.#json.root, name)?.value;
    if (value === undefined) return undefined;
    if (value.kind !== 'array') {
      this.#noteMisshapen(value, name, 'array');
      return undefined;
    }
    const items = value.items.map((item, index) => {
      const path = `${name}[${index}]`;
      if (item.kind !== 'object') this.#noteMisshapen(item, path, 'object');
      return { item, path };
    });
    return { items, span: value.span };
  }

  #text(parent: JsonValue, name: string, parentPath = ''): TextMember | undefined {
    const member = findMember(parent, name);
    if (member === undefined) return undefined;
    const { value, span: memberSpan } = member;
    if (value.kind === 'string') return { text: value.value, span: value.span, memberSpan };
    this.#noteMisshapen(value, join(parentPath, name), 'string');
    return undefined;
  }

  #bytes(
    parent: JsonValue,
    name: string,
    length?: number,
    parentPath = '',
  ): BytesMember | undefined {
    const member = this.#text(parent, name, parentPath);
    if (member === undefined) return undefined;
    const { bytes, problem } = readBase64(member.text, length);
    return { ...member, bytes, problem };
  }

  #noteMisshapen({ span }: JsonValue, path: string, expected: MisshapenMember['expected']): void {
    this.#misshapen.push({ path, expected, span });
  }

  #noteUnknown(value: JsonValue, known: readonly string[], parentPath: string): void {
    const members: readonly JsonMember[] = value.kind === 'object' ? value.members : [];
    for (const { name, value: there, span } of members) {
      if (known.includes(name)) continue;
      this.#unknown.push({ path: join(parentPath, name), value: there, span });
    }
  }
}

function join(parent: string, name: string): string {
  return parent === '' ? name : `${parent}.${name}`;
}
