/** What logs tell of operations with keys (AWS CloudHSM user guide, "Interpreting audit logs"). */
import type { Operation } from '../../ceremony/operation/operation.ts';
import { isKeyService } from '../../token/service.ts';
import { canonicalUserName } from '../../token/user-name.ts';
import type { LogEvent } from '../log-event.ts';
import type { KeyOperation } from '../report.ts';

const OPS: Readonly<Record<string, readonly Operation['op'][]>> = {
  CN_SHARE_OBJECT: ['shareKey', 'unshareKey'],
  CN_MODIFY_OBJECT: ['setKeyAttribute'],
  CN_WRAP_KEY: ['wrapKey'],
  CN_UNWRAP_KEY: ['unwrapKey'],
  CN_SIGN: ['sign'],
};

const ONCE: readonly string[] = ['CN_WRAP_KEY', 'CN_UNWRAP_KEY', 'CN_SIGN'];

/** @returns nothing where the event is another */
export function readKeyOperation(event: LogEvent): KeyOperation | undefined {
  const { opcode, keys, user, attribute, isShared, spent } = event;
  const ops = Object.hasOwn(OPS, opcode) ? OPS[opcode] : undefined;
  if (ops === undefined) return undefined;
  const handle = opcode === 'CN_UNWRAP_KEY' ? keys?.wrapping : keys?.secret;
  return {
    kind: 'key',
    ops: isShared === undefined ? ops : [isShared ? 'shareKey' : 'unshareKey'],
    handle,
    user: user && (canonicalUserName(user.name) ?? user.name),
    attribute,
    isGuarded: spent.some(isKeyService),
    isOnce: ONCE.includes(opcode),
  };
}

/** Whether logs can tell of operations of a kind; of signatures, the emulator's own alone. */
export function isOfKeys({ op }: Pick<Operation, 'op'>): boolean {
  return Object.values(OPS).some((ops) => ops.includes(op));
}

/** Whether a request asks for it, as far as the log tells: what it does not tell contradicts nothing. */
export function isKeyOperationOf(logged: KeyOperation, asked: Operation): boolean {
  if (!logged.ops.includes(asked.op)) return false;
  const { key = '', options = '' } = asked.arguments;
  const wanted = readHandle(key);
  const user = optionOf(options, 'username');
  const attribute = asked.op === 'setKeyAttribute' ? optionOf(options, 'name') : undefined;
  return (
    agrees(logged.handle, wanted) &&
    agrees(logged.user, user && (canonicalUserName(user) ?? user)) &&
    agrees(logged.attribute, attribute)
  );
}

function agrees<Value>(logged: Value | undefined, wanted: Value | undefined): boolean {
  return logged === undefined || wanted === undefined || logged === wanted;
}

/** The handle in a filter, which may name the key by its attributes alone. */
function readHandle(filter: string): number | undefined {
  const [, handle] =
    /(?:^|\s)key-reference=(0x[0-9a-f]{1,8}|[0-9]{1,10})(?=\s|$)/i.exec(filter) ?? [];
  return handle === undefined ? undefined : Number(handle);
}

/** As requests keep options: `--name value`. */
function optionOf(options: string, name: string): string | undefined {
  const words = options.split(' ');
  const at = words.indexOf(`--${name}`);
  return at < 0 ? undefined : words[at + 1];
}
