// Finding elements that are there for sure.

/** The first element that a selector finds. */
export function find<E extends Element = HTMLElement>(selector: string, root: ParentNode = document): E {
  const found = root.querySelector<E>(selector);
  if (!found) throw new Error(`nothing is ${selector}`);
  return found;
}
