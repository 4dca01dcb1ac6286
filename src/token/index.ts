/**
 * Files of the newer command line: what `mofn/parser` exports of them.
 */
export type {
  JsonArray,
  JsonDocument,
  JsonMember,
  JsonObject,
  JsonScalar,
  JsonString,
  JsonValue,
} from './json/json-document.ts';
export { looksLikeJson } from './json/looks-like-json.ts';
export type { JsonProblem, JsonReading } from './json/read-json.ts';
export {
  type FixedSdk5File,
  type JudgedFile,
  judgeAndFixSdk5,
  judgeSdk5,
} from './lint/lint-sdk5.ts';
export type { JudgedDiagnostic } from './lint/rule.ts';
export type { TokenRecord } from './record.ts';
export type { Base64Problem } from './sdk5/base64.ts';
export type {
  AuthDataDocument,
  AuthDataEntry,
  BytesMember,
  MisshapenMember,
  QuorumDocument,
  Sdk5Document,
  Sdk5Kind,
  SignatureEntry,
  SignatureList,
  TextMember,
  TokenEntry,
  TokensDocument,
  UnknownMember,
} from './sdk5/document.ts';
export {
  addSignature,
  fillAuthData,
  fillTokens,
  type NewSignature,
  removeSignature,
  replaceSignature,
} from './sdk5/edit-document.ts';
export {
  parseSdk5Token,
  readSdk5File,
  type Sdk5Signature,
  type Sdk5Token,
} from './sdk5-token.ts';
