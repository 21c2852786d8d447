// What a reader did, kept in this browser alone. Pages that lie in one folder share one storage, and so does everything
// else that a browser opens from a disk: every key begins with the course.
export function keeper(course) {
  const ears = new Set();
  let store;
  try {
    store = window.localStorage;
    store.setItem(`${course}:`, "");
    store.removeItem(`${course}:`);
  } catch {
    store = null; // forbidden by the browser: then it is kept as long as the page is open
  }
  const memory = new Map();
  const key = (kind, item) => `${course}:${kind}:${item}`;
  const names = () => (store ? Object.keys(store) : [...memory.keys()]).filter((one) => one.startsWith(`${course}:`));
  const read = (name) => {
    try {
      return JSON.parse((store ? store.getItem(name) : memory.get(name)) ?? "null");
    } catch {
      return null;
    }
  };
  const tell = () => ears.forEach((act) => act());
  window.addEventListener("storage", (event) => event.key?.startsWith(`${course}:`) && tell());
  return {
    isKept: store !== null,
    get: (kind, item) => read(key(kind, item)),
    set(kind, item, value) {
      const text = JSON.stringify(value);
      try {
        store ? store.setItem(key(kind, item), text) : memory.set(key(kind, item), text);
      } catch {
        memory.set(key(kind, item), text); // the storage is full
      }
      tell();
    },
    items: (kind) => names().filter((one) => one.startsWith(`${course}:${kind}:`)).map((one) => one.slice(`${course}:${kind}:`.length)).sort(),
    forget() {
      for (const name of names()) store ? store.removeItem(name) : memory.delete(name);
      tell();
    },
    on: (act) => ears.add(act),
  };
}
