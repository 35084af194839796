/**
 * Makes something of an object once, for as long as the object is there. What is kept of Lever's answers is the same
 * object each time that it is read, and belongs to one connection: it need not be mapped each time. `rest`: what belongs
 * to the object anyway, as its connection; it is looked at only the first time. Nobody may change what is made.
 */
export function madeOnce<Source extends object, Rest extends readonly unknown[], Made>(
  make: (source: Source, ...rest: Rest) => Made,
): (source: Source, ...rest: Rest) => Made {
  const known = new WeakMap<Source, { readonly made: Made }>();
  return (source, ...rest) => {
    let kept = known.get(source);
    if (!kept) {
      kept = { made: make(source, ...rest) };
      known.set(source, kept);
    }
    return kept.made;
  };
}
