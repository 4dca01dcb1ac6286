// What bcrypt-pbkdf asks of tweetnacl is SHA-512 alone, which Node has: the bundles need not hold all the rest.
const { createHash } = require('node:crypto');

exports.lowlevel = {
  /** @returns 0, as C does */
  crypto_hash(out, message, length) {
    out.set(createHash('sha512').update(message.subarray(0, length)).digest());
    return 0;
  },
};
