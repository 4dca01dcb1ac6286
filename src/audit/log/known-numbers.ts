/**
 * Names that the guide gives numbers for, where an event is told by them: one with another's number is no event that an
 * HSM writes (AWS CloudHSM user guide, "Audit log reference" and "Interpreting audit logs").
 */
const OPCODES: ReadonlyMap<string, number> = new Map([
  ['CN_CREATE_USER', 0x3],
  ['CN_CREATE_CO', 0x4],
  ['CN_CHANGE_PSWD', 0x9],
  ['CN_LOGIN', 0xd],
  ['CN_LOGOUT', 0xe],
  ['CN_DELETE_USER', 0xa1],
]);

const USER_TYPES: ReadonlyMap<string, number> = new Map([
  ['CN_CRYPTO_USER', 1],
  ['CN_CRYPTO_OFFICER', 2],
  ['CN_APPLIANCE_USER', 5],
  ['CN_CRYPTO_PRE_OFFICER', 6],
]);

interface Named {
  readonly name: string;
  readonly number: number | undefined;
}

/** Whether an opcode has a number, or a name, that is another's. */
export function isOpcodeAtOdds(opcode: Named): boolean {
  return isAtOdds(opcode, OPCODES);
}

/** Whether a type of users has a number, or a name, that is another's. */
export function isUserTypeAtOdds(type: Named): boolean {
  return isAtOdds(type, USER_TYPES);
}

function isAtOdds({ name, number }: Named, known: ReadonlyMap<string, number>): boolean {
  if (number === undefined) return false;
  const expected = known.get(name);
  return expected === undefined ? [...known.values()].includes(number) : expected !== number;
}
