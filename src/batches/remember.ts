/**
 * Builds a function that works each object out once. For what rule sets put out: they say the same about most records, with
 * the very same objects. Nobody may change what is remembered; it is gone with the object.
 */
export function remember<Key extends object, Value extends object | string>(
  workOut: (key: Key) => Value,
): (key: Key) => Value {
  const known = new WeakMap<Key, Value>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) {
      value = workOut(key);
      known.set(key, value);
    }
    return value;
  };
}
