// Whether an answer is right, where no kernel can be asked. The values, the tolerances and all sentences come from
// the exercise; what is here is the order of the questions that judging/judge.py asks, and tests hold the two equal.

class Unreadable extends Error {}

const fold = (text) => text.split(/\s+/).filter(Boolean).join(" ").toLowerCase();
export const worded = (text, words) => text.replace(/\{(\w+)\}/g, (all, name) => words[name] ?? all);

export function listing(parts, says, most = 6) {
  if (parts.length > most + 1) parts = [...parts.slice(0, most), worded(says.more, { n: parts.length - most })];
  return parts.length < 2 ? parts.join("") : worded(says.and, { first: parts.slice(0, -1).join(", "), last: parts.at(-1) });
}

// A number written as text.

// Whether a text is a sum that Python could compute; two numbers with a dash are a range.
function is_formula(text) {
  const sum = text.slice(text.lastIndexOf("=") + 1).trim();
  if (sum.length > 200 || !sum) return false;
  const tokens = sum.match(/\d[\d_]*\.?\d*(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?|[\p{L}_][\p{L}\p{N}_]*|\*\*|\/\/|[-+*/%()[\],.~]|\s+|./giu).filter((one) => one.trim());
  let at = 0;
  let found = false;
  const is_number = (one) => /^(\d[\d_]*\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(one ?? "") && !/^0\d/.test(one);
  const fail = () => { throw new SyntaxError(); };
  // Each gives whether what it read is a bare number.
  function atom() {
    const one = tokens[at++];
    let bare = false;
    if (one === "(" || one === "[") {
      const close = one === "(" ? ")" : "]";
      if (tokens[at] !== close) bare = list(close) && one === "(";
      if (tokens[at++] !== close) fail();
    } else if (is_number(one)) bare = true;
    else if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(one ?? "") || /^(and|or|not|if|else|in|is|for|lambda|def|class|return|import|from|as|with|pass|while|None|True|False)$/.test(one)) fail();
    for (;;) {
      if (tokens[at] === "(") {
        at += 1;
        if (tokens[at] !== ")") list(")");
        if (tokens[at++] !== ")") fail();
        found = true;
        bare = false;
      } else if (tokens[at] === "[") {
        at += 1;
        list("]");
        if (tokens[at++] !== "]") fail();
        bare = false;
      } else if (tokens[at] === "." && /^[\p{L}_]/u.test(tokens[at + 1] ?? "")) {
        at += 2;
        bare = false;
      } else return bare;
    }
  }
  function unary() {
    if (["-", "+", "~"].includes(tokens[at])) {
      at += 1;
      unary();
      return false;
    }
    const bare = atom();
    if (tokens[at] !== "**") return bare;
    at += 1;
    unary();
    found = true;
    return false;
  }
  function product() {
    let bare = unary();
    while (["*", "/", "//", "%"].includes(tokens[at])) {
      at += 1;
      unary();
      found = true;
      bare = false;
    }
    return bare;
  }
  function sums() {
    let bare = product();
    while (tokens[at] === "+" || tokens[at] === "-") {
      const sign = tokens[at++];
      const next = product();
      if (!(sign === "-" && bare && next)) found = true;
      bare = false;
    }
    return bare;
  }
  function list(close) {
    let bare = sums();
    while (tokens[at] === ",") {
      at += 1;
      bare = false;
      if (tokens[at] === close || at === tokens.length) break;
      sums();
    }
    return bare;
  }
  try {
    list("");
    return at === tokens.length && found;
  } catch {
    return false;
  }
}

const multiple_of = (words, { words: known }) => known.find(([pattern]) => new RegExp(pattern, "iu").test(words))?.[1] ?? null;

function readings(digits, { readings: ways, spaces }, says) {
  const found = [];
  for (const [pattern, apart, point] of ways) {
    if (!new RegExp(`^(?:${pattern})$`, "u").test(digits)) continue;
    const whole = apart ? digits.replace(new RegExp(apart, "gu"), "") : digits;
    found.push(point ? whole.replaceAll(point, ".") : whole);
  }
  if (found.length) return [...new Set(found)];
  throw new Unreadable([...spaces].some((one) => digits.includes(one)) ? says.several : worded(says.unread, { digits: digits.slice(0, 40) }));
}

const distance = (value, like) => (value > 0 ? Math.abs(Math.log(value / Math.abs(like))) : Infinity);

// The one number in a text, in the unit whose multiple is given; where two readings make sense, the one nearer to `like`.
export function quantity(text, multiple, like, reading, says) {
  if (is_formula(text)) throw new Unreadable(says.formula);
  const found = [...text.matchAll(new RegExp(reading.number, "giu"))];
  if (!found.length) throw new Unreadable(says.none);
  if (found.length > 1) throw new Unreadable(says.several);
  const [all, sign, digits, power] = found[0];
  const after = text.slice(found[0].index + all.length);
  const short = after.match(/^\s?(tn|bn|mn|m|k)(?![\p{L}\p{N}_])/iu);
  const named = short ? reading.short[short[1].toLowerCase()] : multiple_of(text, reading);
  const factor = named === null ? 1 : named / (multiple || 1);
  const values = readings(digits, reading, says).map((one) => Number(one + (power ?? "")) * factor);
  const is_size = typeof like === "number" && Number.isFinite(like) && like !== 0;
  const value = is_size ? values.reduce((best, one) => (distance(one, like) < distance(best, like) ? one : best)) : values[0];
  return ["-", "\u2212", "\u2013"].includes(sign) ? -value : value;
}

// A number as a person types it in a form, with a decimal comma or a decimal point.
export function typed(given, multiple, reading, says) {
  if (typeof given === "number") return given;
  const text = String(given).replace(/(?<![\d,.])(\d+),(?=(\d{1,2}|\d{4,})(?!\d))(?!\d*[.,])/g, "$1.");
  return quantity(text, multiple, undefined, reading, says);
}

// Numbers.

const is_number = (value) => typeof value === "number";
const is_count = (wanted) => wanted?.is === "number" || wanted?.is === "whole";
const valued = (wanted) => (typeof wanted.v === "string" && wanted.is === "number" ? { inf: Infinity, "-inf": -Infinity, nan: NaN }[wanted.v] : wanted.v);

function tolerance(rules, wanted, i) {
  const relative = rules.rtol[i] * Math.abs(valued(wanted));
  return rules.atol[i] + (wanted.is === "whole" ? Math.min(relative, 0.4) : relative);
}

function close(rules, found, wanted, i) {
  if (wanted === null) return true;
  const value = valued(wanted);
  if (is_count(wanted) && is_number(found)) {
    if (!Number.isFinite(value) || !Number.isFinite(found)) return Object.is(found, value);
    return Math.abs(found - value) <= tolerance(rules, wanted, i);
  }
  return typeof found === typeof value && found === value;
}

// The digits that a number has, at most twelve, and the place of the last one.
function digits_of(found) {
  const [, whole, rest, power] = Math.abs(found).toExponential(11).match(/^(\d)\.(\d+)e([-+]\d+)$/);
  const digits = (whole + rest).replace(/0+$/, "");
  return { count: digits.length, last: Number(power) - digits.length + 1 };
}

function rounds_to(found, value, is_share) {
  if (!is_number(found) || !found || !value || !Number.isFinite(found) || !Number.isFinite(value)) return false;
  const { count, last } = digits_of(found);
  const second = Math.floor(Math.log10(Math.abs(value))) - 1;
  const steps = [10 ** (count > 1 ? last : second)];
  if (is_share && Number.isInteger(found)) steps.push(1);
  return steps.some((step) => Math.abs(found - value) <= 0.5 * step * (1 + 1e-9));
}

const near = (rules, found, wanted, i) =>
  close(rules, found, wanted, i) || (wanted?.is === "number" && rounds_to(found, valued(wanted), rules.multiple === 0.01));

function scaled(rules, found, wanted, factor, i) {
  if (!is_number(found) || !is_count(wanted)) return false;
  const value = valued(wanted);
  return Number.isFinite(value) && value !== 0 && Math.abs(found / factor - value) <= Math.min(tolerance(rules, wanted, i), 0.05 * Math.abs(value));
}

function at_scale(rules, found, wanted, is_loose, scales) {
  const fits = is_loose ? near : close;
  return scales.find((factor) => {
    const at = wanted.map((w, i) => scaled(rules, found[i], w, factor, i)
      || (is_loose && is_count(w) && rounds_to(found[i], valued(w) * factor, false)));
    return at.some(Boolean) && at.every((one, i) => one || fits(rules, found[i], wanted[i], i));
  });
}

function* orders(all) {
  if (all.length < 2) yield all;
  else for (let i = 0; i < all.length; i += 1) for (const rest of orders(all.toSpliced(i, 1))) yield [all[i], ...rest];
}

function read_numbers(rules, given, reading, says) {
  return rules.value.map((wanted, i) => {
    const value = given[i];
    if (value === null) throw new Unreadable(worded(says.blankPart, { part: rules.parts[i] ?? "" }));
    if (wanted?.is === "truth") {
      const truth = reading.truth[String(value).trim().toLowerCase()];
      if (truth === undefined) throw new Unreadable(says.isTruth);
      return truth;
    }
    if (wanted?.is === "text") return fold(String(value));
    return typeof value === "string" ? quantity(value, rules.multiple, wanted && valued(wanted), reading, says) : value;
  });
}

function wrong_number(rules, found, says) {
  const { value: right, parts } = rules;
  const opposite = (i) => is_number(found[i]) && is_count(right[i]) && close(rules, -found[i], right[i], i);
  const good = right.map((wanted, i) => close(rules, found[i], wanted, i));
  if (good.every((one, i) => one || opposite(i))) return [false, "wrong", says.sign];
  const is_near = right.map((wanted, i) => near(rules, found[i], wanted, i));
  const is_short = right.map((wanted, i) => !is_near[i] && is_number(found[i]) && wanted?.is === "number" && found[i] !== 0
    && Math.abs(valued(wanted)) < 10 && found[i] === Number(valued(wanted).toPrecision(1)));
  if (is_short.every((one, i) => one || is_near[i])) {
    const which = parts.filter((_part, i) => is_short[i]);
    return [false, "wrong", which.length ? worded(says.oneMoreOf, { parts: listing(which, says) }) : says.oneMore];
  }
  if (found.some((one) => one === Infinity || one === -Infinity)) return [false, "kind", says.infinite];
  if (right.length >= 2 && right.length <= 5 && parts.length === right.length)
    for (const one of orders(found)) if (right.every((wanted, i) => close(rules, one[i], wanted, i))) return [false, "wrong", worded(says.order, { parts: parts.join(says.then) })];
  const so_far = parts.filter((_part, i) => good[i]);
  return [false, "wrong", so_far.length ? worded(says.good, { parts: so_far.join(", ") }) : rules.wrong];
}

function judge_number(rules, given, reading, says) {
  const found = read_numbers(rules, given, reading, says);
  const is = (fits, wanted) => wanted.every((one, i) => fits(rules, found[i], one, i));
  if (is(close, rules.value)) return [true, "right", rules.right];
  const other = rules.readings.find((one) => is(close, one.value));
  if (other) return [true, "right", other.says];
  const unit = (is_loose) => {
    const factor = at_scale(rules, found, rules.value, is_loose, reading.scales);
    return factor === undefined ? null : [false, "unit", factor === 0.01 ? rules.ratio : rules.unit];
  };
  const exact_unit = unit(false);
  if (exact_unit) return exact_unit;
  const same = rules.mistakes.find((one) => is(close, one.value));
  if (same) return [false, same.code, same.says];
  if (is(near, rules.value)) {
    const is_torn = rules.mistakes.some(({ value }) => value.some((w, i) => !close(rules, found[i], rules.value[i], i) && w !== null
      && !(is_count(w) ? close(rules, valued(w), rules.value[i], i) : false) && near(rules, found[i], w, i)));
    return is_torn ? [false, "wrong", says.torn] : [true, "right", `${rules.exact} ${rules.why}`.trim()];
  }
  const about = rules.mistakes.filter((one) => is(near, one.value));
  if (about.length === 1) return [false, about[0].code, about[0].says];
  const loose_unit = unit(true);
  if (loose_unit) return loose_unit;
  const scales = rules.multiple === 0.01 ? [0.01] : reading.scales;
  const at = rules.mistakes.filter((one) => at_scale(rules, found, one.value, true, scales) !== undefined);
  if (at.length === 1) return [false, at[0].code, `${at[0].says} ${rules.scale}`];
  return wrong_number(rules, found, says);
}

// Labels and orders.

function judge_labels(rules, given, says) {
  const found = Object.fromEntries(Object.entries(given).filter(([, label]) => label));
  const is = (wanted) => Object.entries(wanted).every(([item, label]) => found[item] === label);
  if (is(rules.value)) return [true, "right", rules.right];
  const other = rules.readings.find((one) => is(one.value));
  if (other) return [true, "right", other.says];
  const missing = Object.keys(rules.value).filter((item) => !(item in found)).length;
  const open = missing ? worded(says.unlabelled, { n: missing }) : "";
  const others = rules.items.filter((item) => item in found && found[item] !== rules.value[item]).map((item) => rules.begin[item]);
  const form = rules.isOptional ? (others.length ? says.storedBut : says.stored) : says.agree + (others.length ? " " + says.look : "");
  const n = Object.keys(found).length;
  const agreement = worded(form, { agree: n - others.length, n, others: listing(others, says), item: others[0] ?? "" });
  const known = rules.mistakes.find((one) => is(one.value));
  if (known) return [false, known.code, [open, rules.isOptional ? agreement : "", known.says].filter(Boolean).join(" ")];
  return [false, n < Object.keys(rules.value).length ? "kind" : "wrong", `${open} ${agreement}`.trim()];
}

function judge_order(rules, given, says) {
  const is = (wanted) => wanted.length === given.length && wanted.every((one, i) => one === given[i]);
  if (is(rules.value)) return [true, "right", rules.right];
  const other = rules.readings.find((one) => is(one.value));
  if (other) return [true, "right", other.says];
  const known = rules.mistakes.find((one) => (one.isSet ? one.value.every((key) => given.includes(key)) : is(one.value)));
  if (known) return [false, known.code, known.says];
  const shorter = Math.min(given.length, rules.value.length);
  let first = 0;
  while (first < shorter && given[first] === rules.value[first]) first += 1;
  if (given.length < rules.value.length && first === given.length) return [false, "wrong", says.soFar];
  const text = worded(says.wrongLine, { n: first + 1 });
  return [false, "wrong", given.some((one) => !rules.value.includes(one)) ? `${text} ${says.stranger}` : text];
}

const is_blank = (value) => value === null || value === undefined || (typeof value === "string" && !value.trim())
  || (typeof value === "object" && Object.values(value).every(is_blank));

// The verdict on an answer: whether it is right, its code, and what is said. A number is a list with one value for each
// part, labels are an object, an order is a list of keys, a choice is a key.
export function judge(rules, answer, reading, says) {
  if (is_blank(answer)) return [false, "not-attempted", rules.blank];
  try {
    if (rules.kind === "number") return judge_number(rules, answer, reading, says);
    if (rules.kind === "labels") return judge_labels(rules, answer, says);
    if (rules.kind === "order") return judge_order(rules, answer, says);
    return rules.verdicts[answer];
  } catch (problem) {
    if (problem instanceof Unreadable) return [false, "kind", problem.message];
    throw problem;
  }
}
