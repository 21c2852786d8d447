// The code of a guess, to be read aloud or pasted in a chat, where no kernel makes it: predicting/codes.py in the browser.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const MARK_BITS = 20;

const digits = (number, count) => Array.from({ length: count }, (_none, i) => ALPHABET[Number((number >> BigInt(5 * (count - 1 - i))) & 31n)]).join("");

// SHA-256: `crypto.subtle` is missing on a page that a plain server of a classroom gives.
const primes = (count) => {
  const found = [];
  for (let n = 2; found.length < count; n += 1) if (found.every((p) => n % p)) found.push(n);
  return found;
};
const fraction = (x) => Math.floor((x - Math.floor(x)) * 2 ** 32);
const ROUNDS = primes(64).map((p) => fraction(Math.cbrt(p)));
const turn = (x, n) => (x >>> n) | (x << (32 - n));

export function sha256(text) {
  const said = new TextEncoder().encode(text);
  const bytes = new Uint8Array(((said.length + 72) >> 6) << 6);
  bytes.set(said);
  bytes[said.length] = 128;
  const view = new DataView(bytes.buffer);
  view.setUint32(bytes.length - 4, said.length * 8);
  const hash = primes(8).map((p) => fraction(Math.sqrt(p)));
  for (let at = 0; at < bytes.length; at += 64) {
    const w = Array.from({ length: 16 }, (_none, i) => view.getUint32(at + 4 * i));
    for (let i = 16; i < 64; i += 1) {
      const [a, b] = [w[i - 15], w[i - 2]];
      w[i] = (w[i - 16] + w[i - 7] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10))) | 0;
    }
    let [a, b, c, d, e, f, g, h] = hash;
    for (let i = 0; i < 64; i += 1) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[i] + w[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((one, i) => (hash[i] = (hash[i] + one) >>> 0));
  }
  return hash;
}

export const new_mark = () => crypto.getRandomValues(new Uint32Array(1))[0] % 2 ** MARK_BITS;

// `asked` has id, width and what a code covers (`declared`); `steps` are the parts of the guess as places on their grain,
// of `levels` each.
export function code_of(asked, steps, levels, mark, vote = 1) {
  const [, lesson, number] = asked.id.match(/^P(\d+)\.(\d+)$/);
  const packed = steps.reduce((sum, one) => sum * BigInt(levels) + BigInt(one), 0n);
  const body = [lesson, number, vote].map((one) => digits(BigInt(one), 1)).join("") + digits(BigInt(mark), MARK_BITS / 5) + digits(packed, asked.width);
  const check = digits(BigInt(sha256(`${asked.declared} ${body}`)[0]), 4);
  return (body + check).match(/.{1,4}/g).join("-");
}
